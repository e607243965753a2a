import type { OrganizationId } from '#core/directive'
import { checkScreen } from './checkScreen.ts'
import { Ledger } from './ledger.ts'
import { kindergarten, school } from './places.ts'
import { type SeededRandom, createSeededRandom } from './seededRandom.ts'
import type { ServerStopper } from './serverStopper.ts'
import { SimulatedPhone } from './simulatedPhone.ts'
import { SimulatedServer } from './simulatedServer.ts'
import type { ServerFolder } from './template.ts'
import { Trace } from './trace.ts'
import { VirtualClock } from './virtualClock.ts'
import { VirtualNetwork } from './virtualNetwork.ts'
import { Witness } from './witness.ts'

/** What every history of one process stands on. */
export interface WorldGround {
  readonly folder: ServerFolder
  readonly stopper: ServerStopper
}

/** What a history came to, to see that it was worth running. */
export interface Tally {
  exchanges: number
  kills: number
  stops: number
  restores: number
}

/** One history with everybody in it. */
export interface World {
  readonly server: SimulatedServer
  readonly random: SeededRandom
  readonly clock: VirtualClock
  readonly network: VirtualNetwork
  readonly trace: Trace
  readonly ledger: Ledger
  readonly witness: Witness
  readonly phones: readonly SimulatedPhone[]
  readonly membership: ReadonlyMap<SimulatedPhone, readonly OrganizationId[]>
  /** Phones of a head who left: they hand in what they hold and get no new code. */
  readonly former: ReadonlySet<SimulatedPhone>
  /** What a phone does when it has exchanged. */
  readonly afterExchange: (phone: SimulatedPhone) => Promise<void>
  readonly tally: Tally
  /** When each phone's screen was last held against the truth. */
  readonly checked: Map<SimulatedPhone, string>
  documents: number
}

/** Begins the history of a seed: five phones, three of the school, one of the kindergarten and one of either or both. */
export async function createWorld(ground: WorldGround, seed: number, print: ((line: string) => void) | null): Promise<World> {
  const random = createSeededRandom(seed)
  const clock = new VirtualClock(random)
  const trace = new Trace(print)
  const ledger = new Ledger()
  const witness = new Witness()
  const server = await SimulatedServer.open({ ...ground, clock, random })
  const network = new VirtualNetwork(random, trace, (url, init) => server.deliver(url, init))
  const names = ['p1', 'p2', 'p3', 'p4', 'p5']
  const phones = names.map((name) => new SimulatedPhone({ name, databaseName: `s${String(seed)}${name}`, clock, random, network, ledger, trace, witness }))
  const both: readonly OrganizationId[] = random.pick([[school], [kindergarten], [school, kindergarten]])
  const places: readonly (readonly OrganizationId[])[] = [[school], [school], [school], both, [kindergarten]]
  const membership = new Map(phones.map((phone, index) => [phone, places[index] ?? []]))
  const tally = { exchanges: 0, kills: 0, stops: 0, restores: 0 }
  return { server, random, clock, network, trace, ledger, witness, phones, membership, former: new Set(), afterExchange: () => Promise.resolve(), tally, checked: new Map(), documents: 1 }
}

/** Ends a history: nothing of it is left. */
export async function endWorld({ server, phones }: World): Promise<void> {
  for (const phone of phones) await phone.db.delete()
  await server.close()
}

/** Holds what a phone says now against the truth, unless neither has changed since the last time. */
export async function checkPhone(world: World, phone: SimulatedPhone): Promise<void> {
  const moment = `${String(phone.acts)} ${String(world.server.asked)}`
  if (world.checked.get(phone) === moment) return
  world.checked.set(phone, moment)
  for (const organizationId of world.membership.get(phone) ?? []) await checkScreen(phone, organizationId, world)
}

/** Puts a phone into the hands of its organizations. */
export async function joinAll(world: World, phone: SimulatedPhone): Promise<void> {
  phone.jumpClock()
  for (const organizationId of world.membership.get(phone) ?? []) await phone.join(organizationId, await world.server.newSecret(organizationId))
}
