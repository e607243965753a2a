import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import writeXlsxFile from 'write-excel-file/node'
import { expect, test } from './support/fixtures.ts'
import { type Office, openAssignment, openOrganization } from './support/office.ts'
import { expectAccessible } from './support/probes.ts'
import { readQrPicture } from './support/qrPicture.ts'
import { enrolWholly, listPlainPoints, report } from './support/schoolSteps.ts'
import { likeOffice, say, sayOffice } from './support/words.ts'

test.setTimeout(240_000)

const main = (page: Page) => page.getByRole('main')
const dialog = (page: Page) => page.getByRole('dialog')

async function openList({ page }: Office): Promise<void> {
  await page.getByRole('navigation', { name: sayOffice('app.menu') }).getByRole('link', { name: sayOffice('nav.organizations') }).click()
  await expect(page.getByRole('heading', { level: 1, name: sayOffice('organizations.title') })).toBeVisible()
}

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (folder === undefined) return
  for (const width of [1280, 800]) {
    await page.setViewportSize({ width, height: 900 })
    await page.screenshot({ path: `${folder}/${name}-${String(width)}.png`, fullPage: true })
  }
  await page.setViewportSize({ width: 1366, height: 768 })
}

/** How many pages a PDF says it has. */
function countPages(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page(?![a-z])/gi)?.length ?? 0
}

test('an organization is added by the keyboard, gets the documents in force, another head, and is closed', async ({ newOffice }) => {
  const office = await newOffice('suntar')
  const { page } = office
  await openList(office)
  await shoot(page, 'list')
  await page.getByRole('button', { name: sayOffice('organizations.add') }).focus()
  await page.keyboard.press('Enter')
  await dialog(page).getByRole('button', { name: sayOffice('form.save') }).press('Enter')
  await expect(dialog(page).getByText(sayOffice('fields.nameMissing'))).toBeVisible()
  await expectAccessible(page, 'a form with mistakes')
  await shoot(page, 'form')
  await dialog(page).getByLabel(sayOffice('fields.name'), { exact: true }).fill('МБОУ «Новая школа»')
  await dialog(page).getByLabel(sayOffice('fields.settlement')).fill('с. Новое')
  await dialog(page).getByLabel(sayOffice('fields.head')).fill('Орлова И.П.')
  await dialog(page).getByLabel(sayOffice('audience.general_school')).press('Space')
  await dialog(page).getByLabel(sayOffice('fields.name'), { exact: true }).press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'МБОУ «Новая школа»' })).toBeVisible()

  await expect(page.getByRole('heading', { name: sayOffice('standing.title') })).toBeVisible()
  await expectAccessible(page, 'a new organization')
  await shoot(page, 'new-organization')
  for (const box of await main(page).getByRole('checkbox').all()) await box.check()
  await page.getByRole('button', { name: likeOffice('standing.send') }).press('Enter')
  await expect(page.getByText(likeOffice('standing.done'))).toBeVisible()
  await expect(page.getByRole('heading', { name: sayOffice('standing.title') })).toBeHidden()

  await page.getByRole('button', { name: sayOffice('organization.handover') }).press('Enter')
  await dialog(page).getByLabel(sayOffice('handover.head')).fill('Сидорова Ольга Олеговна')
  await expectAccessible(page, 'another head')
  await shoot(page, 'handover')
  await dialog(page).getByRole('button', { name: sayOffice('handover.confirm') }).press('Enter')
  await expect(page.getByText(sayOffice('code.once'))).toBeVisible()
  await dialog(page).getByRole('button', { name: sayOffice('app.close') }).press('Enter')
  await expect(page.getByText('Сидорова Ольга Олеговна')).toBeVisible()

  await page.getByRole('button', { name: sayOffice('organization.close'), exact: true }).press('Enter')
  await dialog(page).getByLabel(sayOffice('close.successor')).selectOption({ index: 1 })
  await expectAccessible(page, 'closing')
  await shoot(page, 'closing')
  await dialog(page).getByRole('button', { name: sayOffice('close.confirm') }).press('Enter')
  await expect(page.getByText(likeOffice('organization.closedNote'))).toBeVisible()
  await shoot(page, 'closed')
  await page.getByRole('button', { name: sayOffice('organization.reopen') }).press('Enter')
  await expect(page.getByText(sayOffice('organization.reopened'))).toBeVisible()
})

