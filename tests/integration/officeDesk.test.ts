import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DateOnly, Directive, DistrictId, OrganizationId } from '#core/directive'
import type { AssignmentView, DocumentRow, MatrixView, NewCodeView, OrganizationRow, OrganizationView, UnaddressedRow } from '#core/report'
import { type StoredChange, foldAssignment } from '#core/sync'
import { makeAddressee } from '../support/directiveFactory.ts'
import { exchangeOf, send } from '../support/exchangeClient.ts'
import { type OfficeClient, givePasswords, signIn } from '../support/officeClient.ts'
import { makeDirective, makeResolution } from '../support/recordFactory.ts'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone, makeSent, mintToken, publishTestDocument } from '../support/serverFactory.ts'

let server: TestServer
let phone: TestPhone
let office: OfficeClient
beforeEach(async () => {
  server = await createTestServer()
  await givePasswords(server)
  phone = await enrolTestPhone(server)
  office = await signIn(server)
})
afterEach(async () => { await server.close() })

const point = 'organizations/northschool/assignments/d:northp1'
const person = { deviceSequence: 1, authorId: 'petrova', subject: 'o', kind: 'person', value: { personId: 'petrova', name: 'Петрова А.И.', post: 'директор' }, stampMs: 1, subjectVersion: 0 }

/** The phone sends what it has and reads all there is. */
async function meet(...changes: Parameters<typeof makeSent>[1][]): Promise<readonly StoredChange[]> {
  return (await exchangeOf(server, phone, { changes: changes.map((change, i) => makeSent(i + 1, change)) })).changes
}
const stateOnPhone = (changes: readonly StoredChange[], subject = 'd:northp1') => foldAssignment(changes.filter((change) => change.subject === subject))

/** A document whose points name nobody: one with a proposal, one without. */
async function addUnaddressed(): Promise<void> {
  const { documents } = server.store.forDistrict('north' as DistrictId)
  const resolution = makeResolution('northcouncil')
  await documents.saveResolution(resolution)
  const save = (id: string, changes: Partial<Directive>) => documents.saveDirective(makeDirective(resolution.id, id, changes))
  await save('northu1', { position: 1, addressee: makeAddressee({ scope: ['all_organizations'], scopeBasis: 'обучающихся' }) })
  await save('northu2', { position: 2, addressee: makeAddressee() })
}

