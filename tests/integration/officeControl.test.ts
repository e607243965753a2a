import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DistrictId, OfficerId } from '#core/directive'
import { type ActWish, type ActsAnswer, type AssignmentView, type ControlCell, type QueueRow, readControl, readQueue } from '#core/report'
import { type AssignmentState, type StoredChange, foldAssignment } from '#core/sync'
import { exchangeOf } from '../support/exchangeClient.ts'
import { type OfficeClient, givePasswords, signIn } from '../support/officeClient.ts'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone, makeSent, publishTestDocument } from '../support/serverFactory.ts'

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

const place = { organizationId: 'northschool', subject: 'd:northp1' }
const point = 'organizations/northschool/assignments/d:northp1'
const act = async (wish: ActWish | object, places: object[] = [place]): Promise<ActsAnswer> => (await office.post('decisions', { places, wish })).json<ActsAnswer>()
const undo = async (answer: ActsAnswer): Promise<ActsAnswer> => (await office.post('decisions/undo', { places: answer.done })).json<ActsAnswer>()
const view = async (): Promise<AssignmentView> => (await office.get(point)).json<AssignmentView>()
const queue = async (): Promise<QueueRow[]> => [...(readQueue((await office.get('queue')).json()) ?? [])]

let sent = 0
beforeEach(() => { sent = 0 })
/** The phone writes having seen everything, as `findSuperseded` would name it, and reads all there is. */
async function say(change: Parameters<typeof makeSent>[1]): Promise<void> {
  const seen = (await onPhone()).history.map(({ id }) => id)
  sent += 1
  await exchangeOf(server, phone, { changes: [makeSent(sent, { ...change, supersedes: seen })] })
}
/** What the phone knows of the point from the server alone. */
async function onPhone(): Promise<AssignmentState<StoredChange>> {
  const other = await exchangeOf(server, await enrolTestPhone(server))
  return foldAssignment(other.changes.filter(({ subject }) => subject === 'd:northp1'), 'onControl')
}
async function cell(): Promise<ControlCell | undefined> {
  const control = readControl((await office.get('control')).json())
  return control?.rows.find(({ organization }) => organization.id === 'northschool')?.cells.find(({ directiveId }) => directiveId === 'northp1')
}

