import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SubjectKey } from '#core/sync'
import { recordPerson } from '../../src/device/people.ts'
import { listPeople, unsentCount } from '../../src/device/viewQueries.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'
import { School, point1 } from '../support/school.ts'

let school: School
let phone: SimulatedDevice

beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(() => school.close())

async function everything(): Promise<unknown> {
  const { enrolments, changes, cards, summaries, resolutions, people } = phone.db
  return Promise.all([enrolments, changes, cards, summaries, resolutions, people].map((table) => table.toArray()))
}

describe('a local write', () => {
  it('keeps the change, the card, the number and the stamp together', async () => {
    const row = await phone.record(school.id, point1, 'execution', { state: 'inProgress' })
    expect(row).toMatchObject({ deviceSequence: 1, transfer: 'onDevice', pending: 1, sequence: null, stampMs: school.nowMs })
    const summary = await phone.db.summaries.get([school.id, point1])
    expect(summary).toMatchObject({ directiveId: 'point1', execution: 'inProgress', onDeviceCount: 1 })
    expect(await phone.enrolment(school.id)).toMatchObject({ nextDeviceSequence: 2, lastStampMs: school.nowMs })
  })

  it.each(['changes', 'summaries', 'enrolments'] as const)('leaves nothing when the database fails at %s', async (table) => {
    const before = await everything()
    const creating = (): never => {
      throw new DOMException('the disk is gone', 'UnknownError')
    }
    phone.db[table].hook('creating', creating)
    phone.db[table].hook('updating', creating)
    const recorded = await phone.tryRecord({ organizationId: school.id, subject: point1, kind: 'progressNote', value: { text: 'Издан приказ' }, subjectVersion: 1 }).catch((error: unknown) => error)
    expect(recorded).not.toMatchObject({ ok: true })
    phone.db[table].hook('creating').unsubscribe(creating)
    phone.db[table].hook('updating').unsubscribe(creating)
    expect(await everything()).toEqual(before)
  })

  it('says that the disk is full, and can be repeated when it is not', async () => {
    const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('no space', 'QuotaExceededError')
    })
    const draft = { organizationId: school.id, subject: point1, kind: 'execution', value: { state: 'reported' }, subjectVersion: 1 }
    expect(await phone.tryRecord(draft)).toEqual({ ok: false, error: { type: 'StorageFull' } })
    full.mockRestore()
    expect(await phone.tryRecord(draft)).toMatchObject({ ok: true, value: { change: { deviceSequence: 1 } } })
  })

  it('never gives a number or a stamp twice, though writes come at once and the clock stands', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => phone.record(school.id, point1, 'progressNote', { text: `шаг ${String(i)}` })))
    const own = (await phone.changes()).filter((change) => change.pending === 1)
    expect(new Set(own.map((change) => change.deviceSequence))).toEqual(new Set(Array.from({ length: 20 }, (_, i) => i + 1)))
    expect(new Set(own.map((change) => change.stampMs)).size).toBe(20)
  })

  it('names the mark it replaces, and the return it answers', async () => {
    const first = await phone.record(school.id, point1, 'execution', { state: 'reported', text: '' })
    await phone.sync()
    const returned = school.server.writeOffice(school.id, point1, 'control', { state: 'returned', reason: 'нет приказа' })
    await phone.sync()
    const second = await phone.record(school.id, point1, 'execution', { state: 'reported', text: 'приказ № 5' })
    expect(second.supersedes).toEqual([first.id, returned.id])
  })
})

describe('a local write is refused', () => {
  const tryIt = async (kind: string, value: Record<string, string>, subject = point1) => phone.tryRecord({ organizationId: school.id, subject, kind, value, subjectVersion: 1 })

  it.each([
    ['TransitionNotAllowed', 'execution', { state: 'reported' }],
    ['ReasonRequired', 'execution', { state: 'notApplicableClaim', reason: ' ' }],
    ['ChangeMalformed', 'execution', { state: 'finished' }],
    ['ChangeMalformed', 'progressNote', { text: '  ' }],
    ['KindNotAllowed', 'control', { state: 'released' }],
    ['KindNotAllowed', 'poem', { text: 'x' }],
  ])('%s: %s %j', async (type, kind, value) => {
    if (type === 'TransitionNotAllowed') {
      school.server.writeOffice(school.id, point1, 'control', { state: 'released' })
      await phone.sync()
    }
    const refused = await tryIt(kind, value)
    // A claim without a reason is no value at all; both words are right for it.
    expect(refused).toMatchObject({ ok: false, error: { type: type === 'ReasonRequired' ? expect.stringMatching(/ReasonRequired|ChangeMalformed/) : type } })
    expect(await unsentCount(phone.db)).toBe(0)
  })

  it('when it would be too large to send', async () => {
    expect(await tryIt('ownStep', { text: 'ж'.repeat(17_000) })).toEqual({ ok: false, error: { type: 'ChangeTooLarge' } })
  })

  it('when nobody has said who works here', async () => {
    await phone.db.enrolments.update(school.id, { personId: null })
    expect(await tryIt('execution', { state: 'reported' })).toEqual({ ok: false, error: { type: 'PersonMissing' } })
    const person = await recordPerson(phone.deps, { organizationId: school.id, name: 'Иванова А. А.', post: 'директор' })
    expect(await tryIt('execution', { state: 'reported' })).toMatchObject({ ok: true, value: { change: { authorId: person.ok ? person.value : '' } } })
    expect(await listPeople(phone.db, school.id)).toMatchObject([{ name: 'Иванова А. А.', post: 'директор' }])
  })

  it('for an organization this phone does not serve', async () => {
    const draft = { organizationId: 'other' as never, subject: 'o' as SubjectKey, kind: 'ownStep', value: {}, subjectVersion: 0 }
    expect(await phone.tryRecord(draft)).toEqual({ ok: false, error: { type: 'EnrolmentMissing' } })
  })
})
