import { liveQuery } from 'dexie'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SummaryRow } from '../../src/device/rows.ts'
import { listSummaries } from '../../src/device/viewQueries.ts'
import { School, point1 } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

let school: School
let phone: SimulatedDevice
beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(() => school.close())

/** What a tab leaves that ended right after its write was committed: the rows, and no word to the other tabs. */
function writeSilently(row: SummaryRow): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = phone.db.backendDB().transaction('summaries', 'readwrite')
    transaction.objectStore('summaries').put(row)
    transaction.oncomplete = () => {
      resolve()
    }
    transaction.onerror = () => {
      reject(transaction.error ?? new Error('not written'))
    }
  })
}

it('a write nobody was told of is in the list after the next attempt to exchange, also a failed one', async () => {
  await phone.record(school.id, point1, 'execution', { state: 'inProgress' })
  await phone.sync()
  let shown: readonly SummaryRow[] = []
  const subscription = liveQuery(() => listSummaries(phone.db, school.id)).subscribe((rows) => {
    shown = rows
  })
  await vi.waitFor(() => { expect(shown).toHaveLength(1) })
  const [known] = shown
  if (known === undefined) throw new Error('no summary')

  await writeSilently({ ...known, execution: 'reported' })
  school.nowMs += 1000
  await phone.sync()
  await vi.waitFor(() => { expect(shown).toMatchObject([{ execution: 'reported' }]) })

  await writeSilently({ ...known, execution: 'notStarted' })
  school.nowMs += 1000
  school.network = () => ({ status: 502, body: { error: {} } })
  await phone.sync()
  await vi.waitFor(() => { expect(shown).toMatchObject([{ execution: 'notStarted' }]) })
  subscription.unsubscribe()
})
