import { expect, test } from './support/fixtures.ts'
import { type Fate, type Gateway, pass } from './support/gateway.ts'
import { ownMarks, readMemory } from './support/memory.ts'
import { openOrganization } from './support/office.ts'
import type { Phone } from './support/phone.ts'
import {
  enrol,
  enrolWholly,
  expectAllSent,
  expectReady,
  introduce,
  listPlainPoints,
  markDone,
  openList,
  openTransfer,
  petrova,
  transferLine,
  tryNow,
} from './support/schoolSteps.ts'
import { like, likeOffice, say, sayError, sayOffice } from './support/words.ts'

const dayMs = 86_400_000

/** The fate of the first exchanges, or of all; everything else passes. */
function spoilExchanges(road: Gateway, fate: Fate, times = Infinity): () => number {
  let spoilt = 0
  road.decide(({ path }) => {
    if (path !== '/api/exchange' || spoilt >= times) return pass
    spoilt += 1
    return fate
  })
  return () => spoilt
}

async function markFirst(phone: Phone): Promise<void> {
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('The list is empty.')
  await markDone(phone, point)
}

test('an answer that is lost costs nothing: the record gets the one receipt it had', async ({ server, newPhone }) => {
  const school = await server.findSchool('suntar')
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  const spoilt = spoilExchanges(phone.road, { type: 'loseAnswer' })
  await markFirst(phone)
  await expect(transferLine(phone)).toHaveText(say('sync.failed.short'))
  expect(spoilt()).toBeGreaterThan(0)
  phone.road.heal()
  // The phone tries by itself, too, and may have been quicker.
  await tryNow(phone, new RegExp(`${like('sync.tried.sent').source}|${like('sync.tried.nothing').source}`, 'u'))
  await expectAllSent(phone)
  const history = await server.store.forOrganization(school.districtId, school.organizationId).history.list({ kinds: ['execution'] })
  expect(history).toHaveLength(1)
  expect(ownMarks(await readMemory(phone.page)).map(({ sequence }) => sequence)).toEqual(history.map(({ sequence }) => sequence))
})

test('a request that arrives twice is one record', async ({ server, newPhone }) => {
  const school = await server.findSchool('suntar')
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  const spoilt = spoilExchanges(phone.road, { type: 'double' })
  await markFirst(phone)
  await expectAllSent(phone)
  expect(spoilt()).toBeGreaterThan(0)
  const history = await server.store.forOrganization(school.districtId, school.organizationId).history.list({ kinds: ['execution'] })
  expect(history).toHaveLength(1)
  expect(ownMarks(await readMemory(phone.page))).toMatchObject([{ transfer: 'sent', sequence: history[0]?.sequence }])
})

test('a lost answer to the enrolment does not spend the code', async ({ server, newPhone }) => {
  const school = await server.findSchool('suntar')
  const phone = await newPhone()
  phone.road.decide(({ path }) => (path === '/api/enrol' ? { type: 'loseAnswer' } : pass))
  await phone.open(`/e#${await server.createLink(school)}`)
  const submit = phone.page.getByRole('button', { name: say('enrol.submit') }).first()
  await phone.tap(submit)
  await expect(phone.page.getByRole('alert')).toHaveText(say('enrol.offline'))
  phone.road.heal()
  await phone.tap(submit)
  await introduce(phone, petrova)
  await expectReady(phone)
  const devices = await server.store.forOrganization(school.districtId, school.organizationId).devices.list()
  expect(devices).toHaveLength(1)
})

test('a wrong, a used and an expired code say what to do; the right one connects', async ({ server, newPhone }) => {
  const school = await server.findSchool('suntar')
  const [phone, other] = [await newPhone(), await newPhone()]
  const { organizationNumber, code } = await server.createCode(school)
  const wrong = code.replace(/^./, (digit) => String((Number(digit) + 1) % 10))
  await typeCode(phone, organizationNumber, wrong)
  await expect(phone.page.getByRole('alert')).toHaveText(`${sayError('EnrolmentCodeWrong')} ${say('enrol.newCode.unknown')}`)
  await typeCode(phone, organizationNumber, code)
  await introduce(phone, petrova)
  await expectReady(phone)

  await typeCode(other, organizationNumber, code)
  // Whoever holds a code that was good may know whom to ask.
  const { clerk } = (await server.store.forDistrict(school.districtId).read()) ?? { clerk: { name: '', phone: '' } }
  const asked = say('enrol.newCode', { name: clerk.name, phone: clerk.phone })
  await expect(other.page.getByRole('alert')).toHaveText(`${sayError('EnrolmentCodeUsed')} ${asked}`)
  const stale = await server.createCode(school)
  server.moveClock(15 * dayMs)
  await typeCode(other, stale.organizationNumber, stale.code)
  await expect(other.page.getByRole('alert')).toHaveText(`${sayError('EnrolmentCodeExpired')} ${asked}`)
  await other.open(`/e#${'x'.repeat(22)}`)
  await other.tap(other.page.getByRole('button', { name: say('enrol.submit') }).first())
  await expect(other.page.getByRole('alert')).toContainText(say('enrol.linkWrong'))
})

