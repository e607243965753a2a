import { PeerHttp } from '../../peerHttp.ts'
import { inParallel } from '../../runSystem.ts'
import type { Aggregate, DevicePlace, PeerDevice, PeerSystem } from '../../system.ts'
import type { BenchEdit, BenchRow } from '../../workload.ts'

interface Row {
  readonly id: string
  readonly text: string
  readonly notes: readonly { readonly text: string }[]
}

class RestDevice implements PeerDevice {
  readonly #http: PeerHttp
  readonly #place: DevicePlace
  readonly #atOnce: number
  #etag: string | undefined
  #rows: readonly Row[] = []
  #outbox: BenchEdit[] = []

  constructor(place: DevicePlace, atOnce: number) {
    this.#place = place
    this.#atOnce = atOnce
    this.#http = new PeerHttp(place.base)
  }

  get bodies() {
    return this.#http.bodies
  }

  async firstSync(): Promise<void> {
    const headers = this.#etag === undefined ? {} : { 'if-none-match': this.#etag }
    const answer = await this.#http.send('GET', `/api/schools/${this.#place.school.name}/directives`, { headers })
    if (answer.status === 304) return
    if (answer.status !== 200) throw new Error(`status ${String(answer.status)}`)
    this.#etag = answer.headers.etag
    this.#rows = JSON.parse(answer.body.toString()) as readonly Row[]
  }

  edit(edit: BenchEdit): void {
    this.#outbox.push(edit)
  }

  async sync(): Promise<void> {
    const edits = this.#outbox
    this.#outbox = []
    await inParallel(edits, this.#atOnce, async ({ index, state, percent, note, noteId, atMs }) => {
      const body = { state, percent, updatedAt: atMs, note: { id: noteId, text: note, at: atMs } }
      await this.#http.json('PATCH', `/api/directives/${this.#rows[index]?.id ?? ''}`, body)
    })
    await this.firstSync()
  }

  list(): readonly BenchRow[] {
    return this.#rows.map(({ text, notes }) => ({ text, notes: notes.map((note) => note.text) }))
  }

  reconnect(): void {
    this.#http.reset()
  }

  close(): void {
    this.#http.close()
  }
}

function createRest(id: string, name: string, atOnce: number): PeerSystem {
  return {
    id,
    name,
    serverFile: new URL('restServer.ts', import.meta.url),
    openDevice: (place) => new RestDevice(place, atOnce),
    openOffice({ base }) {
      const http = new PeerHttp(base)
      return Promise.resolve({
        read: () => http.json<Aggregate>('GET', '/api/report'),
        close() { http.close() },
      })
    },
  }
}

export const restSystem = createRest('rest', 'REST: a PATCH an edit, one after another, and a GET with an ETag (express)', 1)
/** Six at once is what a browser does over HTTP/1.1. */
export const rest6System = createRest('rest6', 'the same, six PATCHes at once', 6)
