import { describe, expect, it } from 'vitest'
import { runMalformed } from '../support/malformedRun.ts'

const perRoute = 150
const seed = 20261122

describe('spoilt requests', () => {
  it(`are refused with a known code and store nothing, ${String(perRoute)} to every route`, async () => {
    const { requests, countByStatus, violations } = await runMalformed(perRoute, seed)
    expect(violations.slice(0, 5)).toEqual([])
    expect(requests).toBeGreaterThanOrEqual(15 * perRoute)
    // Most must be spoilt indeed, and some must get through to the deeper parts.
    expect(countByStatus['400']).toBeGreaterThan(requests / 10)
    expect(countByStatus['200']).toBeGreaterThan(requests / 100)
  }, 300_000)
})
