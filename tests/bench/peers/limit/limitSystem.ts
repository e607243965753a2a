import { PeerHttp } from '../peerHttp.ts'
import type { DevicePlace, PeerDevice, PeerSystem } from '../system.ts'
import { type BenchEdit, type BenchRow, benchStates } from '../workload.ts'
import { compress, decodeAnswer, encodeRequest } from './limitCodec.ts'

interface Row {
  text: string
  readonly notes: string[]
}

/** Nothing but memory: what the least program of a phone could do. */
class LimitDevice implements PeerDevice {
  readonly #http: PeerHttp
  readonly #place: DevicePlace
  readonly #rows = new Map<number, Row>()
  #outbox: BenchEdit[] = []
  #cursor = 0
  #noteBase = 0
  #encoded: { readonly body: Buffer; readonly headers: Record<string, string> } | null = null

  constructor(place: DevicePlace) {
    this.#place = place
    this.#http = new PeerHttp(place.base)
  }

  firstSync(): Promise<void> {
    return this.sync()
  }

  edit(edit: BenchEdit): void {
    this.#outbox.push(edit)
    this.#rows.get(edit.index)?.notes.push(edit.note)
  }

  prepare(): Promise<void> {
    this.#encoded = this.#encode()
    return Promise.resolve()
  }

  async sync(): Promise<void> {
    const { body, headers } = this.#encoded ?? this.#encode()
    this.#encoded = null
    const answer = await this.#http.send('POST', '/s', { body, headers })
    if (answer.status !== 200) throw new Error(`status ${String(answer.status)}`)
    const { cursor, directives, notes } = decodeAnswer(answer.body)
    this.#cursor = cursor
    this.#noteBase += this.#outbox.length
    this.#outbox = []
    for (const { idx, text } of directives) this.#rows.set(idx, { text, notes: this.#rows.get(idx)?.notes ?? [] })
    for (const { idx, text } of notes) this.#rows.get(idx)?.notes.push(text)
  }

  list(): readonly BenchRow[] {
    return [...this.#rows.entries()].sort(([a], [b]) => a - b).map(([, row]) => row)
  }

  get bodies() {
    return this.#http.bodies
  }

  reconnect(): void {
    this.#http.reset()
  }

  close(): void {
    this.#http.close()
  }

  #encode(): { readonly body: Buffer; readonly headers: Record<string, string> } {
    const edits = [...this.#outbox].sort((a, b) => a.atMs - b.atMs).map((edit) => ({ ...edit, state: benchStates.indexOf(edit.state) }))
    const { school, device } = this.#place
    const plain = encodeRequest({ school: school.school, device: device + 1, cursor: this.#cursor, noteBase: this.#noteBase, edits })
    const headers = { 'content-type': 'application/octet-stream' }
    return plain.length > 200 ? { body: compress(plain, 11), headers: { ...headers, 'content-encoding': 'br' } } : { body: plain, headers }
  }
}

interface Report {
  readonly states: readonly { readonly state: number; readonly count: number; readonly percent: number }[]
  readonly notes: number
}

export const limitSystem: PeerSystem = {
  id: 'limit',
  name: 'the limit: one POST, columns and brotli, one SQLite transaction',
  serverFile: new URL('limitServer.ts', import.meta.url),
  openDevice: (place) => new LimitDevice(place),
  openOffice({ base }) {
    const http = new PeerHttp(base)
    return Promise.resolve({
      async read() {
        const { states, notes } = await http.json<Report>('GET', '/report')
        const reported = states.find(({ state }) => state === benchStates.indexOf('reported'))?.count ?? 0
        return { reported, notes, percent: states.reduce((sum, { percent }) => sum + percent, 0) }
      },
      close() { http.close() },
    })
  },
}