describe('a decision', () => {
  it('accepts a report, and is taken back: the report waits again', async () => {
    await say({ value: { state: 'reported', text: 'Приказ № 41' } })
    expect(await queue()).toMatchObject([{ kind: 'report', text: 'Приказ № 41', organization: { id: 'northschool' }, subject: 'd:northp1' }])
    const released = await act({ act: 'release' })
    expect([(await onPhone()).control, await queue()]).toEqual(['released', []])
    expect((await undo(released)).refused).toEqual([])
    expect(await onPhone()).toMatchObject({ control: 'onControl', execution: 'reported', awaitsDecision: true })
    expect(await queue()).toHaveLength(1)
  })

  it('returns with a reason and a day; taken back, the report waits as it did', async () => {
    await say({ value: { state: 'reported' } })
    const returned = await act({ act: 'return', reason: 'нет приложения', day: '2026-12-05' })
    expect(await onPhone()).toMatchObject({ isReturned: true, controlBy: { value: { reason: 'нет приложения', fixBy: '2026-12-05' } } })
    await undo(returned)
    expect(await onPhone()).toMatchObject({ isReturned: false, awaitsDecision: true })
  })

  it('of a return that was answered cannot be taken back: the school has done what it asked', async () => {
    const returned = await act({ act: 'return', reason: 'нет приложения' })
    await say({ value: { state: 'reported' } })
    expect((await undo(returned)).refused).toMatchObject([{ code: 'TransitionNotAllowed' }])
    const released = await act({ act: 'release' })
    await undo(released)
    expect(await onPhone()).toMatchObject({ isReturned: false, awaitsDecision: true, control: 'onControl' })
  })

  it('refuses an extension with a reason, leaves the date, and the request stands again when it is taken back', async () => {
    await act({ act: 'extend', day: '2026-12-10' })
    await say({ kind: 'extensionRequest', value: { to: '2026-12-30', reason: 'ремонт' } })
    expect(await queue()).toMatchObject([{ kind: 'extension', to: '2026-12-30', text: 'ремонт' }])
    const refused = await act({ act: 'refuseExtension', reason: 'срок назначил район' })
    expect(await onPhone()).toMatchObject({ openRequest: null, extendedTo: '2026-12-10', refusedBy: { value: { to: '2026-12-10', refused: true, reason: 'срок назначил район' } } })
    expect((await act({ act: 'refuseExtension', reason: 'ещё раз' })).refused).toMatchObject([{ code: 'TransitionNotAllowed' }])
    await undo(refused)
    expect(await onPhone()).toMatchObject({ openRequest: { value: { to: '2026-12-30' } }, extendedTo: '2026-12-10', refusedBy: null })
    expect(await queue()).toHaveLength(1)
    await act({ act: 'extend', day: '2026-12-30' })
    expect([(await onPhone()).extendedTo, await queue()]).toEqual(['2026-12-30', []])
  })

  it('agrees or not that a point is no business of the school', async () => {
    await say({ value: { state: 'notApplicableClaim', reason: 'нет 9 класса' } })
    expect(await queue()).toMatchObject([{ kind: 'claim', text: 'нет 9 класса' }])
    const refused = await act({ act: 'return', reason: 'класс есть' })
    expect((await onPhone()).controlBy?.value).toEqual({ state: 'returned', reason: 'класс есть', answers: 'notApplicableClaim' })
    await undo(refused)
    await act({ act: 'release' })
    expect((await onPhone()).controlBy?.value).toEqual({ state: 'released', answers: 'notApplicableClaim' })
  })

  it('answers «Прошу исправить» after a release by reopening or by a reason', async () => {
    await act({ act: 'release' })
    await say({ kind: 'progressNote', value: { text: 'Не тот приказ', asks: 'correction' } })
    expect(await queue()).toMatchObject([{ kind: 'correction', text: 'Не тот приказ' }])
    expect((await cell())?.hasCorrection).toBe(true)
    const refused = await act({ act: 'refuseCorrection', reason: 'приказ верный' })
    expect([await queue(), (await onPhone()).control]).toEqual([[], 'released'])
    await undo(refused)
    expect(await queue()).toHaveLength(1)
    await act({ act: 'reopen', reason: 'исправьте' })
    expect(await onPhone()).toMatchObject({ control: 'onControl', reopenedBy: { value: { reason: 'исправьте' } }, openCorrection: null })
  })

  it('puts on extra control, cancels, and each is taken back without a time limit', async () => {
    for (const [wish, control] of [[{ act: 'extraControl' }, 'extraControl'], [{ act: 'cancel' }, 'cancelled']] as const) {
      const done = await act(wish)
      expect((await onPhone()).control).toBe(control)
      server.clock.nowMs += 40 * 86_400_000
      office = await signIn(server)
      expect((await undo(done)).refused).toEqual([])
      expect((await onPhone()).control).toBe('onControl')
    }
  })

  it('cannot be taken back twice, nor once another stands on it, nor as somebody else’s change', async () => {
    const first = await act({ act: 'extraControl' })
    const second = await act({ act: 'release' })
    expect((await undo(first)).refused).toMatchObject([{ code: 'TransitionNotAllowed' }])
    const back = await undo(second)
    expect((await undo(second)).refused).toMatchObject([{ code: 'TransitionNotAllowed' }])
    expect((await undo(back)).refused).toMatchObject([{ code: 'TransitionNotAllowed' }])
    expect((await undo({ ...first, done: [{ ...first.done[0], changeId: 'nobody-1' } as never] })).refused).toMatchObject([{ code: 'NotFound' }])
  })
})

describe('decisions in bulk', () => {
  it('are judged one by one: what fits is written, what does not is named', async () => {
    await server.store.transaction((access) => publishTestDocument(access, 'north', 3, server.clock.nowMs, 'second'))
    const places = ['d:northp1', 'd:northpsecond1', 'd:northpsecond9'].map((subject) => ({ ...place, subject }))
    await act({ act: 'release' })
    const answer = await act({ act: 'release' }, [...places, { organizationId: 'southschool', subject: 'd:southp1' }])
    expect(answer.done.map(({ subject }) => subject)).toEqual(['d:northpsecond1'])
    expect(answer.refused.map(({ subject, code }) => [subject, code])).toEqual([['d:northp1', 'TransitionNotAllowed'], ['d:northpsecond9', 'NotFound'], ['d:southp1', 'NotFound']])
    expect((await server.store.forDistrict('south' as DistrictId).listChanges({ kinds: ['control'] }))).toEqual([])
  })

  it('take nothing misshapen, no empty list, no reason missing and no day that is past; nothing is written', async () => {
    const cases: [object, string][] = [
      [{ places: [], wish: { act: 'release' } }, 'BodyMalformed'],
      [{ places: [place], wish: { act: 'burn' } }, 'BodyMalformed'],
      [{ places: [{ ...place, subject: '../x' }], wish: { act: 'release' } }, 'BodyMalformed'],
      [{ places: [place], wish: { act: 'extend' } }, 'DateInvalid'],
      [{ places: [place], wish: { act: 'extend', day: '2026-11-21' } }, 'DateInvalid'],
      [{ places: [place], wish: { act: 'return', reason: 'x', day: '2026-02-30' } }, 'DateInvalid'],
    ]
    for (const [body, type] of cases) expect((await office.post('decisions', body)).json(), JSON.stringify(body)).toEqual({ error: { type } })
    expect((await act({ act: 'return', reason: '  ' })).refused).toMatchObject([{ code: 'ReasonRequired' }])
    expect((await view()).history).toHaveLength(1)
  })
})

