import { type HappeningName, happenings } from './happenings.ts'
import type { SeededRandom } from './seededRandom.ts'

/** How often each thing happens, out of the sum of all. */
const weights: Readonly<Record<HappeningName, number>> = {
  act: 34,
  exchange: 26,
  answerEachOther: 6,
  killedWhileExchanging: 7,
  killedWhileActing: 4,
  killedWhileEnrolling: 1.5,
  serverStopsInExchange: 6,
  serverStopsInDecision: 2,
  serverRestarts: 1,
  delayedArrives: 4,
  clockJumps: 4,
  officeDecides: 9,
  documentPublished: 1.5,
  versionPublished: 2.5,
  withdrawn: 3,
  enrolledAnew: 1.5,
  revoked: 1.5,
  handedOver: 1.5,
  programUpdated: 2,
  programReopened: 1,
  poisoned: 1.5,
  backedUp: 5,
  restored: 5,
}

/** Work goes on in every history; all else only in some, so that troubles meet in ever new companies. */
const always: readonly HappeningName[] = ['act', 'exchange', 'answerEachOther', 'officeDecides']

/** Where a server is put back, copies of it are made. */
const needs: Partial<Readonly<Record<HappeningName, HappeningName>>> = { restored: 'backedUp' }

const names = Object.keys(happenings) as HappeningName[]

/** Draws what may happen in one history and how often. */
export type Weather = ReadonlyMap<HappeningName, number>

export function drawWeather(random: SeededRandom): Weather {
  const drawn = new Set(names.filter((name) => always.includes(name) || random.chance(0.5)))
  for (const name of drawn) {
    const needed = needs[name]
    if (needed !== undefined) drawn.add(needed)
  }
  return new Map([...drawn].map((name) => [name, weights[name]]))
}

/** What happens next. */
export function pickHappening(weather: Weather, random: SeededRandom): HappeningName {
  const total = [...weather.values()].reduce((sum, weight) => sum + weight, 0)
  let left = random.next() * total
  for (const [name, weight] of weather) {
    left -= weight
    if (left < 0) return name
  }
  return 'exchange'
}
