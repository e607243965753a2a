import { readFileSync } from 'node:fs'
import { type Page, expect } from '@playwright/test'
import type { Office } from './support/office.ts'
import { openAssignment } from './support/office.ts'
import { test } from './support/fixtures.ts'
import type { Phone } from './support/phone.ts'
import { expectAccessible } from './support/probes.ts'
import { bringCard, enrolWholly, expectAllSent, markButton, openPoint, showList, snackbar } from './support/schoolSteps.ts'
import { likeOffice, say, sayOffice } from './support/words.ts'
import { pagesPdf, say as line } from '../support/files/makePdf.ts'

const fields = [
  { label: 'Охвачено детей', type: 'number', unit: 'чел.' },
  { label: 'Приказ издан', type: 'yesNo' },
  { label: 'Дата педсовета', type: 'date' },
  { label: 'Что мешает', type: 'text' },
  { label: 'Страница на сайте школы', type: 'link' },
] as const
const pdf = Buffer.from(pagesPdf(Array.from({ length: 20 }, (_, page) => Array.from({ length: 40 }, (_line, at) => line(`form ${String(page)} ${String(at)}`, 50, 800 - 15 * at)).join(''))))

/** Sets the fields and materials of the first point as a specialist does. */
async function askAndAttach(page: Page): Promise<void> {
  await page.locator('.rows button.text').filter({ hasText: 'провести опрос' }).click()
  await page.getByRole('button', { name: sayOffice('review.edit'), exact: true }).click()
  const form = page.getByRole('dialog')
  for (const [place, field] of fields.entries()) {
    await form.getByRole('button', { name: sayOffice('fields.add') }).click()
    await form.getByLabel(sayOffice('fields.label', { n: place + 1 }), { exact: true }).fill(field.label)
    await form.getByLabel(sayOffice('fields.type')).nth(place).selectOption(field.type)
    if ('unit' in field) await form.getByLabel(sayOffice('fields.unit')).fill(field.unit)
  }
  await expect(form.getByText(sayOffice('fields.full'))).toBeVisible()
  await form.getByLabel(likeOffice('materials.add')).first().setInputFiles({ name: 'Форма отчёта.pdf', mimeType: 'application/pdf', buffer: pdf })
  await expect(form.getByLabel(sayOffice('materials.name')).first()).toHaveValue('Форма отчёта')
  await form.getByText(sayOffice('materials.addLink'), { exact: true }).click()
  await form.getByLabel(sayOffice('materials.address')).fill('https://edu.example/metod')
  await form.getByLabel(sayOffice('materials.name')).last().fill('Методические письма')
  await form.getByRole('button', { name: sayOffice('materials.addLink.do'), exact: true }).click()
  await expect(form.getByText('https://edu.example/metod')).toBeVisible()
  await expectAccessible(page, 'fields of a point')
  await picture(page, 'office-item')
  await form.getByRole('button', { name: sayOffice('review.done') }).click()
  await expect(page.getByText(sayOffice('review.saved'))).toBeVisible()
}

