import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type CanaryPlace, createStorageCanary, detectLoss, healNumbers, writeCanary } from '../../src/device/lossCanary.ts'
import { askToPersist } from '../../src/device/persist.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'
import { School, point1 } from '../support/school.ts'

let school: School
let phone: SimulatedDevice
let notes: Map<string, string>
let places: CanaryPlace[]

beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
  notes = new Map()
  const storage = { getItem: (key: string) => notes.get(key) ?? null, setItem: (key: string, text: string) => void notes.set(key, text) }
  const broken: CanaryPlace = { read: () => Promise.reject(new Error('no cache')), write: () => Promise.reject(new Error('no cache')) }
  places = [broken, createStorageCanary(storage)]
})
afterEach(() => school.close())

describe('the note of what the phone should hold', () => {
  it('tells what is gone when the browser cleared the database', async () => {
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    await phone.sync()
    await phone.record(school.id, point1, 'progressNote', { text: 'ещё шаг' })
    await writeCanary(phone.deps, places)
    expect(await detectLoss(phone.db, places)).toEqual([])
    await phone.db.enrolments.clear()
    expect(await detectLoss(phone.db, places)).toMatchObject([{ organizationId: school.id, lastSequence: 2, lastExchangeMs: school.nowMs, unsent: 1 }])
    // Starting again over the empty database must not wipe the note.
    await writeCanary(phone.deps, places)
    expect(await detectLoss(phone.db, places)).toHaveLength(1)
  })

  it('names the numbers at risk and since when', async () => {
    const marked = await phone.record(school.id, point1, 'execution', { state: 'reported' })
    await phone.sync()
    school.nowMs += 1000
    const first = await phone.record(school.id, point1, 'progressNote', { text: 'раз' })
    await phone.record(school.id, point1, 'progressNote', { text: 'два' })
    await writeCanary(phone.deps, places)
    await phone.db.enrolments.clear()
    expect(marked.deviceSequence).toBe(1)
    expect(await detectLoss(phone.db, places)).toMatchObject([{ unsent: 2, unsentFrom: 2, unsentSinceMs: first.stampMs, lastSequence: 3 }])
  })

  it('believes the later of two places that differ, also when the earlier one speaks of a former enrolment with more records', async () => {
    const other = new Map<string, string>()
    const stale = createStorageCanary({ getItem: (key) => other.get(key) ?? null, setItem: (key, text) => void other.set(key, text) })
    for (const text of ['раз', 'два', 'три']) await phone.record(school.id, point1, 'progressNote', { text })
    await writeCanary(phone.deps, [stale, ...places])
    await phone.enrol(school.code())
    await phone.sync()
    await phone.sync()
    school.nowMs += 1000
    await phone.db.enrolments.update(school.id, { nextDeviceSequence: 2 })
    await writeCanary(phone.deps, places)
    await phone.db.enrolments.clear()
    expect(await detectLoss(phone.db, [stale, ...places])).toMatchObject([{ unsent: 0, lastSequence: 1 }])
  })

  it('keeps a number from being given twice when the browser brought back an older copy of the database', async () => {
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    const older = { enrolments: await phone.db.enrolments.toArray(), changes: await phone.db.changes.toArray() }
    for (const text of ['раз', 'два']) await phone.record(school.id, point1, 'progressNote', { text })
    await phone.sync()
    await writeCanary(phone.deps, places)
    await phone.db.changes.clear()
    await phone.db.changes.bulkPut(older.changes)
    await phone.db.enrolments.bulkPut(older.enrolments)
    expect(await healNumbers(phone.db, places)).toBe(2)
    expect(await healNumbers(phone.db, places)).toBe(0)
    const next = await phone.record(school.id, point1, 'progressNote', { text: 'три' })
    expect(next.deviceSequence).toBe(4)
    await phone.sync()
    expect(school.server.quarantineOf(school.id)).toEqual([])
    expect(school.server.historyOf(school.id).filter(({ kind }) => kind === 'progressNote')).toHaveLength(3)
  })

  it('is never older than the last that was asked for, though an earlier writing is slow', async () => {
    await phone.record(school.id, point1, 'progressNote', { text: 'раз' })
    const [fast = { read: () => Promise.resolve(null), write: () => Promise.resolve() }] = places.slice(1)
    const slowly = vi.fn((text: string) => new Promise<void>((done) => { setTimeout(() => { void fast.write(text).then(done) }, 300) }))
    const first = writeCanary(phone.deps, [{ ...fast, write: slowly }])
    await vi.waitFor(() => { expect(slowly).toHaveBeenCalled() })
    await phone.record(school.id, point1, 'progressNote', { text: 'два' })
    await Promise.all([first, writeCanary(phone.deps, [fast])])
    await phone.db.enrolments.clear()
    expect(await detectLoss(phone.db, [fast])).toMatchObject([{ unsent: 2 }])
  })

  it('is nothing to a new phone, and survives being torn', async () => {
    expect(await detectLoss(phone.db, places)).toEqual([])
    notes.set('porucheno-canary', '[{"organizationId":"x"')
    expect(await detectLoss(phone.db, places)).toEqual([])
  })
})

describe('asking the browser to keep the records', () => {
  it.each([
    ['granted', { persisted: () => Promise.resolve(false), persist: () => Promise.resolve(true) }],
    ['refused', { persisted: () => Promise.resolve(false), persist: () => Promise.resolve(false) }],
    ['unavailable', { persisted: () => Promise.reject(new Error('no')), persist: () => Promise.resolve(true) }],
    ['unavailable', undefined],
  ])('is %s', async (answer, storage) => {
    expect(await askToPersist(storage)).toBe(answer)
  })
})
