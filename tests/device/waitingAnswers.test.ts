import { afterEach, beforeEach, expect, it } from 'vitest'
import { countWaitingAnswers } from '../../src/device/waitingAnswers.ts'
import { School, point1, point2 } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

let school: School
let phone: SimulatedDevice
beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(() => school.close())

const waiting = async (): Promise<unknown[]> => [...(await countWaitingAnswers(phone.db, school.id, [point1, point2]))]

it('answers by a link wait until the head takes or refuses each, and their point is known by its summary', async () => {
  expect(await waiting()).toEqual([])
  const first = school.server.writeOffice(school.id, point1, 'teacherAnswer', { link: 'l1', text: 'Провели опрос' })
  school.server.writeOffice(school.id, point1, 'teacherAnswer', { link: 'l2', text: 'Провели и мы' })
  await phone.sync()
  expect(await waiting()).toEqual([[point1, 2]])
  expect((await phone.db.summaries.get([school.id, point1]))?.hasAnswers).toBe(true)
  expect((await phone.db.summaries.get([school.id, point2]))?.hasAnswers).toBeUndefined()
  await phone.record(school.id, point1, 'innerAssignment', { answer: first.id, verdict: 'declined' })
  expect(await waiting()).toEqual([[point1, 1]])
})
