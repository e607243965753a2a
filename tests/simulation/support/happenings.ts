import type { OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { decideSomething, publishDocument, publishVersion, withdrawSomething } from './office.ts'
import { organizationIds, school } from './places.ts'
import type { SimulatedPhone } from './simulatedPhone.ts'
import { type World, checkPhone } from './world.ts'

/** One kind of thing that happens in a history. */
export type Happening = (world: World, phone: SimulatedPhone) => Promise<void>

/** Everything that can happen, and how often: a history draws some of it (`drawWeather`). */
export const happenings = {
  act: (_world, phone) => phone.actSomewhere(),
  exchange,
  answerEachOther,
  killedWhileExchanging: (world, phone) => killed(world, phone, 70, () => exchange(world, phone)),
  killedWhileActing: (world, phone) => killed(world, phone, 14, () => phone.actSomewhere()),
  killedWhileEnrolling: (world, phone) => killed(world, phone, 40, () => enrolAnew(world, phone)),
  serverStopsInExchange: (world, phone) => stopped(world, () => exchange(world, phone)),
  serverStopsInDecision: (world) => stopped(world, () => decide(world)),
  serverRestarts: ({ server }) => server.restart(),
  delayedArrives: ({ network }) => network.deliverDelayed(),
  clockJumps: (_world, phone) => {
    phone.jumpClock()
    return Promise.resolve()
  },
  officeDecides: (world) => decide(world),
  documentPublished,
  versionPublished,
  withdrawn,
  enrolledAnew: enrolAnew,
  revoked: async (world, phone) => {
    await revoke(world, phone)
    await exchange(world, phone)
  },
  handedOver: async (world, phone) => {
    for (const organizationId of await enrolledIn(world, phone)) await phone.handOver(organizationId)
  },
  programUpdated: (_world, phone) => phone.reopen(true),
  programReopened: (_world, phone) => phone.reopen(),
  poisoned: async (world, phone) => {
    for (const organizationId of await enrolledIn(world, phone)) await phone.poison(organizationId)
  },
  backedUp: ({ server }) => {
    server.backUp()
    return Promise.resolve()
  },
  restored,
} satisfies Record<string, Happening>

export type HappeningName = keyof typeof happenings

/** Exchanges and holds the screen against the truth. */
export async function exchange(world: World, phone: SimulatedPhone): Promise<void> {
  world.tally.exchanges += 1
  await phone.sync()
  await world.afterExchange(phone)
  await checkPhone(world, phone)
}

export async function killed({ random, tally }: World, phone: SimulatedPhone, maxStep: number, run: () => Promise<void>): Promise<void> {
  tally.kills += 1
  phone.armKill(random.integer(1, maxStep))
  await run()
}

export async function stopped({ random, server, tally }: World, run: () => Promise<void>): Promise<void> {
  tally.stops += 1
  server.armStop(random.integer(1, 24), random.chance(0.5))
  await run()
}

/**
 * Two phones of the school about one point, the second after it has seen the first: the answer must win however wrong
 * either clock is, also if one jumps in between.
 */
async function answerEachOther(world: World): Promise<void> {
  const { phones: [first, second], random } = world
  if (first === undefined || second === undefined) return
  const [asking, answering] = random.chance(0.5) ? [first, second] : [second, first]
  const subject = 'd:p1x0' as SubjectKey
  await asking.mark(school, subject)
  await exchange(world, asking)
  await exchange(world, answering)
  if (random.chance(0.5)) answering.jumpClock()
  await answering.mark(school, subject)
}

export async function decide({ server, random, trace }: World): Promise<void> {
  const organizationId = random.pick(organizationIds)
  const subjects = (await server.historyOf(organizationId)).map((change) => change.subject).filter((subject) => subject.startsWith('d:'))
  const subject = random.pick(subjects)
  trace.add(`  office: ${String(await server.write((access, deps) => decideSomething(access, organizationId, subject, random, deps)))}`)
}

export async function documentPublished(world: World): Promise<void> {
  const document = { number: (world.documents += 1), points: world.random.integer(1, 3) }
  await world.server.write((access, deps) => publishDocument(access, document, deps))
}

async function versionPublished({ server, random, trace }: World): Promise<void> {
  trace.add(`  office: ${String(await server.write((access, deps) => publishVersion(access, random, deps)))}`)
}

async function withdrawn({ server, random, trace }: World): Promise<void> {
  trace.add(`  office: ${String(await server.write((access, deps) => withdrawSomething(access, random, deps)))}`)
}

/** The office closes a phone's access and gives it a new code before the phone has noticed, or after. */
async function enrolAnew(world: World, phone: SimulatedPhone): Promise<void> {
  const organizationId = await revoke(world, phone)
  if (organizationId !== null) await phone.enrol(organizationId, await world.server.newSecret(organizationId))
}

async function revoke(world: World, phone: SimulatedPhone): Promise<OrganizationId | null> {
  const organizationId = world.random.pick(await enrolledIn(world, phone))
  const enrolment = await phone.db.enrolments.get(organizationId)
  if (enrolment === undefined) return null
  await world.server.revoke(organizationId, enrolment.deviceId)
  world.trace.add(`  office: revoked ${phone.name} in ${organizationId}`)
  return organizationId
}

/** Somebody puts a copy of the database back, without a word to anybody: it bears the name of the life that went on. */
async function restored({ server, network, random, tally, trace, witness }: World): Promise<void> {
  if (server.backupCount === 0) return
  for (const organizationId of organizationIds) witness.seeHistory(organizationId, await server.historyOf(organizationId))
  tally.restores += 1
  network.dropDelayed()
  const ago = random.integer(0, Math.min(1, server.backupCount - 1))
  await server.restore(ago)
  trace.add(`  restored the backup ${String(ago)} ago`)
}

function enrolledIn({ membership }: World, phone: SimulatedPhone): Promise<readonly OrganizationId[]> {
  return Promise.resolve(membership.get(phone) ?? [])
}
