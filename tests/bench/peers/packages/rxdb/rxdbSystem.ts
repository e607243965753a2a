import { type RxDatabase, createRxDatabase } from 'rxdb/plugins/core'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { PeerHttp } from '../../peerHttp.ts'
import type { Aggregate, DevicePlace, PeerDevice, PeerSystem } from '../../system.ts'
import type { BenchEdit, BenchRow } from '../../workload.ts'

const text = { type: 'string' }
const number = { type: 'number' }
const id = { type: 'string', maxLength: 40 }
const schemas = {
  directives: { version: 0, primaryKey: 'id', type: 'object', properties: { id, school: text, position: number, number: text, text, due: text, updatedAt: number }, required: ['id'] },
  progress: {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: {
      id,
      school: text,
      state: text,
      percent: number,
      updatedAt: number,
      notes: { type: 'array', items: { type: 'object', properties: { id: text, at: number, text } } },
    },
    required: ['id'],
  },
}
let made = 0

/** How the replication reaches its server; a storm records what it asks and sends it later. */
type Ask = (method: string, path: string, body?: unknown) => Promise<unknown>

interface Checkpoint {
  readonly id: string
  readonly updatedAt: number
}

class RxdbDevice implements PeerDevice {
  readonly http: PeerHttp
  readonly place: DevicePlace
  readonly #database: RxDatabase

  private constructor(place: DevicePlace, database: RxDatabase) {
    this.place = place
    this.http = new PeerHttp(place.base)
    this.#database = database
  }

  static async open(place: DevicePlace): Promise<RxdbDevice> {
    const database = await createRxDatabase({ name: `device${String((made += 1))}`, storage: getRxStorageMemory(), multiInstance: false })
    await database.addCollections({ directives: { schema: schemas.directives }, progress: { schema: schemas.progress } })
    return new RxdbDevice(place, database)
  }

  get bodies() {
    return this.http.bodies
  }

  firstSync(): Promise<void> {
    return this.sync()
  }

  async edit({ index, state, percent, note, noteId, atMs }: BenchEdit): Promise<void> {
    const { name, directives } = this.place.school
    const notes = [{ id: noteId, at: atMs, text: note }]
    await this.#database.collections['progress']?.insert({ id: directives[index]?.id, school: name, state, percent, updatedAt: atMs, notes })
  }

  sync(): Promise<void> {
    return this.replicate((method, path, body) => this.http.json(method, path, body))
  }

  async replicate(ask: Ask): Promise<void> {
    const pull = (collection: string) => ({
      batchSize: 100,
      handler: (checkpoint: unknown, limit: number) => {
        const { id: after = '', updatedAt = 0 } = (checkpoint ?? {}) as Partial<Checkpoint>
        return ask('GET', `/${collection}/pull?school=${this.place.school.name}&updatedAt=${String(updatedAt)}&id=${after}&limit=${String(limit)}`)
      },
    })
    const common = { live: false, retryTime: 5000, waitForLeadership: false } as const
    const { directives, progress } = this.#database.collections
    const replications = [
      replicateRxCollection({ ...common, collection: directives, replicationIdentifier: `d${this.place.base}`, pull: pull('directives') }),
      replicateRxCollection({
        ...common,
        collection: progress,
        replicationIdentifier: `p${this.place.base}`,
        pull: pull('progress'),
        push: { batchSize: 100, handler: (rows) => ask('POST', '/progress/push', rows) },
      }),
    ]
    const errors: unknown[] = []
    for (const { error$ } of replications) error$.subscribe((error) => { errors.push(error) })
    await Promise.all(replications.map((one) => one.awaitInitialReplication()))
    await Promise.all(replications.map((one) => one.cancel()))
    if (errors.length > 0) throw new Error(`not replicated: ${String(errors[0])}`)
  }

  async list(): Promise<readonly BenchRow[]> {
    const read = async (name: string) => ((await this.#database.collections[name]?.find().exec()) ?? []).map((one) => one.toJSON())
    const progress = new Map((await read('progress')).map((one) => [one['id'], one['notes'] as readonly { readonly text: string }[]]))
    return (await read('directives'))
      .sort((a, b) => Number(a['position']) - Number(b['position']))
      .map((one) => ({ text: String(one['text']), notes: (progress.get(one['id']) ?? []).map((note) => note.text) }))
  }

  reconnect(): void {
    this.http.reset()
  }

  async close(): Promise<void> {
    await this.#database.close()
    this.http.close()
  }
}

/** Sends what a real device asked: without its premium part RxDB opens 16 collections a process, two a device. */
class RecordedDevice implements PeerDevice {
  readonly #http: PeerHttp
  readonly #calls: readonly (readonly [string, string, unknown])[]

  constructor(base: string, calls: readonly (readonly [string, string, unknown])[]) {
    this.#http = new PeerHttp(base)
    this.#calls = calls
  }

  get bodies() {
    return this.#http.bodies
  }

  firstSync(): Promise<void> {
    return this.sync()
  }

  edit(): void {
    throw new Error('a recorded device takes no edits')
  }

  async sync(): Promise<void> {
    const pulls = this.#calls.filter(([method]) => method === 'GET')
    await Promise.all(pulls.map(([method, path]) => this.#http.json(method, path)))
    for (const [method, path, body] of this.#calls) if (method !== 'GET') await this.#http.json(method, path, body)
  }

  list(): readonly BenchRow[] {
    return []
  }

  reconnect(): void {
    this.#http.reset()
  }

  close(): void {
    this.#http.close()
  }
}

export const rxdbSystem: PeerSystem = {
  id: 'rxdb',
  name: 'RxDB 17: pull and push replication of two collections, the endpoint of its tutorial',
  serverFile: new URL('rxdbServer.ts', import.meta.url),
  maxLive: 7,
  openDevice: (place) => RxdbDevice.open(place),
  async freeze(device, { base }) {
    if (!(device instanceof RxdbDevice)) throw new Error('not a device of RxDB')
    const calls: (readonly [string, string, unknown])[] = []
    await device.replicate((method, path, body) => {
      calls.push([method, path, structuredClone(body)])
      return Promise.resolve(method === 'GET' ? { documents: [], checkpoint: null } : [])
    })
    await device.close()
    return new RecordedDevice(base, calls)
  },
  openOffice({ base }) {
    const http = new PeerHttp(base)
    return Promise.resolve({
      read: () => http.json<Aggregate>('GET', '/report'),
      close() { http.close() },
    })
  },
}
