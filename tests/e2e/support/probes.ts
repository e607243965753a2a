/** What a script can measure of a screen: rules of accessibility, widths, sizes of targets and of letters. */
import { AxeBuilder } from '@axe-core/playwright'
import { type Page, expect, test } from '@playwright/test'

const wcagTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']

/** Rules that a change of colours alone can break. */
const colourRules = ['color-contrast', 'link-in-text-block']

/** Which rules a look is held to: one screen has one structure, so its other looks need only the rules they can break; `strong` wants 7:1. */
export type AxeLook = 'all' | 'colours' | 'strong' | 'sizes'

/** No violation of WCAG 2.2 AA that axe can see. */
export async function expectAccessible(page: Page, screen: string, look: AxeLook = 'all'): Promise<void> {
  // The legacy mode spares a page of its own for every run; it leaves out only frames of other origins.
  const builder = new AxeBuilder({ page }).setLegacyMode()
  if (look === 'colours') builder.withRules(colourRules)
  else if (look === 'strong') builder.withRules([...colourRules, 'color-contrast-enhanced'])
  else builder.withTags(wcagTags)
  if (look === 'sizes') builder.disableRules(colourRules)
  const { violations } = await builder.analyze()
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`))
  expect(found, `axe on ${screen}`).toEqual([])
}

/** Nothing reaches past the right edge. */
export async function expectNoSidewaysScroll(page: Page, screen: string): Promise<void> {
  const beyond = await page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className.toString()}: ${String(element.getBoundingClientRect().right)} of ${String(width)}`)
  })
  expect(beyond, `sideways scroll on ${screen}`).toEqual([])
}

/** Every target of a finger is at least 48 × 48 CSS pixels; of a radio button, its label. */
export async function expectLargeTargets(page: Page, screen: string): Promise<void> {
  // What has just come into sight is laid out by the next frame.
  await expect.poll(() => findSmallTargets(page), { message: `targets on ${screen}` }).toEqual([])
}

function findSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
    return [...top.querySelectorAll('button, a[href], input, textarea, select, summary')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => (element.matches('input[type=radio], input[type=checkbox]') ? (element.closest('label') ?? element) : element))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 47.5 || box.height < 47.5)
      .map(({ element, box }) => `${element.tagName.toLowerCase()} «${element.textContent.trim().slice(0, 40)}»: ${box.width.toFixed(0)} × ${box.height.toFixed(0)}`)
  })
}

/** Body text is at least 17 px and nothing is under 15 px. */
export async function expectLargeLetters(page: Page, screen: string): Promise<void> {
  const { body, small } = await page.evaluate(() => {
    const sizeOf = (element: Element): number => parseFloat(getComputedStyle(element).fontSize)
    const texts = [...document.querySelectorAll('body *')].filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== ''),
    )
    return {
      body: sizeOf(document.body),
      small: texts.filter((element) => element.checkVisibility() && sizeOf(element) < 15).map((element) => `${element.className.toString()} ${String(sizeOf(element))}: ${element.textContent.trim().slice(0, 40)}`),
    }
  })
  expect(body, `body text on ${screen}`).toBeGreaterThanOrEqual(17)
  expect(small, `small letters on ${screen}`).toEqual([])
}

/** Puts a look on as the settings do, or takes it off again. */
export async function setTheme(page: Page, theme: 'auto' | 'light' | 'dark' | 'sun'): Promise<void> {
  await page.evaluate((value) => { document.documentElement.dataset['theme'] = value }, theme)
}

/** Sets the size of letters as the browser's own setting would (1 or 2). */
export async function setTextScale(page: Page, scale: 1 | 2): Promise<void> {
  await page.evaluate((value) => {
    document.documentElement.style.fontSize = value === 1 ? '' : `${String(value * 100)}%`
  }, scale)
}

/** Makes the window as tall as its page: then no bar at an edge covers what lies below it. */
async function fitWindow(page: Page): Promise<void> {
  // Letters of another size, and parts that come late, change how long it is. A page that always fills more than its window stays so.
  for (let tries = 0; tries < 3; tries += 1) {
    const tall = await page.evaluate(() => Math.max(740, document.documentElement.scrollHeight))
    if (page.viewportSize()?.height === tall) return
    await page.setViewportSize({ width: 360, height: tall })
  }
}

/** Everything a script can say of one screen: light, dark, for the sun, narrow, and with letters of twice the size. */
export async function inspectScreen(page: Page, screen: string): Promise<void> {
  // Of the oldest engine the deeds are asked; its looks are those of the newest.
  if (test.info().project.name === 'androidEight') return
  await page.setViewportSize({ width: 360, height: 740 })
  await fitWindow(page)
  await expectLargeTargets(page, screen)
  await expectLargeLetters(page, screen)
  await expectAccessible(page, screen)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, `${screen}, dark`, 'strong')
  await setTheme(page, 'sun')
  await expectAccessible(page, `${screen}, sun over dark`, 'strong')
  await setTheme(page, 'auto')
  await page.setViewportSize({ width: 320, height: 740 })
  await expectNoSidewaysScroll(page, `${screen}, 320 px`)
  await setTextScale(page, 2)
  await expectNoSidewaysScroll(page, `${screen}, 320 px, 200 %`)
  await page.setViewportSize({ width: 360, height: 740 })
  await fitWindow(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await expectAccessible(page, `${screen}, 200 %`, 'sizes')
  await setTextScale(page, 1)
  await page.setViewportSize({ width: 360, height: 740 })
}
