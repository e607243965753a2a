import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { expectAccessible, expectNoSidewaysScroll, setTextScale } from './support/probes.ts'
import { enrolWholly, expectAllSent, listPlainPoints, report } from './support/schoolSteps.ts'
import { sayOffice } from './support/words.ts'

test.setTimeout(300_000)

/** Every address of the desk, read from its router: a new page is looked at without being named here. */
const paths = [...readFileSync(new URL('../../src/office/router.ts', import.meta.url), 'utf8').matchAll(/path: '([^']+)', name/g)].map(([, path]) => path ?? '')

async function openAddress(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText(sayOffice('app.loading'))).toHaveCount(0)
  await expect(page.locator('progress')).toHaveCount(0)
}

test('every address of the desk has no violation, in both colours, at 200 %, on a tablet and on paper', async ({ server, newPhone, newOffice }) => {
  const school = await server.findSchool('pyatigorsk')
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('The list is empty.')
  await report(phone, point, 'Издан приказ № 41')
  await expectAllSent(phone)
  const { page } = await newOffice('pyatigorsk')
  const home = `${server.url}/office`

  const document = await page.getByRole('main').getByRole('table').getByRole('link').first().getAttribute('href')
  await openAddress(page, `${home}/drafts`)
  await page.getByLabel(sayOffice('drafts.paste')).fill('ПРИКАЗ от 02.09.2026 № 5\nПРИКАЗЫВАЮ:\n1. Директорам школ обновить сайты. Срок: до 1 октября 2026 г.')
  await page.getByRole('button', { name: sayOffice('drafts.read') }).click()
  await page.waitForURL(/drafts\/\w+/)
  const values: Readonly<Record<string, string>> = {
    ':resolutionId': document?.split('/').at(-1) ?? '',
    ':draftId': page.url().split('/').at(-1) ?? '',
    ':organizationId': school.organizationId,
    ':subject': encodeURIComponent(`d:${point.path.split('/').at(-1) ?? ''}`),
  }
  expect(paths.length).toBeGreaterThan(25)
  for (const path of paths) {
    const screen = path.replaceAll(/:\w+/g, (name) => values[name] ?? 'nowhere').replace(/\(.*/, '')
    await openAddress(page, `${home}${screen}`)
    await expectAccessible(page, path)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page, `${path}, dark`, 'colours')
    await page.emulateMedia({ colorScheme: 'light' })
    await setTextScale(page, 2)
    await expectAccessible(page, `${path}, 200 %`, 'sizes')
    await setTextScale(page, 1)
    await page.setViewportSize({ width: 800, height: 1100 })
    await expectNoSidewaysScroll(page, `${path} on a tablet`)
    await page.emulateMedia({ media: 'print' })
    await expectAccessible(page, `${path} on paper`, 'colours')
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize({ width: 1366, height: 768 })
  }
})
