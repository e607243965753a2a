import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { expectAccessible, expectLargeTargets, expectNoSidewaysScroll, setTextScale } from './support/probes.ts'
import { buildPseudoProgram, pseudoLocale, pseudoSign } from './support/pseudoLocale.ts'
import { enrolWholly, expectAllSent, listPlainPoints, report } from './support/schoolSteps.ts'

test.setTimeout(180_000)

/** Labels of what is pressed or filled that are not of the catalogue; a document's own words may stand in a link. */
function findUntranslated(page: Page): Promise<string[]> {
  return page.evaluate((sign) =>
    [...document.querySelectorAll('button, summary, legend, nav a, h2')]
      .filter((element) => element.checkVisibility() && /[а-яё]{3}/iu.test(element.textContent) && !element.textContent.includes(sign))
      .map((element) => `${element.tagName.toLowerCase()}: ${element.textContent.trim()}`), pseudoSign)
}

async function inspect(page: Page, address: string): Promise<void> {
  await page.setViewportSize({ width: 320, height: 740 })
  await expectNoSidewaysScroll(page, `${address}, 320 px`)
  await setTextScale(page, 2)
  await expectNoSidewaysScroll(page, `${address}, 320 px, 200 %`)
  await setTextScale(page, 1)
  await page.setViewportSize({ width: 360, height: await page.evaluate(() => Math.max(740, document.documentElement.scrollHeight)) })
  await expectLargeTargets(page, address)
  await expectAccessible(page, address)
  expect(await findUntranslated(page), `words outside the catalogue on ${address}`).toEqual([])
}

test('a further language needs no code, and one longer by two fifths fits on every screen', async ({ server, newPhone }) => {
  const pages = await buildPseudoProgram()
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('pyatigorsk')))
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('The list is empty.')
  await report(phone, point, 'Издан приказ № 41')
  await expectAllSent(phone)
  await server.servePages(pages)
  const { page } = phone
  await page.evaluate(async () => {
    for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister()
    for (const name of await caches.keys()) await caches.delete(name)
  })
  for (const address of ['/', point.path, '/documents', '/settings', '/e']) {
    await phone.open(address)
    await expect(page.locator('html')).toHaveAttribute('lang', pseudoLocale)
    await expect(page.getByText(pseudoSign).first()).toBeVisible()
    await inspect(page, address)
  }
})
