import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unsentCount } from '../../src/device/viewQueries.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'
import { School, point1 } from '../support/school.ts'

let school: School
let phone: SimulatedDevice

beforeEach(async () => {
  school = new School({ pageSize: 2 })
  phone = await school.enrolledPhone('a')
  for (let i = 0; i < 5; i += 1) school.server.writeOffice(school.id, point1, 'extension', { to: '2027-01-20' })
})
afterEach(() => school.close())

const noNetwork = { status: 502, body: { error: {} } }
const notes = (): unknown[] => school.server.historyOf(school.id).filter((change) => change.kind === 'progressNote').map(({ value }) => value)

/** The phone hears the first page of its answers, and then the network is gone. */
async function syncOnePage(): Promise<void> {
  let asked = 0
  school.network = (deliver) => ((asked += 1) > 1 ? noNetwork : deliver())
  await phone.sync()
  school.network = (deliver) => deliver()
}

describe('a receipt above the cursor', () => {
  it('is not believed while pages below it are missing', async () => {
    await phone.record(school.id, point1, 'progressNote', { text: 'начали' })
    await syncOnePage()
    expect(notes()).toHaveLength(1)
    expect(await unsentCount(phone.db)).toBe(1)
    await phone.sync()
    expect(await unsentCount(phone.db)).toBe(0)
    expect(notes()).toEqual([{ text: 'начали' }])
  })

  it('costs nothing when the server is put back to a place between the two', async () => {
    const restore = school.server.backUp(school.id)
    await phone.record(school.id, point1, 'progressNote', { text: 'начали' })
    await syncOnePage()
    restore()
    expect(notes()).toEqual([])
    await phone.sync()
    expect(notes()).toEqual([{ text: 'начали' }])
    expect(await unsentCount(phone.db)).toBe(0)
  })
})
