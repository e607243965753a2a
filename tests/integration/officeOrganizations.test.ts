import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DistrictId, OrganizationId } from '#core/directive'
import type { ImportDone, LetterView, OrganizationAdded, OrganizationFields, StandingDocument } from '#core/organizations'
import type { AssignmentView, OrganizationRow, OrganizationView } from '#core/report'
import { valueOf } from '#core/sync'
import { exchangeOf } from '../support/exchangeClient.ts'
import { type OfficeClient, givePasswords, signIn } from '../support/officeClient.ts'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone, makeRequest, makeSent, mintToken } from '../support/serverFactory.ts'

let server: TestServer
let office: OfficeClient
beforeEach(async () => {
  server = await createTestServer()
  await givePasswords(server)
  office = await signIn(server)
})
afterEach(async () => { await server.close() })

const fields: OrganizationFields = { name: 'Основная школа № 7', kinds: ['general_school', 'preschool'], settlement: 'с. Нижнее', phone: '8 41135 2-11-22', head: 'Орлова И.П.' }
const list = async (): Promise<readonly OrganizationRow[]> => (await office.get('organizations')).json()
const read = async (id: string): Promise<OrganizationView> => (await office.get(`organizations/${id}`)).json()
const add = async (changes: Partial<OrganizationFields> = {}): Promise<OrganizationAdded> => (await office.post('organizations', { ...fields, ...changes })).json()
const fieldsOf = ({ name, kinds, settlement, phone, head }: OrganizationFields): OrganizationFields => ({ name, kinds, settlement, phone, head })
const close = (id: string, changes: object = {}) => office.post(`organizations/${id}/close`, { closedOn: '2026-11-22', successorId: null, readdressReason: null, ...changes })

/** What a phone last heard of its organization. */
async function profileOn(phone: TestPhone) {
  const { changes } = await exchangeOf(server, phone)
  const profile = changes.filter(({ kind }) => kind === 'profile').at(-1)
  return profile === undefined ? null : (valueOf('profile', profile)?.organization ?? null)
}

async function sendFrom(phone: TestPhone, request: Parameters<typeof makeRequest>[0]) {
  const answer = await server.app.inject({ method: 'POST', url: '/api/exchange', headers: { authorization: `Bearer ${phone.token}` }, payload: makeRequest(request) })
  return { status: answer.statusCode, body: answer.json<{ error?: object; receipts?: unknown; more?: boolean; changes?: unknown; directives?: unknown }>() }
}

describe('an organization added by a specialist', () => {
  it('gets a number of its own, unique on the server, and stands in the list', async () => {
    expect(await add()).toMatchObject({ number: '2003' })
    expect((await add({ name: 'Другая школа' })).number).toBe('2004')
    expect((await list()).find(({ number }) => number === '2003')).toMatchObject({ ...fields, devices: 0, closedOn: null })
    expect((await office.post('organizations', fields)).json()).toEqual({ error: { type: 'OrganizationExists' } })
    expect((await office.post('organizations', { ...fields, name: ' ' })).json()).toEqual({ error: { type: 'OrganizationInvalid' } })
    expect((await office.post('organizations', { ...fields, kinds: ['circus'] })).status).toBe(400)
  })

  it('is offered the documents in force for its kinds, and gets them only when they are sent', async () => {
    const { organizationId } = await add()
    const offered = (await office.get(`organizations/${organizationId}/standing`)).json<readonly StandingDocument[]>()
    expect(offered).toMatchObject([{ resolutionId: 'northdoc', directives: 1 }])
    expect((await read(organizationId)).assignments).toEqual([])
    expect((await office.post(`organizations/${organizationId}/deliver`, { resolutionIds: ['northdoc'] })).json()).toEqual({ directives: 1 })
    expect((await read(organizationId)).assignments).toMatchObject([{ directiveId: 'northp1', cell: { control: 'onControl' } }])
    expect((await office.get(`organizations/${organizationId}/standing`)).json()).toEqual([])
    expect((await office.post(`organizations/${organizationId}/deliver`, { resolutionIds: ['northdoc'] })).json()).toEqual({ directives: 0 })
  })

  it('is not offered what the office took back', async () => {
    await office.post('documents/northdoc/withdraw', { directiveIds: null, reason: 'отменено приказом' })
    const { organizationId } = await add()
    expect((await office.get(`organizations/${organizationId}/standing`)).json()).toEqual([])
    expect((await office.post('letters', { organizationIds: ['northschool'] })).json<readonly LetterView[]>()).toMatchObject([{ points: [] }])
  })
})

