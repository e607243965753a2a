import { EventEmitter } from 'node:events'
import httpAdapter from 'pouchdb-adapter-http'
import memory from 'pouchdb-adapter-memory'
import core, { type Database, type PouchDocument } from 'pouchdb-core'
import replication from 'pouchdb-replication'
import { PeerHttp } from '../../peerHttp.ts'
import { inParallel } from '../../runSystem.ts'
import type { Aggregate, DevicePlace, PeerDevice, PeerSystem } from '../../system.ts'
import { type BenchEdit, type BenchRow, schoolName } from '../../workload.ts'

const pouch = core.plugin(memory).plugin(httpAdapter).plugin(replication)
// A database adds listeners to the process; hundreds in one process are the bench's doing, not a leak.
EventEmitter.defaultMaxListeners = 0
let made = 0

interface Progress extends PouchDocument {
  readonly state: string
  readonly percent: number
  readonly notes: readonly { readonly text: string }[]
}

/** Documents of the office and of the school's progress apart, or every edit would rewrite a text. */
class PouchDevice implements PeerDevice {
  readonly #http: PeerHttp
  readonly #place: DevicePlace
  readonly #database: Database
  #unstored: PouchDocument[] = []

  constructor(place: DevicePlace) {
    this.#place = place
    this.#http = new PeerHttp(place.base)
    this.#database = new pouch(`device${String((made += 1))}`, { adapter: 'memory' })
  }

  get bodies() {
    return this.#http.bodies
  }

  firstSync(): Promise<void> {
    return this.sync()
  }

  edit({ index, state, percent, note, noteId, atMs }: BenchEdit): void {
    const id = this.#place.school.directives[index]?.id ?? ''
    this.#unstored.push({ _id: `p:${id}`, state, percent, updatedMs: atMs, notes: [{ id: noteId, at: atMs, text: note }] })
  }

  async prepare(): Promise<void> {
    if (this.#unstored.length > 0) await this.#database.bulkDocs(this.#unstored)
    this.#unstored = []
  }

  async sync(): Promise<void> {
    await this.prepare()
    const remote = new pouch(`${this.#place.base}/${this.#place.school.name}`, { adapter: 'http', fetch: this.#http.fetch })
    const { push, pull } = await this.#database.sync(remote, { live: false, retry: false })
    await remote.close()
    if ([...(push?.errors ?? []), ...(pull?.errors ?? [])].length > 0) throw new Error('not replicated')
  }

  async list(): Promise<readonly BenchRow[]> {
    const documents = (await this.#database.allDocs({ include_docs: true })).rows.map(({ doc }) => doc)
    const progress = new Map(documents.filter(({ _id }) => _id.startsWith('p:')).map((one) => [one._id.slice(2), one as Progress]))
    return documents
      .filter(({ _id }) => _id.startsWith('d:'))
      .sort((a, b) => Number(a['position']) - Number(b['position']))
      .map((one) => ({ text: String(one['text']), notes: (progress.get(one._id.slice(2))?.notes ?? []).map(({ text }) => text) }))
  }

  reconnect(): void {
    this.#http.reset()
  }

  async close(): Promise<void> {
    await this.#database.destroy()
    this.#http.close()
  }
}

export const pouchSystem: PeerSystem = {
  id: 'pouch',
  name: 'PouchDB 9 and express-pouchdb on LevelDB, a database for each school',
  serverFile: new URL('pouchServer.ts', import.meta.url),
  openDevice: (place) => new PouchDevice(place),
  openOffice({ base, schools }) {
    const http = new PeerHttp(base, 8)
    return Promise.resolve({
      async read() {
        const sums = { reported: 0, notes: 0, percent: 0 }
        const names = Array.from({ length: schools }, (_, school) => schoolName(school))
        await inParallel(names, 8, async (name) => {
          addProgress(sums, await http.json('GET', `/${name}/_all_docs?include_docs=true&startkey=%22p%3A%22&endkey=%22p%3B%22`))
        })
        return sums
      },
      close() { http.close() },
    })
  },
}

function addProgress(sums: { reported: number; notes: number; percent: number }, { rows }: { readonly rows: readonly { readonly doc: Progress }[] }): Aggregate {
  for (const { doc } of rows) {
    sums.reported += Number(doc.state === 'reported')
    sums.notes += doc.notes.length
    sums.percent += doc.percent
  }
  return sums
}