test('a list from Excel is checked, mended on the page and taken; what is saved is read again', async ({ newOffice }) => {
  const office = await newOffice('suntar')
  const { page } = office
  await openList(office)
  await page.getByRole('link', { name: sayOffice('organizations.import') }).click()
  const lines = Array.from({ length: 30 }, (_, i) => [`Школа «Заря» № ${String(i + 1)}`, i === 4 ? 'Лицей-интернат №' : 'СОШ', `с. Село ${String(i % 5)}`, i === 6 ? 'нет' : '8 (41135) 2-11-22', '=1+1'])
  const file = await writeXlsxFile([['Список организаций'], [], ['Наименование', 'Тип', 'Населённый пункт', 'Телефон', 'Директор'], ...lines].map((cells) => cells.map((value) => ({ value, type: String })))).toBuffer()
  await page.locator('input[type=file]').setInputFiles({ name: 'список.xlsx', mimeType: 'application/octet-stream', buffer: file })
  await expect(page.getByRole('button', { name: 'Загрузить 28 организаций' })).toBeVisible({ timeout: 30_000 })
  await expectAccessible(page, 'a list before it is taken')
  await shoot(page, 'import')
  await page.getByRole('button', { name: likeOffice('import.filter.bad') }).click()
  await expect(page.getByText('Вид «Лицей-интернат №» не узнан, выберите.')).toBeVisible()
  await shoot(page, 'import-bad')
  await page.getByLabel(sayOffice('import.chooseKind', { row: 8 })).selectOption('general_school')
  const [bad] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: sayOffice('import.saveBad') }).click()])
  expect(bad.suggestedFilename()).toBe(`${sayOffice('import.badFile')}.xlsx`)
  await page.getByRole('button', { name: 'Загрузить 29 организаций' }).click()
  await expect(page.getByText('Загружено. Добавлено: 29, изменено: 0.')).toBeVisible({ timeout: 30_000 })

  await openList(office)
  await page.getByRole('searchbox').fill('Заря')
  await expect(main(page).locator('tbody tr')).toHaveCount(29)
  for (const format of ['xlsx', 'csv'] as const) {
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: sayOffice(`organizations.export.${format}`) }).click()])
    const bytes = await readFile(await saved.path())
    if (format === 'csv') expect(bytes.toString()).toContain(`;'=1+1;`)
    await page.getByRole('link', { name: sayOffice('organizations.import') }).click()
    await page.locator('input[type=file]').setInputFiles({ name: `список.${format}`, mimeType: 'application/octet-stream', buffer: bytes })
    await expect(page.getByRole('button', { name: `${sayOffice('import.filter.same')}: 29` })).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText(sayOffice('import.nothing'))).toBeVisible()
    await openList(office)
    await page.getByRole('searchbox').fill('Заря')
  }
})

test('letters are one print job: a page each at least, and the code of each enrols a phone', async ({ newOffice, newPhone, server }) => {
  const school = await server.findSchool('suntar')
  const office = await newOffice('suntar')
  const { page } = office
  await openList(office)
  await page.getByRole('link', { name: sayOffice('organizations.letters') }).click()
  await expect(page.getByText(sayOffice('letters.warning'))).toBeVisible()
  await expectAccessible(page, 'letters before they are made')
  await shoot(page, 'letters')
  await page.getByRole('button', { name: likeOffice('letters.make') }).press('Enter')
  await expect(page.getByRole('button', { name: sayOffice('letters.print') })).toBeVisible({ timeout: 120_000 })
  await expectAccessible(page, 'letters')
  await shoot(page, 'letters-ready')
  const sheets = page.locator('.letter-sheet')
  const count = await sheets.count()
  expect(count).toBeGreaterThan(3)
  const codes = await sheets.locator('[data-part=digits]').allTextContents()
  expect(new Set(codes).size).toBe(count)

  const pdf = await page.pdf({ preferCSSPageSize: true, ...(process.env['SHOTS'] === undefined ? {} : { path: `${process.env['SHOTS']}/letters.pdf` }) })
  expect(pdf.toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/)
  expect(countPages(pdf)).toBeGreaterThanOrEqual(count)
  expect(countPages(pdf)).toBeLessThanOrEqual(3 * count)

  // Digits typed from the first letter, and the picture of a school's read as a camera reads it.
  const number = (await sheets.first().locator('[data-part=number]').textContent()) ?? ''
  const typed = await enrol(server.url, { organizationNumber: number, code: (codes[0] ?? '').replaceAll(' ', '') })
  expect(typed).toBe(200)
  const link = await readQrPicture(sheets.filter({ hasText: school.name }).getByRole('img', { name: sayOffice('code.qr') }))
  expect(link).toMatch(/\/e#[\w-]{22}$/)
  const phone = await newPhone()
  await enrolWholly(phone, link.split('#')[1] ?? '')
})

test('a new head: the old phone hands in what it holds, says so, and is closed', async ({ newOffice, newPhone, server }) => {
  const school = await server.findSchool('suntar')
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('The list is empty.')
  await phone.goOffline()
  await report(phone, point, 'Издан приказ № 41')
  const office = await newOffice('suntar')
  await openOrganization(office, school.name)
  await office.page.getByRole('button', { name: sayOffice('organization.handover') }).click()
  await dialog(office.page).getByLabel(sayOffice('handover.head')).fill('Сидорова О.О.')
  await dialog(office.page).getByRole('button', { name: sayOffice('handover.confirm') }).click()
  await expect(office.page.getByText(sayOffice('code.once'))).toBeVisible()
  await dialog(office.page).getByRole('button', { name: sayOffice('app.close') }).click()
  await expect(office.page.getByText(likeOffice('organization.device.handedOver'))).toBeVisible()
  await phone.goOnline()
  await phone.page.getByRole('button', { name: say('sync.revoked.short') }).click({ timeout: 30_000 })
  await expect(phone.page.getByText('Всё, что было на телефоне, отправлено.')).toBeVisible({ timeout: 30_000 })
  await shootPhone(phone.page, 'phone-handed-over')
  await openAssignment(office, school.name, point)
  await expect(office.page.getByText('Издан приказ № 41').first()).toBeVisible()
})

async function shootPhone(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` })
}

async function enrol(url: string, proof: object): Promise<number> {
  const token = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
  const answer = await fetch(`${url}/api/enrol`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token, deviceLabel: 'Android', ...proof }) })
  return answer.status
}
