import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '#core/sync'
import { type SyncProgress, runSync } from '../../src/device/runSync.ts'
import { listCards, listResolutions, listSummaries, refusedChanges, unsentCount } from '../../src/device/viewQueries.ts'
import type { MemoryAnswer } from '../support/memoryServer.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'
import { School, point1, point2 } from '../support/school.ts'

let school: School
let phone: SimulatedDevice
const noNetwork = (): MemoryAnswer => {
  // What a door cannot read is what a dead network gives.
  return { status: 502, body: { error: {} } }
}

beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(() => school.close())

const historyIds = (): string[] => school.server.historyOf(school.id).map((change) => change.id)

describe('an exchange', () => {
  it('carries everything both ways and gives the same receipts as the office sees', async () => {
    await phone.record(school.id, point1, 'execution', { state: 'reported', text: 'приказ' })
    await phone.record(school.id, point2, 'progressNote', { text: 'начали' })
    school.server.writeOffice(school.id, point2, 'control', { state: 'onControl' })
    expect(await phone.sync()).toEqual({ organizations: [{ organizationId: school.id, type: 'done', sent: 2, received: 1, failure: null }] })
    const own = (await phone.changes()).filter((change) => change.deviceId.startsWith('phone'))
    expect(own.map((change) => [change.id, change.sequence, change.transfer, change.pending])).toEqual(
      school.server.historyOf(school.id).filter((change) => change.deviceId.startsWith('phone')).map((change) => [change.id, change.sequence, 'sent', 0]),
    )
    const summaries = await listSummaries(phone.db, school.id)
    expect(summaries.map(({ subject, execution, control, onDeviceCount }) => [subject, execution, control, onDeviceCount])).toEqual([
      [point1, 'reported', 'noControl', 0],
      [point2, 'notStarted', 'onControl', 0],
    ])
  })

  it('sends more than one request can carry, page by page, and tells how far it is', async () => {
    for (let i = 0; i < 230; i += 1) await phone.record(school.id, point1, 'progressNote', { text: `шаг ${String(i)}` })
    const progress: SyncProgress[] = []
    await runSync({ ...phone.deps, onProgress: (step) => progress.push(step) })
    expect(progress.map(({ sent, total }) => [sent, total])).toEqual([[0, 230], [100, 230], [200, 230]])
    expect(await unsentCount(phone.db)).toBe(0)
    expect(new Set(historyIds()).size).toBe(historyIds().length)
  })

  it('gives the same receipts again when the answer was lost', async () => {
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    school.network = (deliver) => {
      deliver()
      return noNetwork()
    }
    expect(await phone.sync()).toMatchObject({ organizations: [{ type: 'failed', sent: 0 }] })
    expect(await unsentCount(phone.db)).toBe(1)
    const receipt = school.server.historyOf(school.id).at(-1)?.sequence
    school.network = (deliver) => deliver()
    await phone.sync()
    expect((await phone.changes()).find((change) => change.deviceSequence === 1 && change.kind === 'execution')).toMatchObject({ sequence: receipt, transfer: 'sent' })
    expect(historyIds().filter((id) => id.startsWith('phone'))).toHaveLength(1)
  })

  it('also sends what was marked while it was under way', async () => {
    await phone.record(school.id, point1, 'execution', { state: 'inProgress' })
    const exchange = phone.deps.transport.exchange.bind(phone.deps.transport)
    let isFirst = true
    const transport = {
      ...phone.deps.transport,
      exchange: async (...args: Parameters<typeof exchange>) => {
        const answer = await exchange(...args)
        if (isFirst) await phone.record(school.id, point2, 'execution', { state: 'reported' })
        isFirst = false
        return answer
      },
    }
    expect(await runSync({ ...phone.deps, transport })).toMatchObject({ organizations: [{ type: 'done', sent: 2 }] })
    expect(await unsentCount(phone.db)).toBe(0)
  })

  it('stops at a server that neither takes nor refuses a change, and keeps it', async () => {
    await phone.record(school.id, point1, 'execution', { state: 'inProgress' })
    school.network = (deliver) => {
      const { body, status } = deliver()
      return { status, body: { ...body, receipts: [], cursor: 'epoch1.4.aaaa' } as JsonObject }
    }
    expect(await phone.sync()).toMatchObject({ organizations: [{ type: 'failed', failure: { type: 'AnswerUnreadable' } }] })
    expect(await unsentCount(phone.db)).toBe(1)
  })

  it('learns the clock, and forgets a stamp the server clamped', async () => {
    school.nowMs += 1_000
    const serverNowMs = school.nowMs
    const fiveYearsMs = 5 * 365 * 86_400_000
    school.network = (deliver) => {
      school.nowMs = serverNowMs
      const answer = deliver()
      school.nowMs = serverNowMs + fiveYearsMs
      return answer
    }
    school.nowMs = serverNowMs + fiveYearsMs
    const first = await phone.record(school.id, point1, 'execution', { state: 'inProgress' })
    expect(first.stampMs).toBe(serverNowMs + fiveYearsMs)
    await phone.sync()
    const second = await phone.record(school.id, point1, 'execution', { state: 'reported' })
    expect(second.stampMs).toBeLessThanOrEqual(serverNowMs + 120_001)
  })
})

