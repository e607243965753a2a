import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { runRestores } from '../support/restoreRun.ts'

describe('a server restored from an old backup', () => {
  it('gets back what the phones hold of others and of the office too, each change once, in two exchanges', async () => {
    const report = await runRestores({ runs: 4, seed: 20_261_122 })
    expect(report.wrong).toEqual([])
    expect(report.returned).toBe(report.retained)
    expect(report.ofOthers).toBeGreaterThan(20)
    expect(report.exchanges).toBeLessThanOrEqual(2)
  })
})
