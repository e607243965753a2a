import { describe, expect, it } from 'vitest'
import { fixtures } from './fixtures.ts'
import { type SeedOutcome, type Story, runSeeds } from './support/pool.ts'

/*
 * Five phones, two organizations and the office over a server that stops, is put back to old backups and goes on;
 * what can happen is listed in `support/happenings.ts`, what must hold in `support/check*.ts`. And months of one school, with
 * people who share phones, photos, periods and another head (`support/runMonth.ts`). docs/simulation.md
 */

const events = 20
const count = 300
/** About thirty days. */
const monthEvents = 100
const timeLimitMs = 900_000

async function run(first: number, seeds: number, eventsOf = events, story: Story = 'faults'): Promise<ReadonlyMap<number, SeedOutcome>> {
  const outcomes = new Map<number, SeedOutcome>()
  const onOutcome = (outcome: SeedOutcome): boolean => {
    outcomes.set(outcome.seed, outcome)
    return true
  }
  await runSeeds({ first, count: seeds, events: eventsOf, workers: 2, story, onOutcome })
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

describe('months of one school drawn from seeds', () => {
  const months = 20

  it(`lose nothing, name the right person and call no photo received too early, ${String(months)} of ${String(months)}`, async () => {
    const outcomes = await run(1, months, monthEvents, 'month')
    expect(brokenIn(outcomes)).toEqual([])
    const tallies = [...outcomes.values()].flatMap((outcome) => (outcome.type === 'kept' && 'month' in outcome.result ? [outcome.result.month] : []))
    const total = (of: (month: (typeof tallies)[number]) => number): number => tallies.reduce((sum, month) => sum + of(month), 0)
    expect(total((month) => month.handovers)).toBe(months)
    for (const field of ['received', 'switches', 'reports', 'periodMarks'] as const) expect(total((month) => month[field]), field).toBeGreaterThan(months)
    expect(digestsOf(await run(1, 3, monthEvents, 'month'), 3)).toEqual(digestsOf(outcomes, 3))
  }, timeLimitMs)
})

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
    for (const { seed, events: eventsOf, story, about } of fixtures) expect(brokenIn(await run(seed, 1, eventsOf, story)), about).toEqual([])
  }, timeLimitMs)
})
