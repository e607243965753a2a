import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CanaryPlace, createStorageCanary, detectLoss, writeCanary } from '../../src/device/lossCanary.ts'
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
    await writeCanary(phone.db, places)
    expect(await detectLoss(phone.db, places)).toEqual([])
    await phone.db.enrolments.clear()
    expect(await detectLoss(phone.db, places)).toMatchObject([{ organizationId: school.id, lastSequence: 2, lastExchangeMs: school.nowMs, unsent: 1 }])
    // Starting again over the empty database must not wipe the note.
    await writeCanary(phone.db, places)
    expect(await detectLoss(phone.db, places)).toHaveLength(1)
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
