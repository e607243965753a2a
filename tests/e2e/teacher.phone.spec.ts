import { teacher } from '../../src/i18n/locales/teacher/ru.ts'
import { createTranslate } from '../../src/i18n/translate.ts'
import { expect, test } from './support/fixtures.ts'
import { historyOf, openAssignment } from './support/office.ts'
import type { Phone } from './support/phone.ts'
import { inspectScreen } from './support/probes.ts'
import { enrolWholly, expectAllSent, listPlainPoints, closeSheet, openPoint, showList, snackbar, tryNow } from './support/schoolSteps.ts'
import { like, say } from './support/words.ts'

test.setTimeout(120_000)

/** The sentences of the page behind the link. */
const sayTeacher = createTranslate(teacher, 'ru')
const teacherName = 'Сидоров П.П.'

/** Opens the sheet of the open point, asks for a link and reads it from the screen. */
async function askFor(phone: Phone, name: string): Promise<string> {
  const { page } = phone
  await phone.tap(page.getByRole('button', { name: say('teacher.open') }))
  const sheet = page.getByRole('dialog')
  await phone.tap(sheet.getByLabel(say('teacher.name')))
  await page.keyboard.type(name)
  await phone.tap(sheet.getByRole('button', { name: say('teacher.send') }))
  return sheet.getByLabel(say('teacher.made.link'), { exact: true }).inputValue()
}

test('E: a teacher without the program answers by a link; the head makes a report of it, and the office reads that alone', { tag: '@androidEight' }, async ({ server, newPhone, newOffice, browser }) => {
  const school = await server.findSchool('suntar')
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('The list holds no point.')
  await openPoint(phone, point)
  const before = phone.taps
  const link = await askFor(phone, teacherName)
  expect(phone.taps - before).toBeLessThanOrEqual(4)
  expect(link).toMatch(/\/t#[\w-]{43}$/)
  await inspectScreen(phone.page, 'the link is made')
  await closeSheet(phone)

  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 320, height: 640 }, serviceWorkers: 'block' })
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`${server.url}/t#${link.split('#')[1] ?? ''}`)
  await expect(page.getByRole('heading', { level: 1, name: sayTeacher('title', { organization: school.name }) })).toBeVisible()
  await inspectScreen(page, 'the page of the link')
  await page.getByRole('button', { name: sayTeacher('send') }).click()
  await expect(page.getByRole('status')).toHaveText(sayTeacher('answer.empty'))
  await page.getByLabel(sayTeacher('answer')).fill('Провели опрос 14 ноября, протокол № 3')
  await page.getByRole('button', { name: sayTeacher('send') }).click()
  await expect(page.getByRole('status')).toContainText('Директор увидит ответ.')
  await inspectScreen(page, 'the answer is sent')
  expect(asked.filter((url) => !url.startsWith(server.url) || url.includes(link.split('#')[1] ?? ''))).toEqual([])

  const { page: head } = phone
  await showList(phone)
  await tryNow(phone, like('sync.tried.received'))
  await phone.tap(head.getByRole('link', { name: like('teacher.waits') }))
  await expect(head.getByText(like('teacher.answer'))).toContainText(teacherName)
  await inspectScreen(head, 'the draft')
  await phone.tap(head.getByRole('button', { name: say('teacher.take.label', { name: teacherName }) }))
  const form = head.getByRole('dialog')
  await expect(form.getByLabel(say('mark.text'))).toHaveValue('Провели опрос 14 ноября, протокол № 3')
  await inspectScreen(head, 'the form of the report')
  await form.getByLabel(say('mark.text')).fill('Опрос проведён, протокол № 3')
  await phone.tap(form.getByRole('button', { name: say('mark.text.save') }))
  await expect(head.getByText(like('teacher.answer'))).toBeHidden()
  await expectAllSent(phone)
  await showList(phone)
  await expect(head.getByRole('link', { name: like('teacher.waits') })).toBeHidden()

  const office = await newOffice('suntar')
  await openAssignment(office, school.name, point)
  await expect(historyOf(office).filter({ hasText: 'Опрос проведён, протокол № 3' })).toHaveCount(1)
  await expect(office.page.getByText('14 ноября, протокол')).toHaveCount(0)
  await expect(office.page.getByText(teacherName)).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('status')).toHaveText(sayTeacher('over.taken', { organization: school.name }))
  await inspectScreen(page, 'the link that is over')
  await context.close()
  expect(phone.errors).toEqual([])
})

test('an answer put aside comes back by «Отменить»; a cancelled link says so; without a network no link is made and nothing typed is lost', async ({ server, newPhone, browser }) => {
  const school = await server.findSchool('suntar')
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('The list holds no point.')
  await openPoint(phone, point)
  const { page: head } = phone
  const sheet = head.getByRole('dialog')
  await phone.goOffline()
  await phone.tap(head.getByRole('button', { name: say('teacher.open') }))
  await sheet.getByLabel(say('teacher.name')).fill(teacherName)
  await phone.tap(sheet.getByRole('button', { name: say('teacher.send') }))
  await expect(sheet.getByRole('alert')).toHaveText(say('teacher.offline'))
  await inspectScreen(head, 'no link without a network')
  await phone.goOnline()
  await phone.tap(sheet.getByRole('button', { name: say('teacher.send') }))
  const link = await sheet.getByLabel(say('teacher.made.link'), { exact: true }).inputValue()
  await closeSheet(phone)

  const page = await browser.newPage()
  await page.goto(`${server.url}/t#${link.split('#')[1] ?? ''}`)
  await page.getByLabel(sayTeacher('answer')).fill('Сделано')
  await page.reload()
  await expect(page.getByLabel(sayTeacher('answer'))).toHaveValue('Сделано')
  await page.getByRole('button', { name: sayTeacher('send') }).click()
  await expect(page.getByRole('status')).toContainText('Директор увидит ответ.')
  await tryNow(phone, like('sync.tried.received'))
  await phone.tap(head.getByRole('button', { name: say('teacher.decline.label', { name: teacherName }) }))
  await expect(head.getByText(like('teacher.answer'))).toBeHidden()
  await phone.tap(snackbar(phone).getByRole('button'))
  await expect(head.getByText(like('teacher.answer'))).toBeVisible()

  await phone.tap(head.getByRole('button', { name: say('teacher.open') }))
  await phone.tap(sheet.getByRole('button', { name: say('teacher.live.end.label', { name: teacherName }) }))
  await inspectScreen(head, 'ending a link')
  await phone.tap(sheet.getByRole('button', { name: say('teacher.live.yes') }))
  await expect(sheet.getByText(say('teacher.ended'))).toBeVisible()
  await page.reload()
  await expect(page.getByRole('status')).toHaveText(sayTeacher('over.cancelled', { organization: school.name }))
  // Another link in the same tab: the page loads itself anew.
  await page.goto(`${server.url}/t#${'a'.repeat(43)}`)
  await expect(page.getByRole('alert')).toHaveText(sayTeacher('fault.unknown'))
  await page.close()
})