describe('a failure', () => {
  it.each([
    ['TokenUnknown', 401, 'revoked'],
    ['InternalError', 500, 'failed'],
    ['ServerBusy', 503, 'failed'],
    ['StorageFull', 507, 'failed'],
    ['ProtocolUnsupported', 426, 'failed'],
  ])('%s keeps every record and every card', async (code, status, type) => {
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    const before = [await phone.changes(), await listCards(phone.db, school.id), await listResolutions(phone.db, school.id)]
    school.network = () => ({ status, body: { error: { type: code } } })
    expect(await phone.sync()).toMatchObject({ organizations: [{ type, failure: { type: 'Refused', code } }] })
    expect([await phone.changes(), await listCards(phone.db, school.id), await listResolutions(phone.db, school.id)]).toEqual(before)
    expect(await phone.enrolment(school.id)).toMatchObject({ lastFailure: code === 'StorageFull' ? 'ServerFull' : code, lastAttemptMs: school.nowMs })
    school.network = (deliver) => deliver()
    expect(await phone.sync(true)).toMatchObject({ organizations: [{ type: 'done', sent: 1 }] })
  })

  it('of a token the server does not know stops all attempts but those by hand', async () => {
    school.network = () => ({ status: 401, body: { error: { type: 'TokenUnknown' } } })
    await phone.sync()
    let asked = 0
    school.network = (deliver) => {
      asked += 1
      return deliver()
    }
    expect(await phone.sync()).toMatchObject({ organizations: [{ type: 'revoked', failure: null }] })
    expect(asked).toBe(0)
    await phone.sync(true)
    expect(asked).toBe(1)
  })

  it('of the database in the middle of an answer changes nothing, and the next exchange repeats it', async () => {
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    school.server.writeOffice(school.id, point2, 'control', { state: 'onControl' })
    const before = [await phone.changes(), await phone.db.summaries.toArray(), (await phone.enrolment(school.id)).cursor]
    const failing = (): never => {
      throw new DOMException('the disk is gone', 'UnknownError')
    }
    phone.db.summaries.hook('updating', failing)
    await phone.sync().catch((error: unknown) => error)
    phone.db.summaries.hook('updating').unsubscribe(failing)
    expect([await phone.changes(), await phone.db.summaries.toArray(), (await phone.enrolment(school.id)).cursor]).toEqual(before)
    expect(await phone.sync()).toMatchObject({ organizations: [{ type: 'done', sent: 1, received: 1 }] })
  })

  it('of a closed access hands over all work, keeps it and asks no more', async () => {
    for (let i = 0; i < 130; i += 1) await phone.record(school.id, point1, 'progressNote', { text: `шаг ${String(i)}` })
    school.server.revoke((await phone.enrolment(school.id)).token, '2026-11-20')
    expect(await phone.sync()).toMatchObject({ organizations: [{ type: 'revoked' }] })
    expect(await phone.enrolment(school.id)).toMatchObject({ revokedOn: '2026-11-20', lastFailure: 'DeviceRevoked' })
    const put = await refusedChanges(phone.db, school.id)
    expect(put).toHaveLength(130)
    expect(put[0]).toMatchObject({ transfer: 'quarantined', code: 'DeviceRevoked', pending: 0 })
    expect(school.server.quarantineOf(school.id)).toHaveLength(130)
    expect(await listCards(phone.db, school.id)).toHaveLength(2)
    await phone.record(school.id, point2, 'execution', { state: 'reported' })
    expect(await phone.sync(true)).toMatchObject({ organizations: [{ type: 'revoked', failure: null }] })
    expect(await unsentCount(phone.db)).toBe(1)
  })
})

describe('the first load', () => {
  const points = 12

  it.each(Array.from({ length: 8 }, (_, page) => page))('cut after page %i is never called done, and what came is usable', async (pages) => {
    const large = new School({ pageSize: 2, points })
    const fresh = large.phone('first')
    await fresh.enrol(large.code())
    let served = 0
    large.network = (deliver) => {
      served += 1
      return served > pages ? noNetwork() : deliver()
    }
    await fresh.sync()
    const enrolment = await fresh.enrolment(large.id)
    const cards = await listCards(fresh.db, large.id)
    const isWhole = cards.length === points
    expect(enrolment.firstLoadDone).toBe(isWhole)
    expect(cards.length + (pages === 0 ? points : enrolment.remaining)).toBe(points)
    const card = cards.at(-1)
    if (card !== undefined) await fresh.record(large.id, `d:${card.directiveId}` as never, 'execution', { state: 'inProgress' })
    large.network = (deliver) => deliver()
    await fresh.sync()
    expect(await listCards(fresh.db, large.id)).toHaveLength(points)
    expect(await fresh.enrolment(large.id)).toMatchObject({ firstLoadDone: true, remaining: 0 })
    expect(await unsentCount(fresh.db)).toBe(0)
    await large.close()
  })

  it('is done also where nothing is published yet', async () => {
    const id = school.server.addOrganization('empty')
    const fresh = school.phone('b')
    await fresh.enrol(school.code(id))
    expect((await fresh.enrolment(id)).firstLoadDone).toBe(false)
    await fresh.sync()
    expect((await fresh.enrolment(id)).firstLoadDone).toBe(true)
  })
})

describe('two organizations on one phone', () => {
  it('do not mix, though they share documents', async () => {
    const kindergarten = school.addSchool('garden1')
    await phone.enrol(school.code(kindergarten))
    await phone.sync()
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    await phone.record(kindergarten, point1, 'execution', { state: 'notApplicableClaim', reason: 'нет групп' })
    school.server.revoke((await phone.enrolment(kindergarten)).token, '2026-11-20')
    const { organizations } = await phone.sync()
    expect(Object.fromEntries(organizations.map(({ organizationId, type }) => [organizationId, type]))).toEqual({ [school.id]: 'done', [kindergarten]: 'revoked' })
    const [ours, theirs] = await Promise.all([listSummaries(phone.db, school.id), listSummaries(phone.db, kindergarten)])
    expect(ours.map(({ subject, execution }) => [subject, execution])).toEqual([[point1, 'reported']])
    expect(theirs).toEqual([])
    expect(school.server.historyOf(kindergarten).some((change) => change.kind === 'execution')).toBe(false)
  })
})
