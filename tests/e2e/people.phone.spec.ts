import { expect, test } from './support/fixtures.ts'
import { historyOf, openAssignment, openOrganization } from './support/office.ts'
import type { Phone } from './support/phone.ts'
import { inspectScreen } from './support/probes.ts'
import { readQrPicture } from './support/qrPicture.ts'
import { addNote, enrol, enrolWholly, expectAllSent, expectReady, listPlainPoints, markDone, openList, openPoint, petrova, showList, sidorova } from './support/schoolSteps.ts'
import { like, say, sayOffice } from './support/words.ts'

test.setTimeout(120_000)

const [petrovaPin, sidorovaPin] = ['4821', '1703']

/** The header names who works; a tap opens the sheet of people. */
function header(phone: Phone) {
  return phone.page.getByRole('banner').getByRole('button')
}

async function openSettings(phone: Phone): Promise<void> {
  await phone.tap(phone.page.getByRole('navigation', { name: say('nav.label') }).getByRole('link', { name: say('nav.settings') }))
  await expect(phone.page.getByRole('heading', { level: 1, name: say('settings.title') })).toBeVisible()
}

/** A PIN goes by itself at the fourth digit. */
async function typePin(phone: Phone, label: RegExp | string, pin: string): Promise<void> {
  const field = phone.page.getByLabel(label)
  await expect(field).toBeFocused()
  await phone.page.keyboard.type(pin)
}

async function choosePin(phone: Phone, pin: string): Promise<void> {
  await typePin(phone, say('pin.choose'), pin)
  await typePin(phone, say('pin.repeat'), pin)
}

/** Сидорова comes to the phone of Петрова, each with a PIN of her own. */
async function addSidorova(phone: Phone): Promise<void> {
  await openSettings(phone)
  await phone.tap(phone.page.getByRole('button', { name: say('people.add') }))
  await choosePin(phone, petrovaPin)
  const sheet = phone.page.getByRole('dialog')
  await sheet.getByLabel(say('enrol.name')).fill(sidorova.name)
  await sheet.getByLabel(say('enrol.post')).fill(sidorova.post)
  await phone.tap(sheet.getByRole('button', { name: say('action.save') }))
  await choosePin(phone, sidorovaPin)
  await expect(header(phone)).toContainText(say('shell.person', { name: sidorova.name }))
}

test('D: two people on one phone: three touches change who works, without a network, and every record bears its own name', { tag: '@androidEight' }, async ({ server, newPhone, newOffice }) => {
  const school = await server.findSchool('suntar')
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  const [first, second] = await listPlainPoints(phone)
  if (first === undefined || second === undefined) throw new Error('The list holds too few points.')
  await addSidorova(phone)
  await phone.goOffline()
  await openPoint(phone, first)
  await addNote(phone, 'Проведён педсовет')

  const before = phone.taps
  await phone.tap(header(phone))
  await inspectScreen(phone.page, 'people')
  await phone.tap(phone.page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${petrova.name}`, 'u') }))
  await inspectScreen(phone.page, 'PIN')
  await typePin(phone, say('pin.enter', { name: petrova.name }), petrovaPin)
  await expect(header(phone)).toContainText(say('shell.person', { name: petrova.name }))
  await expect(phone.page.getByRole('dialog')).toBeHidden()
  const inputs = 1
  expect(phone.taps - before + inputs).toBeLessThanOrEqual(3)

  await addNote(phone, 'Издан приказ № 41')
  await showList(phone)
  await markDone(phone, second)
  await phone.goOnline()
  await expectAllSent(phone)
  const office = await newOffice('suntar')
  await openAssignment(office, school.name, first)
  await expect(historyOf(office).filter({ hasText: 'Проведён педсовет' })).toContainText(sidorova.name)
  await expect(historyOf(office).filter({ hasText: 'Издан приказ № 41' })).toContainText(petrova.name)
  expect(phone.errors).toEqual([])
})

test('a wrong PIN changes nobody, and the head resets a forgotten one', async ({ server, newPhone }) => {
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  await addSidorova(phone)
  await phone.tap(header(phone))
  await phone.tap(phone.page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${petrova.name}`, 'u') }))
  await typePin(phone, say('pin.enter', { name: petrova.name }), '0000')
  await expect(phone.page.getByRole('alert')).toHaveText(say('pin.wrong', { n: 4 }))
  await expect(header(phone)).toContainText(sidorova.name)
  await typePin(phone, say('pin.enter', { name: petrova.name }), petrovaPin)
  await expect(header(phone)).toContainText(petrova.name)
  await openSettings(phone)
  await inspectScreen(phone.page, 'settings with people')
  await phone.tap(phone.page.getByRole('button', { name: say('people.pin.reset.label', { name: sidorova.name }) }))
  await expect(phone.page.getByText(say('people.pin.none'))).toBeVisible()
  await phone.tap(header(phone))
  await phone.tap(phone.page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${sidorova.name}`, 'u') }))
  await choosePin(phone, '9999')
  await expect(header(phone)).toContainText(sidorova.name)
})

test('C: the first phone of a school shows the code of the second; used, it says who gives another', { tag: '@androidEight' }, async ({ server, newPhone, newOffice }) => {
  const school = await server.findSchool('suntar')
  const [phone, second, third] = [await newPhone(), await newPhone(), await newPhone()]
  await enrolWholly(phone, await server.createLink(school))
  await openSettings(phone)
  await phone.goOffline()
  await phone.tap(phone.page.getByRole('button', { name: say('invite.ask') }))
  await expect(phone.page.getByText(say('invite.offline'))).toBeVisible()
  await phone.goOnline()
  await phone.tap(phone.page.getByRole('button', { name: say('invite.ask') }))
  const picture = phone.page.getByRole('img', { name: say('invite.qr') })
  await expect(picture).toBeVisible()
  await expect(phone.page.getByText(like('invite.until'))).toBeVisible()
  await inspectScreen(phone.page, 'settings with a code')
  const link = await readQrPicture(picture)
  expect(link).toMatch(/\/e#[\w-]{22}$/)

  const secret = link.split('#')[1] ?? ''
  await enrolWholly(second, secret, sidorova)
  await expect(header(second)).toContainText(sidorova.name)
  const taps = second.taps
  await third.open(`/e#${secret}`)
  await third.tap(third.page.getByRole('button', { name: say('enrol.submit') }).first())
  const { clerk } = (await server.store.forDistrict(school.districtId).read()) ?? { clerk: { name: '', phone: '' } }
  await expect(third.page.getByRole('alert').first()).toContainText(say('enrol.newCode', { name: clerk.name, phone: clerk.phone }))
  expect(taps).toBeLessThanOrEqual(3)

  const office = await newOffice('suntar')
  await openOrganization(office, school.name)
  await expect(office.page.getByText(sayOffice('organization.device.invited', { device: '' }).trim())).toBeVisible()
})

