import { describe, expect, it } from 'vitest'
import { runProofKills } from '../support/proofKillRun.ts'

const kills = 10
const seed = 20261123

describe('a server killed in the midst of uploads', () => {
  it(`holds every photo whole that it had called received, ${String(kills)} times`, async () => {
    const report = await runProofKills({ kills, phones: 4, seed })
    expect(report, `seed ${String(seed)}`).toMatchObject({ kills, broken: [], integrityErrors: [] })
    // A run in which hardly anything was received would prove nothing.
    expect(report.received).toBeGreaterThan(kills * 2)
  }, 120_000)
})