describe('a decision', () => {
  it('returned, the phone learns why and until when; the report that answers it waits again; released, it ends', async () => {
    await meet(person, { authorId: 'petrova', value: { state: 'reported', text: 'Приказ № 41' } })
    expect((await office.get(point)).json<AssignmentView>()).toMatchObject({ cell: { state: 'awaitsDecision' }, reportText: 'Приказ № 41' })

    const returned = await office.post(`${point}/control`, { state: 'returned', reason: ' нет приложения ', fixBy: '2026-12-05' })
    expect([returned.status, returned.json<AssignmentView>().cell.state]).toEqual([200, 'returned'])
    const first = await exchangeOf(server, phone)
    const decision = first.changes.find((change) => change.kind === 'control')
    expect(decision).toMatchObject({ value: { state: 'returned', reason: 'нет приложения', fixBy: '2026-12-05' }, deviceId: expect.stringMatching(/office$/), authorId: 'northofficer', supersedes: [`${phone.deviceId}-2`] })

    await exchangeOf(server, phone, { cursor: first.cursor, changes: [makeSent(3, { value: { state: 'reported' }, supersedes: [decision?.id ?? '', `${phone.deviceId}-2`] })] })
    expect((await office.get(point)).json<AssignmentView>().cell.state).toBe('awaitsDecision')

    expect((await office.post(`${point}/control`, { state: 'released' })).json<AssignmentView>().cell.state).toBe('released')
    const all = (await office.get(point)).json<AssignmentView>()
    expect(all.history.map(({ kind, author, byOffice, notApplied }) => [kind, author, byOffice, notApplied])).toEqual([
      ['publication', 'Иванова Т.П.', true, false],
      ['execution', 'Петрова А.И.', false, false],
      ['control', 'Иванова Т.П.', true, false],
      ['execution', '', false, false],
      ['control', 'Иванова Т.П.', true, false],
    ])
    expect(all.history.map(({ receipt }) => receipt)).toEqual([3, 5, 6, 7, 8])
  })

  it('answers a request for a later date by an extension that moves the date on the phone', async () => {
    await meet({ kind: 'extensionRequest', value: { to: '2026-12-20', reason: 'ремонт' } })
    expect((await office.get(point)).json<AssignmentView>()).toMatchObject({ openRequest: { to: '2026-12-20', reason: 'ремонт' }, cell: { hasRequest: true } })
    const extended = await office.post(`${point}/extension`, { to: '2026-12-15' })
    expect(extended.json<AssignmentView>()).toMatchObject({ openRequest: null, extendedTo: '2026-12-15', cell: { dueDate: '2026-12-15', hasRequest: false } })
    expect(stateOnPhone((await exchangeOf(server, phone)).changes).extendedTo).toBe('2026-12-15')
  })

  it('keeps a mark that had not seen the release, and shows it as not applied; reopening needs a reason', async () => {
    await office.post(`${point}/control`, { state: 'released' })
    await meet({ value: { state: 'inProgress' } })
    const late = (await office.get(point)).json<AssignmentView>()
    expect([late.cell.state, late.history.at(-1)?.notApplied]).toEqual(['released', true])
    expect((await office.post(`${point}/control`, { state: 'onControl' })).text).toBe('{"error":{"type":"ReasonRequired"}}')
    expect((await office.post(`${point}/control`, { state: 'onControl', reason: 'ошибка' })).json<AssignmentView>().cell).toMatchObject({ state: 'inProgress', control: 'onControl' })
  })

  it('shows the marks of two phones that did not see each other', async () => {
    await meet({ value: { state: 'inProgress' } })
    const second = await enrolTestPhone(server)
    await exchangeOf(server, second, { changes: [makeSent(1, { value: { state: 'reported' } })] })
    const view = (await office.get(point)).json<AssignmentView>()
    expect(view.cell.hasClash).toBe(true)
    expect([...view.clashChangeIds].sort()).toEqual([`${phone.deviceId}-1`, `${second.deviceId}-1`].sort())
  })

  it('refuses what the state does not allow, a missing reason, a day that is past or none, and another shape; nothing is written', async () => {
    const cases: [string, object, number, string][] = [
      ['control', { state: 'onControl' }, 409, 'TransitionNotAllowed'],
      ['control', { state: 'returned' }, 400, 'ReasonRequired'],
      ['control', { state: 'returned', reason: '  ' }, 400, 'ReasonRequired'],
      ['control', { state: 'returned', reason: 'x', fixBy: '2026-11-21' }, 400, 'DateInvalid'],
      ['control', { state: 'returned', reason: 'x', fixBy: '2026-02-30' }, 400, 'DateInvalid'],
      ['control', { state: 'done' }, 400, 'BodyMalformed'],
      ['control', { state: 'released', reason: 'x'.repeat(4001) }, 400, 'BodyMalformed'],
      ['extension', { to: '2026-11-21' }, 400, 'DateInvalid'],
      ['extension', {}, 400, 'BodyMalformed'],
    ]
    for (const [action, body, status, type] of cases) {
      const answer = await office.post(`${point}/${action}`, body)
      expect([answer.status, answer.json()], JSON.stringify(body)).toEqual([status, { error: { type } }])
    }
    expect((await office.get(point)).json<AssignmentView>().history).toHaveLength(1)
    await office.post(`${point}/control`, { state: 'released' })
    expect((await office.post(`${point}/extension`, { to: '2026-12-15' })).json()).toEqual({ error: { type: 'TransitionNotAllowed' } })
  })

  it('takes the day itself', async () => {
    expect((await office.post(`${point}/extension`, { to: '2026-11-22' })).status).toBe(200)
  })

  it('knows only assignments of the organization', async () => {
    const subjects = ['d:northp1:2026', 'd:northp1:whole', 'd:northp9', 'r:northdoc', 'o', 'nonsense', 'd:northp1%00']
    for (const subject of subjects) {
      expect((await office.post(`organizations/northschool/assignments/${subject}/control`, { state: 'released' })).text, subject).toBe('{"error":{"type":"NotFound"}}')
    }
    expect((await office.get('organizations/northnursery/assignments/d:northp1')).text).toBe('{"error":{"type":"NotFound"}}')
  })
})