describe('what a school told the office', () => {
  const told = { state: 'reported', text: 'Проведено', toldBy: 'Петрова А.И., директор', toldOn: '2026-11-20', toldWay: 'phone' }

  it('stands in its history as its mark, with who entered it and from whose words', async () => {
    expect((await office.post(`${point}/told`, told)).json<AssignmentView>().cell).toMatchObject({ state: 'awaitsDecision', execution: 'reported' })
    expect((await onPhone()).executionBy).toMatchObject({ authorId: 'northofficer', value: { state: 'reported', text: 'Проведено', toldBy: 'Петрова А.И., директор', toldOn: '2026-11-20', toldWay: 'phone' } })
    expect((await view()).history.at(-1)).toMatchObject({ kind: 'execution', author: 'Иванова Т.П.', byOffice: true })
    expect((await queue())[0]).toMatchObject({ toldBy: 'Петрова А.И., директор', author: 'Иванова Т.П.' })
    expect((await cell())?.doneOn).toBe('2026-11-20')
  })

  it('beside a mark the office had not seen is a clash, never a silent winner', async () => {
    await office.post(`${point}/told`, told)
    sent += 1
    await exchangeOf(server, phone, { changes: [makeSent(sent, { value: { state: 'inProgress' } })] })
    expect((await view()).cell.hasClash).toBe(true)
  })

  it('is taken back: the mark before it stands again', async () => {
    await say({ value: { state: 'inProgress' } })
    const entered = (await office.post(`${point}/told`, told)).json<AssignmentView>().history.at(-1)
    const back = await office.post(`${point}/told/undo`, { changeId: entered?.changeId })
    expect([back.status, back.json<AssignmentView>().cell.execution]).toEqual([200, 'inProgress'])
    expect((await office.post(`${point}/told/undo`, { changeId: entered?.changeId })).json()).toEqual({ error: { type: 'TransitionNotAllowed' } })
  })

  it('needs a name, a day that is not to come, words with «не относится», and an open point', async () => {
    const cases: [object, string][] = [
      [{ ...told, toldBy: ' ' }, 'BodyMalformed'],
      [{ ...told, toldOn: '2026-11-23' }, 'DateInvalid'],
      [{ ...told, state: 'notApplicableClaim', text: '' }, 'ReasonRequired'],
    ]
    for (const [body, type] of cases) expect((await office.post(`${point}/told`, body)).json(), JSON.stringify(body)).toEqual({ error: { type } })
    await act({ act: 'release' })
    expect((await office.post(`${point}/told`, told)).json()).toEqual({ error: { type: 'TransitionNotAllowed' } })
  })
})

it('who may only read decides nothing and enters nothing; a chief decides and enters nothing', async () => {
  const { officers } = server.store.forDistrict('north' as DistrictId)
  const told = { state: 'reported', text: '', toldBy: 'Петрова', toldOn: '2026-11-20', toldWay: 'phone' }
  const hash = (await officers.find('northofficer' as OfficerId))?.passwordHash ?? ''
  for (const [login, role, decides] of [['admin', 'administrator', 403], ['chief', 'chief', 200]] as const) {
    await officers.insert({ id: login as OfficerId, districtId: 'north' as DistrictId, login, name: login, post: '', roles: [role], passwordHash: hash })
    const own = await signIn(server, login)
    expect([(await own.get('control')).status, (await own.get('queue')).status]).toEqual([200, 200])
    expect((await own.post('decisions', { places: [place], wish: { act: 'extraControl' } })).status, login).toBe(decides)
    expect((await own.post('decisions/undo', { places: [{ ...place, changeId: 'x-1' }] })).status, login).toBe(decides)
    expect((await own.post(`${point}/told`, told)).status, login).toBe(403)
    expect((await own.post(`${point}/told/undo`, { changeId: 'x-1' })).status, login).toBe(403)
  }
})

describe('the matrix', () => {
  it('answers with the rows that changed alone, and with all once a document came', async () => {
    const whole = readControl((await office.get('control')).json())
    expect(whole?.rows.map(({ organization }) => organization.id)).toEqual(['northschool'])
    await say({ value: { state: 'reported' } })
    const ask = async () => readControl((await office.get(`control?organizations=northschool,northnursery&revision=${whole?.revision ?? ''}`)).json())
    expect(await ask()).toMatchObject({ isWhole: false, rows: [{ cells: [{ state: 'awaitsDecision', delivery: 'delivered' }] }, { cells: [] }] })
    await server.store.transaction((access) => publishTestDocument(access, 'north', 3, server.clock.nowMs, 'second'))
    expect(await ask()).toMatchObject({ isWhole: true })
  })

  it('shows nothing of another district', async () => {
    expect(JSON.stringify((await office.get('control')).json())).not.toContain('south')
    expect((await office.get('control?organizations=southschool&revision=x')).text).not.toContain('southschool')
  })
})
