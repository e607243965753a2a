import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { foldAssignment } from '#core/sync'
import { appliedChangesOf } from '../../src/device/changeRows.ts'
import { runSync } from '../../src/device/runSync.ts'
import { listCards, refusedChanges, unsentCount } from '../../src/device/viewQueries.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'
import { School, point1, point2 } from '../support/school.ts'

let school: School
let phone: SimulatedDevice

beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(() => school.close())

const onServer = (kind: string): string[] => school.server.historyOf(school.id).filter((change) => change.kind === kind).map((change) => JSON.stringify(change.value))

/** The phone shows what the server's history amounts to. */
async function expectEqualFolds(device: SimulatedDevice): Promise<void> {
  for (const subject of [point1, point2]) {
    const mine = foldAssignment(await appliedChangesOf(device.db, school.id, subject))
    const theirs = foldAssignment(school.server.historyOf(school.id).filter((change) => change.subject === subject))
    const told = ({ execution, control, history }: typeof theirs | typeof mine): unknown => [execution, control, history.map((change) => [change.id, change.sequence])]
    expect(told(mine)).toEqual(told(theirs))
  }
}

describe('a history that was begun anew', () => {
  it('gets back from the phone everything it lost, each change once', async () => {
    await phone.record(school.id, point1, 'execution', { state: 'inProgress' })
    await phone.sync()
    const restore = school.server.backUp(school.id)
    await phone.record(school.id, point1, 'execution', { state: 'reported', text: 'приказ № 5' })
    await phone.record(school.id, point2, 'progressNote', { text: 'начали' })
    await phone.sync()
    restore()
    await phone.record(school.id, point2, 'execution', { state: 'inProgress' })
    expect(await phone.sync()).toMatchObject({ organizations: [{ type: 'done', failure: null }] })
    expect(onServer('execution').sort()).toEqual(['{"state":"inProgress"}', '{"state":"inProgress"}', '{"state":"reported","text":"приказ № 5"}'])
    expect(onServer('progressNote')).toEqual(['{"text":"начали"}'])
    expect(await unsentCount(phone.db)).toBe(0)
    await expectEqualFolds(phone)
  })

  it('is offered again what was refused before', async () => {
    const restore = school.server.backUp(school.id)
    await phone.record(school.id, 'd:unknown1' as never, 'progressNote', { text: 'к пункту, который ещё не опубликован' })
    school.server.writeOffice(school.id, point2, 'control', { state: 'onControl' })
    await phone.sync()
    expect(await refusedChanges(phone.db, school.id)).toMatchObject([{ transfer: 'quarantined', code: 'SubjectUnknown', pending: 0 }])
    restore()
    school.server.writeOffice(school.id, 'd:unknown1' as never, 'publication', {})
    await phone.sync()
    expect(onServer('progressNote')).toHaveLength(1)
    expect(await refusedChanges(phone.db, school.id)).toEqual([])
  })

  it('never shows a change as sent before the new history has it', async () => {
    const restore = school.server.backUp(school.id)
    for (let i = 0; i < 150; i += 1) await phone.record(school.id, point1, 'progressNote', { text: `шаг ${String(i)}` })
    await phone.sync()
    restore()
    school.server.writeOffice(school.id, point2, 'control', { state: 'onControl' })
    let answered = 0
    school.network = (deliver) => {
      answered += 1
      return answered > 1 ? { status: 502, body: { error: {} } } : deliver()
    }
    await phone.sync()
    const ids = new Set(school.server.historyOf(school.id).map((change) => change.id))
    const shown = (await phone.changes()).filter((change) => change.transfer === 'sent' && change.kind === 'progressNote')
    expect(shown.every((change) => ids.has(change.id))).toBe(true)
    expect(await unsentCount(phone.db)).toBe(150 - shown.length)
    school.network = (deliver) => deliver()
    await phone.sync()
    expect(onServer('progressNote')).toHaveLength(150)
    await expectEqualFolds(phone)
  })
})

