import { describe, expect, it } from 'vitest'
import { fixtures } from './fixtures.ts'
import { type SeedOutcome, runSeeds } from './support/pool.ts'

/*
 * Five phones, two organizations and the office over a server that stops, is put back to old backups and goes on;
 * what can happen is listed in `support/happenings.ts`, what must hold in `support/check*.ts`. docs/simulation.md
 */

const events = 20
const count = 300
const timeLimitMs = 900_000

async function run(first: number, seeds: number, eventsOf = events): Promise<ReadonlyMap<number, SeedOutcome>> {
  const outcomes = new Map<number, SeedOutcome>()
  const onOutcome = (outcome: SeedOutcome): boolean => {
    outcomes.set(outcome.seed, outcome)
    return true
  }
  await runSeeds({ first, count: seeds, events: eventsOf, workers: 2, onOutcome })
  return outcomes
}

function brokenIn(outcomes: ReadonlyMap<number, SeedOutcome>): string[] {
  return [...outcomes.values()].flatMap((outcome) => (outcome.type === 'broken' ? [`npm run simulate -- --seed ${String(outcome.seed)} --trace: ${outcome.details}`] : []))
}

function digestsOf(outcomes: ReadonlyMap<number, SeedOutcome>, seeds: number): (string | undefined)[] {
  return Array.from({ length: seeds }, (_, index) => {
    const outcome = outcomes.get(index + 1)
    return outcome?.type === 'kept' ? outcome.result.digest : undefined
  })
}

describe('histories drawn from seeds', () => {
  it(`lose nothing, tell no lies and agree, ${String(count)} of ${String(count)}, and are the same again`, async () => {
    const outcomes = await run(1, count)
    expect(brokenIn(outcomes)).toEqual([])
    const kept = [...outcomes.values()].flatMap((outcome) => (outcome.type === 'kept' ? [outcome.result] : []))
    const total = (of: (result: (typeof kept)[number]) => number): number => kept.reduce((sum, result) => sum + of(result), 0)
    // A history in which nothing happens proves nothing.
    expect(total((result) => result.saved) / count).toBeGreaterThan(7)
    expect(total((result) => result.exchanges) / count).toBeGreaterThan(12)
    expect(total((result) => result.kills)).toBeGreaterThan(count)
    expect(total((result) => result.stops)).toBeGreaterThan(count / 2)
    expect(total((result) => result.restores)).toBeGreaterThan(count / 8)
    const again = 20
    expect(digestsOf(await run(1, again), again)).toEqual(digestsOf(outcomes, again))
  }, timeLimitMs)

  it('hold the laws that these seeds once broke', async () => {
    for (const { seed, events: eventsOf, about } of fixtures) expect(brokenIn(await run(seed, 1, eventsOf)), about).toEqual([])
  }, timeLimitMs)
})
