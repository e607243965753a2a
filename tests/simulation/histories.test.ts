import { afterAll, beforeAll, expect, it } from 'vitest'
import { type HistoryTally, runHistory } from './support/runHistory.ts'
import { SimulatedServer } from './support/simulatedServer.ts'

/*
 * Three phones of two schools and the real server, over a network that loses, doubles, delays and reorders, with
 * clocks wrong by up to five years. After each exchange and at the end the laws of `checkHistory.ts` must hold. One
 * seed again: SIMULATION_SEED=17 npx vitest run --project device tests/simulation
 */

const only = Number(process.env['SIMULATION_SEED'] ?? 0)
const seeds = only > 0 ? [only] : Array.from({ length: Number(process.env['SIMULATION_HISTORIES'] ?? 300) }, (_, index) => index + 1)
const events = Number(process.env['SIMULATION_EVENTS'] ?? 20)

let server: SimulatedServer
beforeAll(async () => {
  server = await SimulatedServer.open()
})
afterAll(() => server.close())

it(`lose nothing, repeat nothing and agree, in ${String(seeds.length)} histories`, async () => {
  const tallies: HistoryTally[] = []
  for (const seed of seeds) {
    const tally = await runHistory(server, { seed, events }).catch((cause: unknown) => {
      throw new Error(`SIMULATION_SEED=${String(seed)}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    })
    tallies.push(tally)
  }
  const recorded = tallies.reduce((sum, tally) => sum + tally.recorded, 0)
  const exchanges = tallies.reduce((sum, tally) => sum + tally.exchanges, 0)
  // A history in which nothing happens proves nothing.
  expect(recorded / seeds.length).toBeGreaterThan(8)
  expect(exchanges / seeds.length).toBeGreaterThan(12)
}, Math.max(600_000, 2_000 * seeds.length))
