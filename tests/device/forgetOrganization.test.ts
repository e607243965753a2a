import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countHeld, forgetOrganization } from '../../src/device/forgetOrganization.ts'
import { createStorageCanary, detectLoss, eraseFromCanary, hasCanary, writeCanary } from '../../src/device/lossCanary.ts'
import { createInProcessLock } from '../../src/device/syncLock.ts'
import { listCards } from '../../src/device/viewQueries.ts'
import { School, point1 } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

let school: School
let phone: SimulatedDevice
const lock = createInProcessLock()
beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(() => school.close())

async function rowsOf(): Promise<number> {
  const counts = await Promise.all(phone.db.historyTables.map((table) => table.count()))
  return counts.reduce((sum, count) => sum + count, 0)
}

describe('taking an organization off a phone', () => {
  it('is impossible while anything is unsent, and touches nothing', async () => {
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    const before = await rowsOf()
    expect(await forgetOrganization(phone.db, school.id, lock)).toBe(1)
    expect(await rowsOf()).toBe(before)
    await phone.sync()
    expect(await forgetOrganization(phone.db, school.id, lock)).toBe(0)
    expect(await rowsOf()).toBe(0)
  })

  it('is impossible while the phone alone holds what the office refused', async () => {
    const mark = await phone.record(school.id, point1, 'execution', { state: 'reported' })
    await phone.db.changes.update([school.id, mark.id], { transfer: 'rejected', pending: 0, code: 'ChangeTooLarge' })
    expect(await forgetOrganization(phone.db, school.id, lock)).toBe(1)
    expect(await countHeld(phone.db, school.id)).toBe(1)
  })

  it('stays impossible on a phone whose access was closed before it could send', async () => {
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    school.network = () => ({ status: 401, body: { error: { type: 'TokenUnknown' } } })
    await phone.sync()
    expect(await forgetOrganization(phone.db, school.id, lock)).toBe(1)
    expect(await phone.changes()).toContainEqual(expect.objectContaining({ pending: 1 }))
  })

  it('leaves the other organization of the phone alone', async () => {
    const kindergarten = school.addSchool('school2')
    await phone.enrol(school.code(kindergarten))
    await phone.sync()
    await phone.record(kindergarten, point1, 'execution', { state: 'inProgress' })
    const cards = await listCards(phone.db, kindergarten)
    expect(await forgetOrganization(phone.db, school.id, lock)).toBe(0)
    expect(await listCards(phone.db, kindergarten)).toEqual(cards)
    expect((await phone.db.enrolments.toArray()).map(({ organizationId }) => organizationId)).toEqual([kindergarten])
    expect(await countHeld(phone.db, kindergarten)).toBe(1)
  })

  it('is no loss to the note outside the database', async () => {
    const notes = new Map<string, string>()
    const places = [createStorageCanary({ getItem: (key) => notes.get(key) ?? null, setItem: (key, text) => void notes.set(key, text) })]
    expect(await hasCanary(places)).toBe(false)
    await writeCanary(phone.deps, places)
    await forgetOrganization(phone.db, school.id, lock)
    expect(await detectLoss(phone.db, places)).toHaveLength(1)
    await eraseFromCanary(places, school.id)
    expect([await detectLoss(phone.db, places), await hasCanary(places)]).toEqual([[], true])
  })
})