describe('an organization changed by a specialist', () => {
  it('is told to its phones', async () => {
    const phone = await enrolTestPhone(server)
    const seen = fieldsOf(await read('northschool'))
    expect((await office.post('organizations/northschool/edit', { fields: { ...seen, name: 'Гимназия', settlement: 'с. Новое' }, seen })).status).toBe(200)
    expect(await profileOn(phone)).toMatchObject({ name: 'Гимназия', settlement: 'с. Новое' })
  })

  it('is not overwritten by who saw it before', async () => {
    const seen = fieldsOf(await read('northschool'))
    await office.post('organizations/northschool/edit', { fields: { ...seen, head: 'Первая А.А.' }, seen })
    expect((await office.post('organizations/northschool/edit', { fields: { ...seen, head: 'Вторая Б.Б.' }, seen })).json()).toEqual({ error: { type: 'OrganizationChanged' } })
    expect((await read('northschool')).head).toBe('Первая А.А.')
  })
})

describe('an organization that closes', () => {
  it('keeps its history, tells its phones, and lets nobody enrol', async () => {
    const phone = await enrolTestPhone(server)
    const before = (await read('northschool')).assignments
    const letter = (await office.post('organizations/northschool/codes')).json<{ link: string }>()
    expect((await close('northschool')).json()).toEqual({ readdressed: 0 })
    expect(await profileOn(phone)).toMatchObject({ closedOn: '2026-11-22' })
    expect((await read('northschool')).assignments).toMatchObject(before.map(({ directiveId }) => ({ directiveId })))
    expect((await close('northschool')).json()).toEqual({ error: { type: 'OrganizationClosed' } })
    expect((await server.app.inject({ method: 'POST', url: '/api/enrol', payload: { secret: letter.link.split('#')[1], token: mintToken(), deviceLabel: 'A' } })).statusCode).toBe(409)
    // The phone still hands in what it wrote.
    expect((await sendFrom(phone, { changes: [makeSent(1)] })).body.receipts).toBeDefined()
  })

  it('gives its open points to the successor, once, with the reason on its own', async () => {
    const { organizationId } = await add({ kinds: ['preschool'] })
    const done = await close('northschool', { successorId: organizationId, readdressReason: 'Передано организации «Основная школа № 7».' })
    expect(done.json()).toEqual({ readdressed: 1 })
    expect((await read(organizationId)).assignments).toMatchObject([{ directiveId: 'northp1', cell: { control: 'onControl', execution: 'notStarted' } }])
    const own = (await office.get('organizations/northschool/assignments/d:northp1')).json<AssignmentView>()
    expect(own.cell.control).toBe('cancelled')
    expect(own.history.at(-1)).toMatchObject({ kind: 'control', value: { reason: 'Передано организации «Основная школа № 7».' } })
    expect((await read('northschool')).successorId).toBe(organizationId)
  })

  it('needs a successor that works, and no day to come', async () => {
    expect((await close('northschool', { successorId: 'northschool' })).json()).toEqual({ error: { type: 'SuccessorInvalid' } })
    expect((await close('northschool', { successorId: 'southschool' })).json()).toEqual({ error: { type: 'SuccessorInvalid' } })
    expect((await close('northschool', { readdressReason: 'кому-то' })).json()).toEqual({ error: { type: 'SuccessorInvalid' } })
    expect((await close('northschool', { closedOn: '2026-11-23' })).json()).toEqual({ error: { type: 'DateInvalid' } })
    expect((await read('northschool')).closedOn).toBeNull()
  })

  it('by mistake is opened again', async () => {
    const phone = await enrolTestPhone(server)
    await close('northschool')
    expect((await office.post('organizations/northschool/reopen')).status).toBe(200)
    expect(await profileOn(phone)).not.toHaveProperty('closedOn')
    expect((await office.post('organizations/northschool/codes')).status).toBe(200)
  })
})