test('one head, two organizations: one list at a time, each named and signed, both sent', async ({ server, newPhone }) => {
  const [school, nursery] = [await server.findSchool('suntar'), await server.findOrganization('suntar', 'preschool')]
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  await openSettings(phone)
  await phone.tap(phone.page.getByRole('link', { name: say('organizations.add') }))
  await enrol(phone, await server.createLink(nursery), { ...petrova, post: 'заведующая' })
  await expect(phone.page.getByRole('button', { name: say('enrol.toList') })).toBeVisible()
  await phone.tap(phone.page.getByRole('button', { name: say('enrol.toList') }))
  await expect(header(phone)).toContainText(nursery.name)
  await expect(header(phone)).toContainText(say('shell.person', { name: petrova.name }))

  await phone.tap(header(phone))
  await inspectScreen(phone.page, 'organizations')
  await phone.tap(phone.page.getByRole('dialog').getByRole('button', { name: school.name }))
  await expect(header(phone)).toContainText(school.name)
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('The list is empty.')
  await markDone(phone, point)
  await expectAllSent(phone)
  const people = await phone.page.evaluate(() => new Promise<{ organizationId: string; personId: string }[]>((resolve) => {
    const open = indexedDB.open('porucheno')
    open.onsuccess = () => {
      const asked = open.result.transaction('enrolments').objectStore('enrolments').getAll()
      asked.onsuccess = () => { resolve(asked.result as { organizationId: string; personId: string }[]) }
    }
  }))
  expect(new Set(people.map(({ organizationId }) => organizationId)).size).toBe(2)
  expect(new Set(people.map(({ personId }) => personId)).size).toBe(1)
  for (const { districtId, organizationId } of [school, nursery]) {
    const written = await server.store.forOrganization(districtId, organizationId).history.list({ kinds: ['person', 'execution'] })
    expect(written.map(({ authorId }) => authorId)).toEqual(written.map(() => people[0]?.personId))
    expect(written.length).toBeGreaterThan(0)
  }
})

test('H: a new head is told once what is open, overdue and promised', { tag: '@androidEight' }, async ({ server, newPhone, newOffice }) => {
  const school = await server.findSchool('suntar')
  const [old, next] = [await newPhone(), await newPhone()]
  await enrolWholly(old, await server.createLink(school))
  const [point] = await listPlainPoints(old)
  if (point === undefined) throw new Error('The list is empty.')
  await openPoint(old, point)
  await addNote(old, 'Закажем мебель в январе')
  await expectAllSent(old)
  const office = await newOffice('suntar')
  await openOrganization(office, school.name)
  await office.page.getByRole('button', { name: sayOffice('organization.handover') }).click()
  await office.page.getByRole('dialog').getByLabel(sayOffice('handover.head')).fill('Новикова Н.Н.')
  await office.page.getByRole('dialog').getByRole('button', { name: sayOffice('handover.confirm') }).click()
  await expect(office.page.getByText(sayOffice('code.once'))).toBeVisible()

  await enrol(next, await server.createLink(school), { name: 'Новикова Н.Н.', post: 'директор' })
  await expectReady(next)
  await openList(next)
  const sheet = next.page.getByRole('dialog', { name: say('handover.title') })
  await expect(sheet).toBeVisible()
  await expect(sheet.getByText('Закажем мебель в январе')).toBeVisible()
  await expect(sheet.getByText(petrova.name)).toBeVisible()
  await inspectScreen(next.page, 'handover')
  await next.tap(sheet.getByRole('button', { name: say('handover.done') }))
  await expect(sheet).toBeHidden()
  await next.page.reload()
  await listPlainPoints(next)
  await expect(next.page.getByRole('searchbox', { name: say('list.search') })).toBeVisible()
  await expect(sheet).toBeHidden()
})
