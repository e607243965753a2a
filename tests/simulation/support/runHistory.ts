import { happenings } from './happenings.ts'
import { heal } from './heal.ts'
import { drawWeather, pickHappening } from './weather.ts'
import { type Tally, type World, type WorldGround, checkPhone, createWorld, endWorld, joinAll } from './world.ts'

export interface HistoryOptions {
  readonly seed: number
  /** How many things happen before everything heals. */
  readonly events: number
  /** Gets every line of the trace. */
  readonly print?: (line: string) => void
}

/** What a history came to; the same seed gives the same digest. */
export interface HistoryResult extends Readonly<Tally> {
  readonly saved: number
  readonly digest: string
}

/**
 * Runs the history of a seed: five phones of two organizations and the office, a bad network, wrong clocks, and
 * whatever else the seed draws; then everything heals and the laws are checked. Throws `BrokenLaw`.
 */
export async function runHistory(ground: WorldGround, { seed, events, print }: HistoryOptions): Promise<HistoryResult> {
  const world = await createWorld(ground, seed, print ?? null)
  try {
    await happen(world, events)
    await heal(world)
    return { ...world.tally, saved: world.ledger.size, digest: world.trace.digest }
  } finally {
    await endWorld(world)
  }
}

async function happen(world: World, events: number): Promise<void> {
  const { random, clock, trace, phones } = world
  const weather = drawWeather(random)
  trace.add(`weather ${[...weather.keys()].join(' ')}`)
  for (const phone of phones) await joinAll(world, phone)
  if (weather.has('restored')) world.server.backUp()
  for (let event = 0; event < events; event += 1) {
    clock.advance()
    const name = pickHappening(weather, random)
    const phone = random.pick(phones)
    trace.add(`${new Date(clock.nowMs).toISOString()} ${name} ${phone.name}`)
    await happenings[name](world, phone)
    await checkPhone(world, phone)
  }
}
