import { describe, expect, it } from 'vitest'
import { runKills } from '../support/killRun.ts'

const kills = 20
const seed = 20261122

describe('a server killed in the midst of its writing', () => {
  it(`holds all it had answered as stored, ${String(kills)} times`, async () => {
    const report = await runKills({ kills, writers: 8, seed })
    expect(report, `seed ${String(seed)}`).toMatchObject({ kills, lost: [], integrityErrors: [], synchronous: ['full'] })
    // A run in which hardly anything was answered would prove nothing.
    expect(report.answered).toBeGreaterThan(kills * 8)
  }, 300_000)
})
