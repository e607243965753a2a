import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { foldAssignment } from '#core/sync'
import { undoChange } from '../../src/device/undoChange.ts'
import { loadAssignment } from '../../src/device/viewQueries.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'
import { School, point1 } from '../support/school.ts'

let school: School
let phone: SimulatedDevice

beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(() => school.close())

const state = async () => (await loadAssignment(phone.db, school.id, point1))?.state

describe('taking a change back', () => {
  it('returns a mark to the value before it, by a new change', async () => {
    await phone.record(school.id, point1, 'execution', { state: 'inProgress', text: 'собираем' })
    const mark = await phone.record(school.id, point1, 'execution', { state: 'reported' })
    expect(await undoChange(phone.deps, mark)).toMatchObject({ ok: true, value: { change: { kind: 'execution', value: { state: 'inProgress', text: 'собираем' }, supersedes: [mark.id] } } })
    expect(await state()).toMatchObject({ execution: 'inProgress', history: { length: 4 } })
  })

  it('returns the first mark to «не начато», also after it was sent', async () => {
    const mark = await phone.record(school.id, point1, 'execution', { state: 'reported' })
    await phone.sync()
    await undoChange(phone.deps, mark)
    expect((await state())?.execution).toBe('notStarted')
    await phone.sync()
    const history = school.server.historyOf(school.id).filter((change) => change.subject === point1)
    expect(foldAssignment(history).execution).toBe('notStarted')
  })

  it.each([
    ['progressNote', { text: 'опечатка' }],
    ['extensionRequest', { to: '2026-12-31', reason: 'нет воды' }],
  ])('hides a %s, once', async (kind, value) => {
    const row = await phone.record(school.id, point1, kind, value)
    expect(await undoChange(phone.deps, row)).toMatchObject({ ok: true, value: { change: { kind: 'retraction', value: { changeId: row.id } } } })
    expect(await state()).toMatchObject({ notes: [], openRequest: null })
    expect(await undoChange(phone.deps, row)).toEqual({ ok: false, error: { type: 'NothingToUndo' } })
  })

  it('is too late for a mark that another has replaced', async () => {
    const first = await phone.record(school.id, point1, 'execution', { state: 'inProgress' })
    await phone.record(school.id, point1, 'execution', { state: 'reported' })
    expect(await undoChange(phone.deps, first)).toEqual({ ok: false, error: { type: 'NothingToUndo' } })
  })

  it('is refused once the office has closed the point', async () => {
    const mark = await phone.record(school.id, point1, 'execution', { state: 'reported' })
    await phone.sync()
    school.server.writeOffice(school.id, point1, 'control', { state: 'released' })
    await phone.sync()
    expect(await undoChange(phone.deps, mark)).toEqual({ ok: false, error: { type: 'TransitionNotAllowed' } })
  })
})