describe('a directive nobody is named for', () => {
  it('waits with the text\'s proposal and its reach', async () => {
    await addUnaddressed()
    const rows = (await office.get('unaddressed')).json<UnaddressedRow[]>()
    expect(rows.map(({ directive, proposalReach }) => [directive.id, proposalReach])).toEqual([['northu1', 2], ['northu2', 0]])
    expect((await office.get('documents')).json<DocumentRow[]>().map(({ resolution, unaddressed }) => [resolution.id, unaddressed])).toEqual([['northdoc', 0], ['northcouncil', 2]])
    expect((await meet()).map(({ subject }) => subject)).not.toContain('d:northu1')
  })

  it('reaches the phones once the clerk addressed it by kinds, once', async () => {
    await addUnaddressed()
    const answer = await office.post('directives/northu1/address', { audience: ['general_school'], organizationIds: [] })
    expect(answer.json()).toEqual({ reach: 1 })
    const got = await exchangeOf(server, phone)
    expect(got.changes.map(({ subject }) => subject)).toContain('d:northu1')
    expect(got.directives.find(({ id }) => id === 'northu1')).toMatchObject({ version: 2, addressee: { audience: ['general_school'], decidedBy: 'clerk', scope: ['all_organizations'] } })
    expect((await office.get('unaddressed')).json<UnaddressedRow[]>().map(({ directive }) => directive.id)).toEqual(['northu2'])
    expect((await office.post('directives/northu1/address', { audience: ['preschool'], organizationIds: [] })).status).toBe(409)
  })

  it('reaches an organization picked by name', async () => {
    await addUnaddressed()
    expect((await office.post('directives/northu2/address', { audience: [], organizationIds: ['northnursery'] })).json()).toEqual({ reach: 1 })
    const matrix = (await office.get('documents/northcouncil/matrix')).json<MatrixView>()
    expect(matrix.rows.map(({ organization, cells }) => [organization.id, cells.map((cell) => cell?.state ?? null)])).toEqual([['northnursery', [null, 'notStarted']]])
  })

  it('is addressed to nobody unknown, foreign or closed, and never to nobody at all', async () => {
    await addUnaddressed()
    await server.store.forDistrict('north' as DistrictId).organizations.close('northnursery' as OrganizationId, { closedOn: '2026-11-01' as DateOnly, successorId: null })
    for (const decision of [
      { audience: [], organizationIds: [] },
      { audience: ['unaddressed'], organizationIds: [] },
      { audience: ['teachers'], organizationIds: [] },
      { audience: ['preschool'], organizationIds: [] },
      { audience: ['general_school'], organizationIds: ['southschool'] },
      { audience: ['general_school'], organizationIds: ['northnursery'] },
    ]) {
      expect((await office.post('directives/northu1/address', decision)).json(), JSON.stringify(decision)).toEqual({ error: { type: 'AddresseeInvalid' } })
    }
    expect((await office.get('unaddressed')).json<UnaddressedRow[]>()).toHaveLength(2)
  })
})

describe('the lists', () => {
  it('count what stands in every organization', async () => {
    await server.store.transaction((access) => publishTestDocument(access, 'north', 3, server.clock.nowMs, 'b'))
    await meet(
      { subject: 'd:northpb1', value: { state: 'reported' } },
      { subject: 'd:northpb2', value: { state: 'inProgress' } },
      { subject: 'd:northpb3', value: { state: 'reported' } },
    )
    await office.post('organizations/northschool/assignments/d:northpb3/control', { state: 'released' })
    const matrix = (await office.get('documents/northdocb/matrix')).json<MatrixView>()
    expect(matrix.rows.map(({ cells }) => cells.map((cell) => [cell?.state, cell?.control]))).toEqual([
      [['awaitsDecision', 'onControl'], ['inProgress', 'noControl'], ['released', 'released']],
    ])
    expect((await office.get('documents')).json<DocumentRow[]>().map(({ counts }) => [counts.assignments, counts.reported, counts.awaitsDecision, counts.released])).toEqual([[1, 0, 0, 0], [3, 2, 1, 1]])
    const organizations = (await office.get('organizations')).json<OrganizationRow[]>()
    expect(organizations.map(({ number, devices, counts, lastContactMs }) => [number, devices, counts.assignments, lastContactMs])).toEqual([
      ['1001', 1, 4, server.clock.nowMs],
      ['1002', 0, 0, null],
    ])
  })

  it('follow the delivery from the publication to the acknowledgement', async () => {
    const delivery = async () => (await office.get(point)).json<AssignmentView>().cell.delivery
    expect(await delivery()).toBe('undelivered')
    const { cursor } = await exchangeOf(server, phone)
    // The phone holds it, but says so only by the cursor of its next exchange.
    await exchangeOf(server, phone, { cursor })
    expect(await delivery()).toBe('delivered')
    await exchangeOf(server, phone, { cursor, changes: [makeSent(1, { kind: 'acknowledgement', subject: 'r:northdoc', value: {} })] })
    expect(await delivery()).toBe('acknowledged')
  })
})

