import type { OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { checkCausality, checkExactlyOnce, checkReplica, checkSent } from './checkHistory.ts'
import { type RecordedChange, readSuccessors, renameRecorded } from './recordedChange.ts'
import { type SeededRandom, createSeededRandom } from './seededRandom.ts'
import { SimulatedPhone } from './simulatedPhone.ts'
import type { SimulatedServer } from './simulatedServer.ts'
import { VirtualClock } from './virtualClock.ts'
import { VirtualNetwork } from './virtualNetwork.ts'

export interface HistoryOptions {
  readonly seed: number
  /** How many things happen before the network heals. */
  readonly events: number
}

/** What a history came to, to see that it was worth running. */
export interface HistoryTally {
  readonly recorded: number
  readonly exchanges: number
}

/** One history with everything that happens in it. */
interface World {
  readonly server: SimulatedServer
  readonly random: SeededRandom
  readonly clock: VirtualClock
  readonly network: VirtualNetwork
  readonly phones: readonly SimulatedPhone[]
  readonly membership: ReadonlyMap<SimulatedPhone, readonly OrganizationId[]>
  readonly organizations: readonly OrganizationId[]
  readonly recorded: RecordedChange[]
  exchanges: number
  documents: number
}

/**
 * Runs one history of a seed against the server: three phones of two schools (sometimes one of them in both) mark,
 * exchange over a bad network with wrong clocks, while the office decides; then the network heals. Throws `BrokenLaw`.
 */
export async function runHistory(server: SimulatedServer, { seed, events }: HistoryOptions): Promise<HistoryTally> {
  const world = await createWorld(server, seed)
  try {
    for (let event = 0; event < events; event += 1) await happen(world)
    await heal(world)
    return { recorded: world.recorded.length, exchanges: world.exchanges }
  } finally {
    for (const phone of world.phones) await phone.db.delete()
  }
}

async function createWorld(server: SimulatedServer, seed: number): Promise<World> {
  const random = createSeededRandom(seed)
  const clock = new VirtualClock(random)
  server.begin({ name: `h${String(seed)}`, clock, random })
  const organizations = await server.addDistrict(['a', 'b'], 2)
  const network = new VirtualNetwork(random, (url, init) => server.deliver(url, init))
  const recorded: RecordedChange[] = []
  const onRecorded = (change: RecordedChange): void => void recorded.push(change)
  const phones = ['p1', 'p2', 'p3'].map((name) => new SimulatedPhone({ name: `h${String(seed)}${name}`, clock, random, network, onRecorded }))
  const membership = await enrolAll(server, random, phones, organizations)
  return { server, random, clock, network, phones, membership, organizations, recorded, exchanges: 0, documents: 1 }
}

async function enrolAll(server: SimulatedServer, random: SeededRandom, phones: readonly SimulatedPhone[], organizations: readonly OrganizationId[]): Promise<Map<SimulatedPhone, OrganizationId[]>> {
  const membership = new Map<SimulatedPhone, OrganizationId[]>()
  for (const [index, phone] of phones.entries()) {
    phone.jumpClock()
    const own = organizations.filter((_, place) => (index < 2 ? place === 0 : place === 1) || (index === 1 && random.chance(0.3)))
    for (const organizationId of own) await phone.join(await server.newSecret(organizationId))
    membership.set(phone, own)
  }
  return membership
}

async function happen(world: World): Promise<void> {
  const { random, clock, network, server, organizations } = world
  clock.advance()
  const phone = random.pick(world.phones)
  const roll = random.next()
  if (roll < 0.42) await phone.actSomewhere()
  else if (roll < 0.72) await exchange(world, phone)
  else if (roll < 0.8) await answerEachOther(world)
  else if (roll < 0.9) await decideSomething(world, random.pick(organizations))
  else if (roll < 0.94) phone.jumpClock()
  else if (roll < 0.97) await network.deliverDelayed()
  else if (roll < 0.985) await enrolAnew(world, phone)
  else await server.publish((world.documents += 1), random.integer(1, 3))
}

async function exchange(world: World, phone: SimulatedPhone): Promise<void> {
  world.exchanges += 1
  await phone.sync()
  for (const organizationId of world.membership.get(phone) ?? []) await checkSent(phone, organizationId, await world.server.historyOf(organizationId))
}

/** The office closes a phone's access and gives it a new code before the phone has noticed. */
async function enrolAnew({ server, random, membership }: World, phone: SimulatedPhone): Promise<void> {
  const organizationId = random.pick(membership.get(phone) ?? [])
  const enrolment = await phone.db.enrolments.get(organizationId)
  if (enrolment === undefined) return
  await server.revoke(organizationId, enrolment.deviceId)
  await phone.enrol(await server.newSecret(organizationId))
}

/**
 * Two phones of the first school about one point, the second after it has seen the first: the answer must win however
 * wrong either clock is, also if one jumps in between.
 */
async function answerEachOther(world: World): Promise<void> {
  const { phones: [first, second], organizations: [school], random } = world
  if (first === undefined || second === undefined || school === undefined) return
  const [asking, answering] = random.chance(0.5) ? [first, second] : [second, first]
  const subject = `d:${world.server.districtId}p1x0` as SubjectKey
  await asking.mark(school, subject)
  await exchange(world, asking)
  await exchange(world, answering)
  if (random.chance(0.5)) answering.jumpClock()
  await answering.mark(school, subject)
}

async function decideSomething({ server, random }: World, organizationId: OrganizationId): Promise<void> {
  const subjects = (await server.historyOf(organizationId)).map((change) => change.subject).filter((subject) => subject.startsWith('d:'))
  if (subjects.length > 0) await server.decide(organizationId, random.pick(subjects))
}

/** The network heals, everybody exchanges until nobody learns anything new, and the laws are checked. */
async function heal(world: World): Promise<void> {
  const { network, phones, organizations, server, recorded, membership } = world
  await network.heal()
  for (const phone of phones) await exchange(world, phone)
  for (const phone of phones) await exchange(world, phone)
  for (const organizationId of organizations) {
    const history = await server.historyOf(organizationId)
    const names = await readSuccessors(phones, organizationId)
    const own = recorded.filter(({ row }) => row.organizationId === organizationId).map((change) => renameRecorded(change, names))
    checkExactlyOnce(own, history)
    checkCausality(own, history)
    for (const phone of phones.filter((one) => membership.get(one)?.includes(organizationId))) await checkReplica(phone, organizationId, history)
  }
}
