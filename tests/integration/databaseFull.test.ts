import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { runFullDatabase } from '../support/fullDatabaseRun.ts'

const seed = 20261122
const levels = [0, 1, 2, 3, 5, 8, 13, 21]

it(`a full database confirms nothing it does not hold, goes on reading, and recovers without a restart, at ${String(levels.length)} levels`, async () => {
  const { violations, refusals } = await runFullDatabase(levels, seed)
  expect(violations, `seed ${String(seed)}`).toEqual([])
  expect(refusals).toBe(levels.length)
})
