import { expect, it } from 'vitest'
import { runExactlyOnce } from '../support/exactlyOnceRun.ts'

const seed = 20261122
const exchanges = 5000

it(`every change stands once and unchanged after ${String(exchanges)} exchanges with lost answers and doubled requests`, async () => {
  const report = await runExactlyOnce(exchanges, seed)
  expect(report.violations, `seed ${String(seed)}`).toEqual([])
  expect(report.once).toBe(report.changes)
  // A gentle network would prove nothing.
  expect(report.answersDropped / report.exchanges).toBeGreaterThan(0.25)
  expect(report.requestsDoubled / report.exchanges).toBeGreaterThan(0.15)
})
