import { mkdirSync } from 'node:fs'
import { expect, test } from './support/fixtures.ts'
import type { Phone } from './support/phone.ts'
import { expectAccessible, inspectScreen } from './support/probes.ts'
import { enrolWholly, expectAllSent, listPlainPoints, report, tryNow } from './support/schoolSteps.ts'
import { like, say, sayOffice } from './support/words.ts'

test.setTimeout(180_000)

const shots = process.env['SHOTS']

async function picture(phone: Phone, name: string): Promise<void> {
  if (shots === undefined) return
  mkdirSync(shots, { recursive: true })
  await phone.page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

/** From the open list to «сохранён на телефоне». */
async function sendReport(phone: Phone, button: string): Promise<number> {
  const before = phone.taps
  const { page } = phone
  await phone.tap(page.getByRole('navigation', { name: say('nav.label') }).getByRole('link', { name: say('nav.documents') }))
  await phone.tap(page.getByRole('link', { name: like('report.open.label') }).first())
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(like('report.title'))
  await phone.tap(page.getByRole('button', { name: button }))
  await expect(page.locator('[role=status][aria-live=polite]')).toContainText(say('report.kept'))
  return phone.taps - before
}

test('two marks and the report without a network, in three taps; the office reads it and returns it, the phone says why', async ({ server, newPhone, newOffice }) => {
  const school = await server.findSchool('suntar')
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  await expectAllSent(phone)
  await phone.goOffline()
  // Opened from what the phone keeps alone.
  await phone.page.reload()
  const [first, second] = await listPlainPoints(phone)
  if (first === undefined || second === undefined) throw new Error('The list holds too few points.')
  await report(phone, first, 'Издан приказ № 41 от 30 августа')
  await report(phone, second, 'Проведён педсовет, протокол № 3')

  expect(await sendReport(phone, say('report.send'))).toBeLessThanOrEqual(3)
  await expect(phone.page.getByText(say('receipt.onDevice')).first()).toBeVisible()
  await expect(phone.page.getByText(say('report.unmarked')).first()).toBeVisible()
  await inspectScreen(phone.page, 'report')
  await picture(phone, 'report-sent-offline')
  await phone.goOnline()
  await expectAllSent(phone)

  const { page } = await newOffice('suntar')
  await page.goto(`${server.url}/office/organizations`)
  await page.getByRole('link', { name: school.name }).first().click()
  await expect(page.getByRole('heading', { name: sayOffice('sentReport.title') })).toBeVisible()
  await expect(page.getByText('Издан приказ № 41 от 30 августа')).toBeVisible()
  await expect(page.locator('.tag', { hasText: sayOffice('sentReport.waits') }).first()).toBeVisible()
  await expectAccessible(page, 'organization with a report')
  if (shots !== undefined) await page.screenshot({ path: `${shots}/office-report.png`, fullPage: true })
  await page.getByRole('button', { name: sayOffice('sentReport.return'), exact: true }).click()
  await page.getByLabel(sayOffice('sentReport.reason')).fill('Нет приложения к приказу')
  await page.getByRole('button', { name: sayOffice('sentReport.return.confirm') }).click()
  await expect(page.getByText(sayOffice('sentReport.done.returned'))).toBeVisible()

  await phone.open('/')
  await tryNow(phone, /./u)
  const news = phone.page.getByText(/Управление вернуло отчёт/u)
  await expect(news).toContainText('Нет приложения к приказу')
  await picture(phone, 'list-returned')
  await phone.tap(phone.page.getByRole('link', { name: like('report.open.label') }).first())
  await expect(phone.page.getByText(/Управление вернуло отчёт .*Нет приложения к приказу\./u).first()).toBeVisible()
  await picture(phone, 'report-returned')
  await phone.tap(phone.page.getByRole('link', { name: say('nav.documents') }))
  await picture(phone, 'documents')
  expect(phone.errors).toEqual([])
})
