import { expect, test } from './support/fixtures.ts'
import { openAssignment, returnForRework } from './support/office.ts'
import type { Phone } from './support/phone.ts'
import { inspectScreen } from './support/probes.ts'
import {
  addNote,
  card,
  closeSheet,
  enrolWholly,
  expectAllSent,
  expectReady,
  introduce,
  listPlainPoints,
  markButton,
  markDone,
  openPoint,
  openTransfer,
  petrova,
  report,
  showList,
  tryNow,
} from './support/schoolSteps.ts'
import { like, say } from './support/words.ts'

test.setTimeout(120_000)

test('the screens of the enrolment', async ({ server, newPhone }) => {
  const phone = await newPhone()
  const secret = await server.createLink(await server.findSchool('pyatigorsk'))
  await phone.open('/e')
  await phone.tap(phone.page.getByRole('button', { name: say('enrol.submit') }))
  await expect(phone.page.getByRole('alert')).toBeVisible()
  await inspectScreen(phone.page, 'enrolment by code')
  await phone.page.goto('about:blank')
  await phone.open(`/e#${secret}`)
  await expect(phone.page.getByText(say('enrol.byLink'))).toBeVisible()
  await inspectScreen(phone.page, 'enrolment by link')
  await phone.tap(phone.page.getByRole('button', { name: say('enrol.submit') }).first())
  await expect(phone.page.getByRole('heading', { name: say('enrol.person') })).toBeVisible()
  await inspectScreen(phone.page, 'who works here')
  await introduce(phone, petrova)
  await expectReady(phone)
  await inspectScreen(phone.page, 'ready')
})

test('the list, the sheets, a point with its history, documents and settings', async ({ server, newPhone, newOffice }) => {
  const phone = await newPhone()
  const school = await server.findSchool('pyatigorsk')
  await enrolWholly(phone, await server.createLink(school))
  const [first, second] = await listPlainPoints(phone)
  if (first === undefined || second === undefined) throw new Error('The list holds too few points.')
  await report(phone, first, 'Издан приказ № 41')
  await markDone(phone, second)
  await expectAllSent(phone)
  const office = await newOffice('pyatigorsk')
  await openAssignment(office, school.name, first)
  await returnForRework(office, 'Нет приложения к приказу')
  await tryNow(phone, like('sync.tried.received'))
  await phone.tap(phone.page.getByRole('button', { name: like('group.done'), expanded: false }))
  await expect(phone.page.getByRole('button', { name: like('chip.label'), pressed: true })).toHaveText(like('chip.label'))
  await inspectScreen(phone.page, 'list')

  await phone.page.getByRole('searchbox', { name: say('list.search') }).fill('такого нет')
  await expect(phone.page.getByText(like('list.nothing'))).toBeVisible()
  await inspectScreen(phone.page, 'nothing found')
  await phone.tap(phone.page.getByRole('button', { name: say('list.showAll') }))

  await inspectMarks(phone, () => phone.tap(markButton(card(phone, first))))
  await inspectPoint(phone, () => openPoint(phone, first))
  await openTransfer(phone)
  await inspectScreen(phone.page, 'transfer')
  await closeSheet(phone)
  await phone.tap(phone.page.getByRole('navigation', { name: say('nav.label') }).getByRole('link', { name: say('nav.documents') }))
  await phone.tap(phone.page.locator('a[href^="/documents/"]').first())
  await expect(phone.page.getByText(like('document.own'))).toBeVisible()
  await inspectScreen(phone.page, 'document')
  await phone.tap(phone.page.getByRole('link', { name: say('plan.open') }))
  await expect(phone.page.getByText(like('plan.points'))).toBeVisible()
  await inspectScreen(phone.page, 'plan')
  await phone.tap(phone.page.getByRole('link', { name: say('nav.back') }))
  await phone.tap(phone.page.getByRole('link', { name: say('nav.back') }))
  for (const [name, heading] of [['nav.documents', 'documents.title'], ['nav.settings', 'settings.title']] as const) {
    await phone.tap(phone.page.getByRole('navigation', { name: say('nav.label') }).getByRole('link', { name: say(name) }))
    await expect(phone.page.getByRole('heading', { name: say(heading), level: 1 })).toBeVisible()
    await inspectScreen(phone.page, say(heading))
  }
})

async function inspectMarks(phone: Phone, open: () => Promise<void>): Promise<void> {
  const sheet = phone.page.getByRole('dialog')
  for (const row of [null, 'mark.reportedWithText', 'mark.extension', 'mark.notApplicable', 'mark.assign'] as const) {
    await open()
    await expect(sheet).toBeVisible()
    if (row !== null) await phone.tap(sheet.getByRole('button', { name: say(row) }))
    await inspectScreen(phone.page, `marks: ${row ?? 'rows'}`)
    await closeSheet(phone)
  }
}

async function inspectPoint(phone: Phone, open: () => Promise<void>): Promise<void> {
  await open()
  await addNote(phone, 'Проведён педсовет')
  await phone.tap(phone.page.getByText(say('step.title')))
  for (const step of ['Собрать сведения', 'Издать приказ']) {
    await phone.page.getByLabel(say('step.new')).fill(step)
    await phone.tap(phone.page.getByRole('button', { name: say('step.add'), exact: true }))
    await phone.page.getByRole('checkbox', { name: step }).check()
  }
  await phone.tap(phone.page.getByRole('button', { name: say('step.edit.label', { text: 'Издать приказ' }) }))
  await phone.tap(phone.page.getByText(say('directive.whole')))
  await phone.tap(phone.page.getByText(like('directive.history')))
  await inspectScreen(phone.page, 'point')
  await showList(phone)
}
