import Dexie from 'dexie'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { databaseSchemas, openDatabase } from '../../src/device/database.ts'
import { forgetOrganization } from '../../src/device/forgetOrganization.ts'
import { keepOwnAssignment, keepOwnStep, listOwnAssignments, listOwnSteps, removeOwnAssignment, removeOwnStep } from '../../src/device/ownLayer.ts'
import { createInProcessLock } from '../../src/device/syncLock.ts'
import { listSummaries, unsentCount } from '../../src/device/viewQueries.ts'
import { makeAssignment, makeStep } from '../support/cardFactory.ts'
import { School, point1 } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

let school: School
let phone: SimulatedDevice
const own = () => ({ organizationId: school.id })
const elsewhere = { organizationId: 'other' as OrganizationId }
beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(async () => {
  vi.restoreAllMocks()
  await school.close()
})

describe('the school’s own layer', () => {
  it('keeps steps in the order they were added, each organization its own', async () => {
    const second = makeStep('a', 'Второй', { ...own(), createdMs: 2 })
    for (const step of [second, makeStep('b', 'Первый', { ...own(), createdMs: 1 }), makeStep('c', 'Чужой', elsewhere)]) expect(await keepOwnStep(phone.db, step)).toBeNull()
    await keepOwnStep(phone.db, { ...second, isDone: true })
    expect((await listOwnSteps(phone.db, school.id)).map(({ text, isDone }) => [text, isDone])).toEqual([['Первый', false], ['Второй', true]])
    await removeOwnStep(phone.db, second)
    expect((await listOwnSteps(phone.db, school.id)).map(({ text }) => text)).toEqual(['Первый'])
    expect(await listOwnSteps(phone.db, elsewhere.organizationId)).toHaveLength(1)
  })

  it('keeps one assignment a point', async () => {
    const row = makeAssignment(point1, 'Сидорова М.К.', own())
    for (const one of [row, { ...row, name: 'Ким О.Д.' }, makeAssignment(`${point1}:whole:c1`, 'Петрова А.И.', own()), makeAssignment(point1, 'Чужая', elsewhere)]) await keepOwnAssignment(phone.db, one)
    expect((await listOwnAssignments(phone.db, school.id)).map(({ name }) => name)).toEqual(['Ким О.Д.', 'Петрова А.И.'])
    await removeOwnAssignment(phone.db, row)
    expect((await listOwnAssignments(phone.db, school.id)).map(({ name }) => name)).toEqual(['Петрова А.И.'])
  })

  it('never reaches the office nor another phone of the school, and marks nothing', async () => {
    const second = await school.enrolledPhone('b')
    const length = school.server.historyOf(school.id).length
    await keepOwnStep(phone.db, makeStep('a', 'Разобраться', { ...own(), subject: point1, isDone: true }))
    await keepOwnAssignment(phone.db, makeAssignment(point1, 'Сидорова М.К.', own()))
    expect([await unsentCount(phone.db, school.id), await listSummaries(phone.db, school.id)]).toEqual([0, []])
    await phone.sync()
    await second.sync()
    expect(school.server.historyOf(school.id)).toHaveLength(length)
    expect([await listOwnSteps(second.db, school.id), await listOwnAssignments(second.db, school.id)]).toEqual([[], []])
  })

  it('says that the disk is full and keeps what was there', async () => {
    const step = makeStep('a', 'Собрать', own())
    await keepOwnStep(phone.db, step)
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('The disk is full.', 'QuotaExceededError')
    })
    expect(await keepOwnStep(phone.db, { ...step, text: 'Другое' })).toBe('StorageFull')
    vi.restoreAllMocks()
    expect(await listOwnSteps(phone.db, school.id)).toEqual([step])
  })

  it('does not hold an organization back, and goes with it alone', async () => {
    await keepOwnStep(phone.db, makeStep('a', 'Собрать', own()))
    await keepOwnStep(phone.db, makeStep('a', 'Чужой', elsewhere))
    await keepOwnAssignment(phone.db, makeAssignment(point1, 'Сидорова М.К.', own()))
    expect(await forgetOrganization(phone.db, school.id, createInProcessLock())).toBe(0)
    expect([await phone.db.ownSteps.count(), await phone.db.ownAssignments.count()]).toEqual([1, 0])
  })

  it('begins empty on a phone of the version before, which loses nothing by it', async () => {
    await phone.record(school.id, point1 as SubjectKey, 'execution', { state: 'reported' })
    const name = 'phone-without-an-own-layer'
    const older = new Dexie(name)
    for (const version of [1, 2, 3, 4]) older.version(version).stores({ ...databaseSchemas[version] })
    const kept = ['enrolments', 'changes', 'cards', 'summaries', 'resolutions', 'people', 'settings']
    for (const table of kept) await older.table(table).bulkAdd(await phone.db.table(table).toArray())
    await older.table('proofs').add({ organizationId: school.id, hash: 'a'.repeat(64), waiting: 1 })
    const before = await Promise.all([...kept, 'proofs'].map((table) => older.table(table).toArray()))
    older.close()
    const newer = openDatabase(name)
    expect([await listOwnSteps(newer, school.id), await listOwnAssignments(newer, school.id)]).toEqual([[], []])
    expect(await keepOwnStep(newer, makeStep('a', 'Собрать', own()))).toBeNull()
    expect(await Promise.all([...kept, 'proofs'].map((table) => newer.table(table).toArray()))).toEqual(before)
    expect(await unsentCount(newer, school.id)).toBe(1)
    await newer.delete()
  })
})
