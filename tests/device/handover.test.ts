import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isHandoverRead, listPromised, putAwayHandover } from '../../src/device/handover.ts'
import { School, point1, point2 } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

let school: School
let phone: SimulatedDevice
beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(() => school.close())

async function write(subject: typeof point1, kind: string, value: Parameters<SimulatedDevice['record']>[3]): Promise<void> {
  school.nowMs += 1000
  await phone.record(school.id, subject, kind, value)
}

describe('what the head before promised', () => {
  it('is the open request of a point, else the last words on it, and nothing written since', async () => {
    await write(point1, 'progressNote', { text: 'Издан приказ' })
    await write(point1, 'extensionRequest', { to: '2027-03-01', reason: 'нет подрядчика' })
    await write(point2, 'progressNote', { text: 'Первая' })
    await write(point2, 'progressNote', { text: 'Закажем в январе' })
    const handedOverMs = (school.nowMs += 1000)
    await write(point2, 'progressNote', { text: 'Слово преемника' })
    expect((await listPromised(phone.db, school.id, handedOverMs)).map(({ subject, to, text }) => [subject, to, text])).toEqual([
      [point2, null, 'Закажем в январе'],
      [point1, '2027-03-01', 'нет подрядчика'],
    ])
    expect(await listPromised(phone.db, school.id, 0)).toEqual([])
  })

  it('is put away for good, until the head changes again', async () => {
    expect(await isHandoverRead(phone.db, school.id, 5)).toBe(false)
    await putAwayHandover(phone.db, school.id, 5)
    expect(await isHandoverRead(phone.db, school.id, 5)).toBe(true)
    expect(await isHandoverRead(phone.db, school.id, 6)).toBe(false)
  })
})