describe('another head', () => {
  it('voids the letters and links made before, and is told to the phones that stay', async () => {
    const letter = (await office.post('organizations/northschool/codes')).json<{ link: string }>()
    expect((await office.post('organizations/northschool/handover', { head: 'Сидорова О.О.' })).status).toBe(200)
    expect((await read('northschool')).head).toBe('Сидорова О.О.')
    const late = await server.app.inject({ method: 'POST', url: '/api/enrol', payload: { secret: letter.link.split('#')[1], token: mintToken(), deviceLabel: 'A' } })
    expect(late.json()).toMatchObject({ error: { type: 'EnrolmentCodeExpired' } })
    expect((await office.post('organizations/northschool/handover', { head: ' ' })).status).toBe(400)
  })

  it('gets everything the old phone still held, in the history and not in the quarantine; then that phone is closed', async () => {
    const phone = await enrolTestPhone(server)
    await office.post('organizations/northschool/handover', { head: 'Сидорова О.О.' })
    const sent = await sendFrom(phone, { changes: [makeSent(1), makeSent(2, { kind: 'progressNote', value: { text: 'обещаем к 1 декабря' } })], waiting: 1 })
    expect(sent.body).toMatchObject({ receipts: [[1, 2, expect.any(Number) as number]], more: true })
    // It reads nothing more.
    expect(sent.body).not.toHaveProperty('changes')
    expect(sent.body).not.toHaveProperty('directives')
    // Its answer was lost: the same records keep their receipts.
    expect((await sendFrom(phone, { changes: [makeSent(1), makeSent(2, { kind: 'progressNote', value: { text: 'обещаем к 1 декабря' } })], waiting: 1 })).body.receipts).toEqual(sent.body.receipts)
    await sendFrom(phone, { changes: [makeSent(3)] })
    expect((await sendFrom(phone, {})).body.error).toEqual({ type: 'DeviceRevoked', revokedOn: '2026-11-22', taken: [], handedOver: true })
    const view = await read('northschool')
    expect(view).toMatchObject({ quarantined: 0, deviceList: [{ revokedMs: server.clock.nowMs }] })
    const history = (await office.get('organizations/northschool/assignments/d:northp1')).json<AssignmentView>().history
    expect(history.filter(({ byOffice }) => !byOffice)).toHaveLength(3)
  })

  it('does not let the old phone write for ever', async () => {
    const phone = await enrolTestPhone(server)
    await office.post('organizations/northschool/handover', { head: 'Сидорова О.О.' })
    await sendFrom(phone, { changes: [makeSent(1)] })
    server.clock.nowMs += 25 * 3_600_000
    await sendFrom(phone, { changes: [makeSent(2)] })
    expect((await sendFrom(phone, { changes: [makeSent(3)] })).body.error).toMatchObject({ type: 'DeviceRevoked', taken: [[3, 1]] })
  })

  it('leaves alone who enrols after', async () => {
    await office.post('organizations/northschool/handover', { head: 'Сидорова О.О.' })
    const phone = await enrolTestPhone(server)
    expect((await exchangeOf(server, phone)).directives).toHaveLength(1)
  })
})

describe('letters', () => {
  it('carry a new code each, the open points, and void the letters before; nothing of them is kept', async () => {
    const before = (await office.post('organizations/northschool/codes')).json<{ code: string }>()
    const letters = (await office.post('letters', { organizationIds: ['northschool', 'northnursery'] })).json<readonly LetterView[]>()
    expect(letters).toMatchObject([{ organizationNumber: '1001', points: [{ number: expect.any(String) as string }] }, { organizationNumber: '1002', points: [] }])
    expect(new Set(letters.map(({ link }) => link)).size).toBe(2)
    const enrol = (code: string) => server.app.inject({ method: 'POST', url: '/api/enrol', payload: { organizationNumber: '1001', code, token: mintToken(), deviceLabel: 'A' } })
    expect((await enrol(before.code)).statusCode).toBe(403)
    expect((await enrol(letters[0]?.code ?? '')).statusCode).toBe(200)
    const dump = JSON.stringify(await server.store.forOrganization('north' as DistrictId, 'northnursery' as OrganizationId).codes.findNewestTyped())
    expect(dump).not.toContain(letters[1]?.code)
    expect(dump).not.toContain(letters[1]?.link.split('#')[1])
  })

  it('are made for all that were asked, or for none', async () => {
    for (const ids of [['northschool', 'southschool'], ['northschool', 'nobody']]) expect((await office.post('letters', { organizationIds: ids })).json()).toEqual({ error: { type: 'NotFound' } })
    expect((await read('northschool')).codeExpiresMs).toBeNull()
    await close('northnursery')
    expect((await office.post('letters', { organizationIds: ['northschool', 'northnursery'] })).json()).toEqual({ error: { type: 'OrganizationClosed' } })
    expect((await office.post('letters', { organizationIds: ['northschool', 'northschool'] })).status).toBe(400)
    expect((await office.post('letters', { organizationIds: Array.from({ length: 11 }, (_, i) => `o${String(i)}`) })).status).toBe(400)
  })
})

describe('a list taken as a whole', () => {
  it('adds and changes what the specialist saw, and no more where that is no longer true', async () => {
    const rows = [{ row: 2, number: '1001', name: 'Гимназия' }, { row: 3, name: 'Новая школа', kinds: 'СОШ' }]
    expect((await office.post('organizations/import', { rows, added: 1, changed: 1 })).json<ImportDone>()).toMatchObject({ added: 1, changed: 1 })
    expect((await office.post('organizations/import', { rows, added: 1, changed: 1 })).json()).toEqual({ error: { type: 'ImportChanged' } })
    expect((await list()).map(({ name }) => name)).toEqual(expect.arrayContaining(['Гимназия', 'Новая школа']))
    const bad = [{ row: 2, name: 'Хорошая школа', kinds: 'СОШ' }, { row: 3, name: 'Плохая', kinds: 'что-то' }]
    expect((await office.post('organizations/import', { rows: bad, added: 2, changed: 0 })).json()).toEqual({ error: { type: 'ImportChanged' } })
    expect((await list()).some(({ name }) => name === 'Хорошая школа')).toBe(false)
  })
})