/** The same questions for the second point, and a file for the whole document. */
async function copyAndPublish(page: Page): Promise<void> {
  await page.getByRole('button', { name: sayOffice('fields.copy') }).click()
  await page.getByRole('dialog').getByRole('checkbox').first().check()
  await expectAccessible(page, 'copying of fields')
  await picture(page, 'office-copy')
  await page.getByRole('button', { name: sayOffice('fields.copy.do') }).click()
  await expect(page.getByText(sayOffice('fields.count', { n: 5 }))).toHaveCount(2)
  await page.getByText(sayOffice('materials.ofDocument')).click()
  await page.getByLabel(likeOffice('materials.add')).setInputFiles({ name: 'Письмо.txt', mimeType: 'text/plain', buffer: Buffer.from('Сопроводительное письмо управления') })
  await expect(page.getByLabel(sayOffice('materials.name')).first()).toHaveValue('Письмо')
  await picture(page, 'office-review')
  await page.setViewportSize({ width: 800, height: 900 })
  await picture(page, 'office-review-800')
  await page.setViewportSize({ width: 1366, height: 768 })
  await expect(page.getByText(sayOffice('review.saved'))).toBeVisible()
  await page.getByRole('button', { name: likeOffice('review.publish') }).click()
  await page.getByRole('button', { name: sayOffice('review.publish.do'), exact: true }).click()
  await expect(page.getByRole('grid')).toBeVisible()
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

async function fillFields(phone: Phone): Promise<void> {
  const { page } = phone
  await page.getByRole('textbox', { name: 'Охвачено детей, чел.' }).fill('1 012,5')
  await page.getByLabel('Дата педсовета', { exact: true }).fill('2026-11-20')
  await expect(page.getByText(/Охвачено детей/u).last()).toBeVisible()
  await page.getByRole('textbox', { name: 'Что мешает' }).fill('Нет автобуса')
  await page.getByRole('textbox', { name: 'Страница на сайте школы' }).fill('school.example')
  await page.getByRole('textbox', { name: 'Что мешает' }).focus()
  await expect(page.getByText(say('field.wrong.link'))).toBeVisible()
  await page.getByRole('textbox', { name: 'Страница на сайте школы' }).fill('https://school.example/opros')
  await page.getByRole('textbox', { name: 'Что мешает' }).focus()
  await expect(page.getByText(say('field.wrong.link'))).toBeHidden()
  await phone.tap(page.getByRole('group', { name: 'Приказ издан' }).getByRole('button', { name: say('field.yes'), exact: true }))
  await expect(page.getByText(say('field.filled', { filled: 5, all: 5 }))).toBeVisible()
}

async function expectAnswers({ page }: Office): Promise<void> {
  const answers = page.locator('section', { has: page.getByRole('heading', { name: sayOffice('fields.title') }) })
  await expect(answers).toContainText(sayOffice('fields.filled', { filled: 5, all: 5 }))
  for (const text of [/1\s012,5\sчел\./u, /Да/u, /20 ноября/u, /Нет автобуса/u, /https:\/\/school\.example\/opros/u, /Петрова А\.И\./u]) await expect(answers).toContainText(text)
  await expect(page.getByText(/Охвачено детей: 1\s012,5/u)).toBeVisible()
}

test('five fields and two materials go the whole way: asked at review, filled and opened without a network, seen in the office', async ({ server, newPhone, newOffice }) => {
  test.setTimeout(150_000)
  const school = await server.findSchool('suntar')
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  const office = await newOffice('suntar')
  await office.page.getByRole('link', { name: sayOffice('nav.drafts') }).click()
  await office.page.getByLabel(sayOffice('drafts.paste')).fill('ПРИКАЗ № 77 от 14.03.2026\nПРИКАЗЫВАЮ:\n1. Директорам школ:\n1.1. провести опрос родителей;\n1.2. обновить сайты школ.')
  await office.page.getByRole('button', { name: sayOffice('drafts.read') }).click()
  await askAndAttach(office.page)
  await copyAndPublish(office.page)

  await phone.page.evaluate(() => dispatchEvent(new Event('online')))
  await phone.page.getByRole('searchbox').fill('провести опрос родителей')
  const path = (await phone.page.locator('li > a[href^="/directives/"]').first().getAttribute('href')) ?? ''
  const point = { path, number: '1.1' }
  await phone.page.getByRole('searchbox').fill('')
  await openPoint(phone, point)
  await phone.tap(phone.page.getByRole('button', { name: say('material.fetch.label', { title: 'Форма отчёта' }) }))
  await expect(phone.page.getByRole('button', { name: say('material.open.label', { title: 'Форма отчёта' }) })).toBeVisible()

  await phone.goOffline()
  await expect(phone.page.getByText(say('material.waits')).first()).toBeVisible()
  await expectAccessible(phone.page, 'point with fields')
  await picture(phone.page, 'phone-empty')
  const [download] = await Promise.all([
    phone.page.waitForEvent('download'),
    phone.tap(phone.page.getByRole('button', { name: say('material.open.label', { title: 'Форма отчёта' }) })),
  ])
  expect(download.suggestedFilename()).toBe('Форма отчёта.pdf')
  const saved = await download.path()
  expect(readFileSync(saved).equals(pdf)).toBe(true)

  await phone.page.getByRole('textbox', { name: 'Охвачено детей, чел.' }).fill('много')
  await phone.page.getByRole('textbox', { name: 'Что мешает' }).focus()
  await expect(phone.page.getByText(say('field.wrong.number'))).toBeVisible()
  await showList(phone)
  await phone.tap(markButton(await bringCard(phone, point)))
  await expect(phone.page.getByText(say('field.missing', { n: 5, all: 5 }))).toBeVisible()
  await expectAccessible(phone.page, 'marks with a word about fields')
  await picture(phone.page, 'phone-missing')
  await phone.tap(phone.page.getByRole('dialog').getByRole('button', { name: say('action.close') }))
  await openPoint(phone, point)
  await fillFields(phone)
  await expectAccessible(phone.page, 'point with answers')
  await picture(phone.page, 'phone-filled')
  await phone.page.reload()
  await expect(phone.page.getByText(say('field.filled', { filled: 5, all: 5 }))).toBeVisible()
  await expect(phone.page.getByRole('textbox', { name: 'Охвачено детей, чел.' })).toHaveValue('1012,5')
  await showList(phone)
  await phone.tap(markButton(await bringCard(phone, point)))
  await expect(phone.page.getByText(say('field.missing', { n: 5, all: 5 }))).toBeHidden()
  await phone.tap(phone.page.getByRole('dialog').getByRole('button', { name: say('mark.reported'), exact: true }))
  await expect(snackbar(phone)).toContainText(say('mark.done', { point: say('point.short', { number: '1.1' }) }))

  await phone.goOnline()
  await phone.page.evaluate(() => dispatchEvent(new Event('online')))
  await expectAllSent(phone)
  await openAssignment(office, school.name, point)
  await expectAnswers(office)
  await expectAccessible(office.page, 'assignment with answers')
  await picture(office.page, 'office-assignment')
  await openPoint(phone, point)
  await phone.tap(phone.page.getByRole('button', { name: say('material.remove.label', { title: 'Форма отчёта' }) }))
  await expect(phone.page.getByRole('button', { name: say('material.fetch.label', { title: 'Форма отчёта' }) })).toBeVisible()
  expect(phone.errors).toEqual([])
})