describe('a phone enrolled anew', () => {
  it('carries on what never arrived, once, with its author and moment', async () => {
    const oldDevice = (await phone.enrolment(school.id)).deviceId
    const sent = await phone.record(school.id, point1, 'execution', { state: 'inProgress' })
    await phone.sync()
    const unsent = await phone.record(school.id, point1, 'execution', { state: 'reported', text: 'приказ' })
    const note = await phone.record(school.id, point2, 'progressNote', { text: 'начали' })
    await phone.enrol(school.code())
    const row = await phone.enrolment(school.id)
    expect(row).toMatchObject({ formerDeviceIds: [oldDevice], nextDeviceSequence: 1, cursor: null, firstLoadDone: true })
    expect(await phone.sync()).toMatchObject({ organizations: [{ type: 'done' }] })
    const history = school.server.historyOf(school.id).filter((change) => change.deviceId === row.deviceId)
    expect(history.map(({ kind, value, stampMs, authorId }) => [kind, value, stampMs, authorId])).toEqual([
      ['execution', unsent.value, unsent.stampMs, unsent.authorId],
      ['progressNote', note.value, note.stampMs, note.authorId],
    ])
    expect(history[0]?.supersedes).toEqual([sent.id])
    expect(await phone.db.changes.get([school.id, unsent.id])).toMatchObject({ replacedBy: history[0]?.id, pending: 0 })
    expect(await unsentCount(phone.db)).toBe(0)
    await expectEqualFolds(phone)
  })

  it('does not repeat what arrived with its answer lost, though it reads that only on a later page', async () => {
    const large = new School({ pageSize: 2, points: 8 })
    const own = await large.enrolledPhone('c')
    await own.record(large.id, point2, 'progressNote', { text: 'начали' })
    large.network = (deliver) => {
      deliver()
      return { status: 502, body: { error: {} } }
    }
    await own.sync()
    large.network = (deliver) => deliver()
    await own.enrol(large.code())
    await own.sync()
    expect(large.server.historyOf(large.id).filter((change) => change.kind === 'progressNote')).toHaveLength(1)
    expect(await unsentCount(own.db)).toBe(0)
    await large.close()
  })

  it('holds new marks back until then, so that they still win over what they replaced', async () => {
    const old = await phone.record(school.id, point1, 'execution', { state: 'inProgress' })
    const step = await phone.record(school.id, point2, 'progressNote', { text: 'опечатка' })
    await phone.enrol(school.code())
    const fresh = await phone.record(school.id, point1, 'execution', { state: 'reported' })
    await phone.record(school.id, point2, 'retraction', { changeId: step.id })
    expect(fresh.supersedes).toEqual([old.id])
    await phone.sync()
    const state = foldAssignment(school.server.historyOf(school.id).filter((change) => change.subject === point1))
    expect(state).toMatchObject({ execution: 'reported', clash: [] })
    expect(foldAssignment(school.server.historyOf(school.id).filter((change) => change.subject === point2)).notes).toEqual([])
    await expectEqualFolds(phone)
  })

  it('gives a restored server also what the former enrolment had sent', async () => {
    const restore = school.server.backUp(school.id)
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    await phone.sync()
    await phone.enrol(school.code())
    await phone.sync()
    restore()
    school.server.writeOffice(school.id, point2, 'control', { state: 'onControl' })
    await phone.record(school.id, point2, 'execution', { state: 'inProgress' })
    await phone.sync()
    await phone.sync()
    expect(onServer('execution').sort()).toEqual(['{"state":"inProgress"}', '{"state":"reported"}'])
    await expectEqualFolds(phone)
  })

  it('leaves with the office what it took when it closed the access', async () => {
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    school.server.revoke((await phone.enrolment(school.id)).token, '2026-11-20')
    await phone.sync()
    await phone.enrol(school.code())
    await phone.record(school.id, point1, 'execution', { state: 'inProgress' })
    expect(await phone.sync()).toMatchObject({ organizations: [{ type: 'done', sent: 1 }] })
    expect(onServer('execution')).toEqual(['{"state":"inProgress"}'])
    expect(await refusedChanges(phone.db, school.id)).toMatchObject([{ code: 'DeviceRevoked' }])
  })

  it('carries on what a restored server had confirmed, though it was put aside when the access was closed', async () => {
    const restore = school.server.backUp(school.id)
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    await phone.sync()
    restore()
    school.server.writeOffice(school.id, point2, 'control', { state: 'onControl' })
    // The phone learns of the restore, and nothing more gets through before its access is closed.
    let asked = 0
    school.network = (deliver) => ((asked += 1) === 1 ? deliver() : { status: 502, body: { error: {} } })
    await phone.sync()
    school.network = (deliver) => deliver()
    school.server.revoke((await phone.enrolment(school.id)).token, '2026-11-20')
    await phone.sync()
    expect(await refusedChanges(phone.db, school.id)).toMatchObject([{ code: 'DeviceRevoked' }])
    await phone.enrol(school.code())
    await phone.sync()
    expect(onServer('execution')).toEqual(['{"state":"reported"}'])
    expect(await refusedChanges(phone.db, school.id)).toEqual([])
    await expectEqualFolds(phone)
  })

  it('is not touched by an answer to the request of the former enrolment', async () => {
    const exchange = phone.deps.transport.exchange.bind(phone.deps.transport)
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    for (const answer of ['its own', 'TokenUnknown', 'DeviceRevoked'] as const) {
      const transport = {
        ...phone.deps.transport,
        exchange: async (...args: Parameters<typeof exchange>) => {
          if (answer !== 'its own') school.network = () => ({ status: 403, body: { error: { type: answer, revokedOn: '2026-11-20', taken: [] } } })
          const old = await exchange(...args)
          school.network = (deliver) => deliver()
          await phone.enrol(school.code())
          return old
        },
      }
      // The run goes on with the new enrolment; the old answer must have left no trace in it.
      let asked = 0
      await runSync({ ...phone.deps, transport: { ...transport, exchange: (...args) => ((asked += 1) === 1 ? transport.exchange(...args) : exchange(...args)) } })
      expect(await phone.enrolment(school.id)).toMatchObject({ lastFailure: null, revokedOn: null })
    }
    await phone.sync()
    expect(onServer('execution')).toHaveLength(1)
    expect(await unsentCount(phone.db)).toBe(0)
  })

  it('is the same device when the answer was lost and the code tried again', async () => {
    const fresh = school.phone('b')
    const code = school.code()
    let tokens = new Set<string>()
    school.network = (deliver) => {
      deliver()
      return { status: 502, body: { error: {} } }
    }
    await expect(fresh.enrol(code)).rejects.toThrow('not enrolled')
    tokens = new Set((await fresh.db.settings.toArray()).map((setting) => String(setting.value)))
    school.network = (deliver) => deliver()
    const enrolled = await fresh.enrol(code)
    expect(tokens).toEqual(new Set([enrolled.token]))
    expect(await fresh.db.settings.count()).toBe(0)
    expect(await listCards(fresh.db, school.id)).toEqual([])
  })
})
