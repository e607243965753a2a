import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from './support/fixtures.ts'
import { expectAccessible } from './support/probes.ts'
import { likeOffice, sayOffice } from './support/words.ts'

test.setTimeout(240_000)

/** Presses a button and answers the file the browser kept: its name and its bytes. */
async function download(page: Page, label: string): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const [kept] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: label, exact: true }).click()])
  return { name: kept.suggestedFilename(), bytes: new Uint8Array(await readFile(await kept.path())) }
}

const partOf = (bytes: Uint8Array, path: string): string => strFromU8(unzipSync(bytes)[path] ?? new Uint8Array())

test('from the matrix to Word, Excel, CSV and paper', async ({ newOffice }, testInfo) => {
  const office = await newOffice('bodaibo')
  const { page } = office
  await page.getByRole('main').getByRole('table').getByRole('link').first().click()
  await expect(page.getByRole('grid')).toBeVisible()
  // The grid draws what is in sight, and counts its head among its rows.
  const organizations = Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1

  // Three clicks from the matrix at most: the report, and Word.
  await page.getByRole('link', { name: sayOffice('reports.fromMatrix') }).click()
  await expect(page.getByRole('heading', { level: 1, name: sayOffice('reports.title') })).toBeVisible()
  const word = await download(page, sayOffice('reports.word'))
  expect(word.name).toMatch(/^Сводка_Решение-3_\d{4}-\d\d-\d\d\.docx$/)
  const body = partOf(word.bytes, 'word/document.xml')
  for (const key of ['summary.column.task', 'summary.column.claimed', 'summary.column.decided', 'summary.signer'] as const) expect(body).toContain(sayOffice(key))
  await expect(page.getByText(likeOffice('reports.saved'))).toBeVisible()

  const excel = await download(page, sayOffice('reports.excel'))
  expect(excel.name).toMatch(/\.xlsx$/)
  expect(partOf(excel.bytes, 'xl/workbook.xml')).toContain(`name="${sayOffice('sheet.how')}"`)
  const csv = await download(page, sayOffice('reports.csv'))
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(csv.bytes).startsWith('\ufeff')).toBe(true)

  // The screen shows what the file holds.
  const table = page.locator('.sheet table').nth(1)
  await expect(table.locator('tbody tr.plain')).toHaveCount(Math.min(organizations, 42))
  await expectAccessible(page, 'reports')
  await page.screenshot({ path: testInfo.outputPath('reports.png'), fullPage: true })
  await page.setViewportSize({ width: 800, height: 1000 })
  await expectAccessible(page, 'reports on a tablet')
  await page.screenshot({ path: testInfo.outputPath('reports-800.png'), fullPage: true })
  await page.setViewportSize({ width: 1280, height: 800 })

  await page.evaluate(() => { globalThis.print = () => undefined })
  await page.getByRole('button', { name: sayOffice('reports.print') }).click()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation', { name: sayOffice('app.menu') })).toBeHidden()
  await expect(page.getByText(sayOffice('summary.signer'))).toBeVisible()
  await page.pdf({ path: testInfo.outputPath('print.pdf'), preferCSSPageSize: true })
  await page.emulateMedia({ media: 'screen' })
})

test('the week, letters to the silent, an organization, a period and a past day', async ({ newOffice, server }, testInfo) => {
  const { page } = await newOffice('bodaibo')
  await page.getByRole('navigation', { name: sayOffice('app.menu') }).getByRole('link', { name: sayOffice('nav.reports') }).click()
  await page.getByLabel(sayOffice('reports.kind.week')).check()
  await expect(page.locator('.sheet').getByRole('heading', { name: sayOffice('week.title') })).toBeVisible()
  expect((await download(page, sayOffice('reports.word'))).name).toMatch(/^Лист-недели_/)
  await expectAccessible(page, 'the week')
  await page.screenshot({ path: testInfo.outputPath('week.png'), fullPage: true })

  await page.getByLabel(sayOffice('reports.kind.reminders')).check()
  await expect(page.locator('.sheet').first()).toBeVisible()
  const letters = await download(page, sayOffice('reports.word'))
  expect(letters.name).toMatch(/^Напоминания_/)
  expect(partOf(letters.bytes, 'word/document.xml')).toContain(sayOffice('reminder.to'))

  await page.getByLabel(sayOffice('reports.kind.organization')).check()
  await expect(page.getByText(sayOffice('reports.chooseOrganization'))).toBeVisible()
  const school = await server.findSchool('bodaibo')
  await page.getByLabel(sayOffice('reports.organization'), { exact: true }).selectOption({ label: school.name })
  await expect(page.locator('.sheet').getByText(school.name).first()).toBeVisible()
  await expectAccessible(page, 'a report of one organization')

  await page.getByLabel(sayOffice('reports.kind.period')).check()
  await page.getByLabel(sayOffice('reports.from')).fill('2022-01-01')
  await page.getByLabel(sayOffice('reports.to')).fill('2022-12-31')
  await page.getByLabel(sayOffice('reports.to')).blur()
  await expect(page.locator('.sheet').getByText('01.01.2022', { exact: false })).toBeVisible()

  await page.goto(`${server.url}/office/reports?kind=document&on=2020-01-01`)
  await expect(page.getByText(sayOffice('reports.nothing'))).toBeVisible()
})