describe('an organization', () => {
  it('shows its people, phones with waiting records, quarantine and live code', async () => {
    await exchangeOf(server, phone, { waiting: 3, changes: [person, makeSent(2, { subject: 'd:never' })] })
    const code = (await office.post('organizations/northschool/codes')).json<NewCodeView>()
    const view = (await office.get('organizations/northschool')).json<OrganizationView>()
    expect(view).toMatchObject({
      people: [{ id: 'petrova', name: 'Петрова А.И.', post: 'директор' }],
      deviceList: [{ id: phone.deviceId, label: 'Android', waiting: 3, revokedMs: null }],
      quarantined: 1,
      codeExpiresMs: code.expiresMs,
      phone: '8 41135 0-00-31',
    })
    expect(view.assignments.map(({ cell }) => cell.subject)).toEqual(['d:northp1'])
  })

  it('gets a code that connects one phone; a closed one gets none', async () => {
    const { organizationNumber, code, link, expiresMs } = (await office.post('organizations/northschool/codes')).json<NewCodeView>()
    expect([organizationNumber, link.startsWith('http://localhost:8080/e#'), expiresMs - server.clock.nowMs]).toEqual(['1001', true, 14 * 86_400_000])
    const enrol = () => server.app.inject({ method: 'POST', url: '/api/enrol', payload: { organizationNumber, code, token: mintToken(), deviceLabel: 'Android' } })
    expect([(await enrol()).statusCode, (await enrol()).statusCode]).toEqual([200, 409])
    await server.store.forDistrict('north' as DistrictId).organizations.close('northschool' as OrganizationId, { closedOn: '2026-11-01' as DateOnly, successorId: null })
    expect((await office.post('organizations/northschool/codes')).json()).toEqual({ error: { type: 'OrganizationClosed' } })
  })

  it('cuts a phone off: it reads nothing more, what it still sends is kept aside', async () => {
    const revoke = () => office.post(`organizations/northschool/devices/${phone.deviceId}/revoke`)
    expect([(await revoke()).status, (await revoke()).status]).toEqual([200, 200])
    const answer = await send(server, phone, { changes: [makeSent(1)] })
    expect([answer.statusCode, answer.json<{ error: { type: string } }>().error.type]).toEqual([403, 'DeviceRevoked'])
    const view = (await office.get('organizations/northschool')).json<OrganizationView>()
    expect([view.deviceList[0]?.revokedMs, view.devices, view.lastContactMs, view.quarantined]).toEqual([server.clock.nowMs, 0, null, 1])
    expect((await office.post('organizations/northschool/devices/unknown/revoke')).status).toBe(404)
  })
})

describe('another district', () => {
  it('is not found, with the very body of what does not exist', async () => {
    const southPhone = await enrolTestPhone(server, 'southschool')
    const reads = ['documents/southdoc/matrix', 'organizations/southschool', 'organizations/southschool/assignments/d:southp1', 'organizations/northschool/assignments/d:southp1']
    const actions: [string, object][] = [
      ['directives/southp1/address', { audience: ['general_school'], organizationIds: [] }],
      ['organizations/southschool/codes', {}],
      [`organizations/southschool/devices/${southPhone.deviceId}/revoke`, {}],
      [`organizations/northschool/devices/${southPhone.deviceId}/revoke`, {}],
      ['organizations/southschool/assignments/d:southp1/control', { state: 'released' }],
      ['organizations/southschool/assignments/d:southp1/extension', { to: '2026-12-15' }],
    ]
    const answers = [...(await Promise.all(reads.map((path) => office.get(path)))), ...(await Promise.all(actions.map(([path, body]) => office.post(path, body))))]
    const missing = await office.get('organizations/nosuch')
    expect(missing.text).toBe('{"error":{"type":"NotFound"}}')
    expect(answers.map(({ status, text }) => [status, text])).toEqual(answers.map(() => [404, missing.text]))
    const south = await signIn(server, 'south')
    expect((await south.get('organizations/southschool/assignments/d:southp1')).json<AssignmentView>().history).toHaveLength(1)
    expect((await south.get('organizations/southschool')).json<OrganizationView>()).toMatchObject({ codeExpiresMs: null, deviceList: [{ revokedMs: null }] })
  })

  it('stands in no list', async () => {
    for (const path of ['documents', 'unaddressed', 'organizations']) expect((await office.get(path)).text, path).not.toContain('south')
  })
})
