import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listOwnNotes } from '../../src/device/ownNotes.ts'
import { undoChange } from '../../src/device/undoChange.ts'
import { School, point1 } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

let school: School
let phone: SimulatedDevice
beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(() => school.close())

describe('the words of a point\'s notes', () => {
  it('are found by the point, without those taken back', async () => {
    await phone.record(school.id, point1, 'progressNote', { text: 'Проведён педсовет' })
    const second = await phone.record(school.id, point1, 'progressNote', { text: 'Ошибка' })
    await undoChange(phone.deps, second)
    expect([...(await listOwnNotes(phone.db, school.id))]).toEqual([['point1', 'Проведён педсовет']])
  })
})
