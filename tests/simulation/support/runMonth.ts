import { isCutOff } from '../../../src/school/views/syncLine.ts'
import { checkPhotos } from './checkMonth.ts'
import { decide, documentPublished, exchange, killed, stopped } from './happenings.ts'
import { heal } from './heal.ts'
import { workOn } from './monthDeeds.ts'
import { decideOnReport, nameNewHead, publishStanding } from './monthOffice.ts'
import { type MonthTally, type MonthWorld, createMonthWorld, upload } from './monthWorld.ts'
import { school } from './places.ts'
import type { HistoryOptions, HistoryResult } from './runHistory.ts'
import type { SimulatedPhone } from './simulatedPhone.ts'
import { type WorldGround, checkPhone, endWorld } from './world.ts'

type MonthHappening = (world: MonthWorld, phone: SimulatedPhone) => Promise<void>

/** What happens in a month, and how often. */
const happenings: readonly (readonly [name: string, weight: number, happening: MonthHappening])[] = [
  ['work', 46, workOn],
  ['exchange', 20, exchange],
  ['killedWhileExchanging', 5, (world, phone) => killed(world, phone, 70, () => exchange(world, phone))],
  ['killedAtWork', 5, (world, phone) => killed(world, phone, 16, () => workOn(world, phone))],
  ['killedWhileUploading', 3, (world, phone) => killed(world, phone, 30, () => upload(world, phone))],
  ['serverStopsInExchange', 4, (world, phone) => stopped(world, () => exchange(world, phone))],
  ['serverStopsInUpload', 3, (world, phone) => stopped(world, () => upload(world, phone))],
  ['delayedArrives', 3, ({ network }) => network.deliverDelayed()],
  ['clockJumps', 2, (_world, phone) => Promise.resolve(phone.jumpClock())],
  ['officeDecides', 6, (world) => decide(world)],
  ['reportDecided', 3, reportDecided],
  ['documentPublished', 1, (world) => documentPublished(world)],
  ['letterGiven', 4, letterGiven],
  ['programReopened', 1, (_world, phone) => phone.reopen()],
]

/** What a month came to; the same seed gives the same digest. */
export interface MonthResult extends HistoryResult {
  readonly month: Readonly<MonthTally>
}

/**
 * Runs the month of a seed: five people on two phones of one school, everything they do with the program, the office's
 * decisions, and another head in the middle, with a phone of his own. Then everything heals and the laws are checked. Throws `BrokenLaw`.
 */
export async function runMonth(ground: WorldGround, { seed, events, print }: HistoryOptions): Promise<MonthResult> {
  const world = await createMonthWorld(ground, seed, print ?? null)
  try {
    await begin(world)
    await live(world, events)
    await heal(world)
    for (const phone of world.phones) if (!world.former.has(phone)) await upload(world, phone)
    await checkPhotos(world)
    return { ...world.tally, month: world.month, saved: world.ledger.size, digest: world.trace.digest }
  } finally {
    await endWorld(world)
  }
}

/** The head and two others share the first phone, the deputy and one more the second. */
async function begin(world: MonthWorld): Promise<void> {
  const { server, standing, membership } = world
  await server.write((access, deps) => publishStanding(access, standing, deps))
  for (const [index, phone] of [...membership.keys()].entries()) {
    await phone.join(school, await server.newSecret(school))
    for (let more = index; more < 2; more += 1) await phone.handOver(school)
  }
}

async function live(world: MonthWorld, events: number): Promise<void> {
  const { random, clock, trace } = world
  const handover = Math.floor(events / 2) + random.integer(-5, 5)
  for (let event = 0; event < events; event += 1) {
    clock.advance()
    if (event === handover) await handedOver(world)
    const phone = random.pick([...world.membership.keys()])
    const [name, happening] = pickHappening(world)
    trace.add(`${new Date(clock.nowMs).toISOString()} ${name} ${phone.name}`)
    await happening(world, phone)
    await checkPhone(world, phone)
  }
}

function pickHappening({ random }: MonthWorld): readonly [string, MonthHappening] {
  let left = random.next() * happenings.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [name, weight, happening] of happenings) {
    left -= weight
    if (left < 0) return [name, happening]
  }
  return ['exchange', exchange]
}

/** Another head: the old phone hands in, the new one is enrolled, and the deputy's needs a new letter. */
async function handedOver(world: MonthWorld): Promise<void> {
  const { server, phones, membership, former, trace, month } = world
  const [old, , next] = phones
  if (old === undefined || next === undefined) throw new Error('no phones')
  trace.add('office: another head')
  await server.write((access, deps) => nameNewHead(access, deps))
  former.add(old)
  membership.set(next, [school])
  month.handovers += 1
  await next.join(school, await server.newSecret(school))
  await exchange(world, next)
}

async function reportDecided({ server, random, trace }: MonthWorld): Promise<void> {
  trace.add(`  office: ${String(await server.write((access, deps) => decideOnReport(access, random, deps)))}`)
}

/** Who was cut off by the change of the head and works on gets a new code. */
async function letterGiven(world: MonthWorld, phone: SimulatedPhone): Promise<void> {
  const enrolment = await phone.db.enrolments.get(school)
  if (world.former.has(phone) || enrolment === undefined || !isCutOff(enrolment)) return
  await phone.join(school, await world.server.newSecret(school))
  await exchange(world, phone)
}
