import type { DirectiveId, OrganizationId } from '#core/directive'
import { uploadProofs } from '../../../src/device/proofUpload.ts'
import { checkReceived } from './checkMonth.ts'
import { Ledger } from './ledger.ts'
import { workOn } from './monthDeeds.ts'
import { school } from './places.ts'
import { type SeededRandom, createSeededRandom } from './seededRandom.ts'
import { SimulatedPhone } from './simulatedPhone.ts'
import { SimulatedServer } from './simulatedServer.ts'
import { Trace } from './trace.ts'
import { VirtualClock } from './virtualClock.ts'
import { VirtualNetwork } from './virtualNetwork.ts'
import { Witness } from './witness.ts'
import type { World, WorldGround } from './world.ts'

/** What a month came to beside the rest. */
export interface MonthTally {
  photos: number
  received: number
  switches: number
  reports: number
  periodMarks: number
  handovers: number
}

/** A month of one school: two phones and five people, later the phone of a new head. */
export interface MonthWorld extends World {
  readonly membership: Map<SimulatedPhone, readonly OrganizationId[]>
  readonly former: Set<SimulatedPhone>
  readonly month: MonthTally
  /** The standing points, each reported period by period. */
  readonly standing: readonly DirectiveId[]
}

/** Begins the month of a seed: nobody is enrolled yet. */
export async function createMonthWorld(ground: WorldGround, seed: number, print: ((line: string) => void) | null): Promise<MonthWorld> {
  const random = createSeededRandom(seed)
  const clock = new VirtualClock(random)
  const [trace, ledger, witness] = [new Trace(print), new Ledger(), new Witness()]
  const server = await SimulatedServer.open({ ...ground, clock, random })
  const network: VirtualNetwork = new VirtualNetwork(random, trace, (url, init) => (network.isHealed ? server.deliver(url, init) : deliverCut(server, random, url, init)))
  // A person goes on working while the exchange is under way, and may hand the phone to another.
  const meanwhile = (phone: SimulatedPhone): Promise<void> => workOn(world, phone)
  const ofPhone = (name: string): SimulatedPhone => new SimulatedPhone({ name, databaseName: `m${String(seed)}${name}`, clock, random, network, ledger, trace, witness, meanwhile })
  const [head, deputy, next] = [ofPhone('head'), ofPhone('deputy'), ofPhone('next')]
  const world: MonthWorld = {
    server, random, clock, network, trace, ledger, witness,
    phones: [head, deputy, next],
    membership: new Map([[head, [school]], [deputy, [school]]]),
    former: new Set(),
    afterExchange: async (phone) => {
      await upload(world, phone)
    },
    tally: { exchanges: 0, kills: 0, stops: 0, restores: 0 },
    month: { photos: 0, received: 0, switches: 0, reports: 0, periodMarks: 0, handovers: 0 },
    standing: ['p2x0', 'p2x1'] as unknown as DirectiveId[],
    checked: new Map(),
    documents: 2,
  }
  return world
}

/** Photos go after the texts; what the phone then shows as received is held against the server. */
export async function upload(world: MonthWorld, phone: SimulatedPhone): Promise<void> {
  const ended = await phone.run(({ db, fetch }) => uploadProofs({ db, fetch, mayUseNetwork: () => Promise.resolve(true) }, school))
  world.trace.add(`  ${phone.name} uploaded: ${ended.type === 'done' ? ended.value : 'killed'}`)
  await checkReceived(world, phone)
}

/** The road breaks in the midst of some uploads: a part of the bytes arrives, and no answer. */
async function deliverCut(server: SimulatedServer, random: SeededRandom, url: string, init: RequestInit): Promise<Response> {
  const { body } = init
  if (!url.startsWith('/api/proofs/') || !(body instanceof Uint8Array) || !random.chance(0.3)) return server.deliver(url, init)
  await server.deliver(url, { ...init, body: body.slice(0, random.integer(0, body.length - 1)) })
  throw new TypeError('Failed to fetch')
}