/** As it stands after a colon. */
function withinSentence(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

async function typeCode(phone: Phone, organizationNumber: string, code: string): Promise<void> {
  await phone.open('/e')
  await phone.page.getByLabel(say('enrol.number')).fill(organizationNumber)
  await phone.page.getByLabel(say('enrol.code.part', { from: 1, to: 3 })).fill(code)
  await phone.tap(phone.page.getByRole('button', { name: say('enrol.submit') }))
}

test('a phone whose access was closed keeps its records and says so; a new code brings it back', async ({ server, newPhone, newOffice }) => {
  const school = await server.findSchool('suntar')
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  await markFirst(phone)
  await expectAllSent(phone)
  const cardsBefore = (await readMemory(phone.page)).cards.length
  const office = await newOffice('suntar')
  await openOrganization(office, school.name)
  await office.page.getByRole('button', { name: likeOffice('organization.device.revokeName') }).click()
  await office.page.getByRole('dialog').getByRole('button', { name: sayOffice('revoke.confirm') }).click()
  await expect(office.page.getByText(sayOffice('revoke.done'))).toBeVisible()

  await phone.tap(transferLine(phone))
  await phone.tap(phone.page.getByRole('dialog').getByRole('button', { name: say('sync.try') }))
  await expect(transferLine(phone)).toHaveText(say('sync.revoked.short'))
  const sheet = phone.page.getByRole('dialog', { name: say('sync.title') })
  await expect(sheet.getByText(like('sync.revoked'))).toBeVisible()
  const memory = await readMemory(phone.page)
  expect([memory.cards.length, ownMarks(memory).length]).toEqual([cardsBefore, 1])

  await phone.tap(sheet.getByRole('link', { name: say('sync.signInAgain') }))
  await expect(phone.page.getByRole('heading', { name: say('enrol.title') })).toBeVisible()
  await phone.open(`/e#${await server.createLink(school)}`)
  await phone.tap(phone.page.getByRole('button', { name: say('enrol.submit') }).first())
  await expectReady(phone)
  await openList(phone)
  await expectAllSent(phone)
  const { changes } = await readMemory(phone.page)
  expect(changes.filter(({ kind }) => kind === 'execution')).toHaveLength(1)
})

test('what an old version made is not lost when the server no longer takes it', async ({ server, newPhone }) => {
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  spoilExchanges(phone.road, { type: 'answer', status: 426, body: JSON.stringify({ error: { type: 'ProtocolUnsupported', newest: 9 } }) })
  await markFirst(phone)
  await expect(transferLine(phone)).toHaveText(say('sync.failed.short'))
  const sheet = await openTransfer(phone)
  await expect(sheet).toContainText(sayError('ProtocolUnsupported'))
  await expect(sheet).toContainText(say('sync.waiting', { n: 1 }))
  expect(ownMarks(await readMemory(phone.page))).toMatchObject([{ pending: 1, transfer: 'onDevice' }])
})

test('a server that is gone, or answers with something else, is said so, and the records wait', async ({ server, newPhone }) => {
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  await server.stop()
  await markFirst(phone)
  await expect(transferLine(phone)).toHaveText(say('sync.failed.short'))
  const sheet = await openTransfer(phone)
  await expect(sheet.getByRole('status')).toContainText(withinSentence(sayError('NetworkUnavailable')))
  await server.start()
  spoilExchanges(phone.road, { type: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<title>Войдите в сеть гостиницы</title>' }, 1)
  await phone.tap(sheet.getByRole('button', { name: say('sync.try') }))
  await expect(sheet.getByRole('status')).toContainText(withinSentence(sayError('AnswerUnreadable')))
  await phone.tap(sheet.getByRole('button', { name: say('sync.try') }))
  await expect(sheet.getByRole('status')).toHaveText(like('sync.tried.sent'))
  expect(ownMarks(await readMemory(phone.page))).toMatchObject([{ pending: 0, transfer: 'sent' }])
})

test('an enrolment without an answer says that the code is not spent', async ({ server, newPhone }) => {
  const phone = await newPhone()
  const secret = await server.createLink(await server.findSchool('suntar'))
  await phone.open(`/e#${secret}`)
  await server.stop()
  await phone.tap(phone.page.getByRole('button', { name: say('enrol.submit') }).first())
  await expect(phone.page.getByRole('alert')).toHaveText(say('enrol.offline'))
  await server.start()
  await enrol(phone, secret)
  await expectReady(phone)
})
