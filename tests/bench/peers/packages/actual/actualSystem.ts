import {
  type Message, MessageEnvelopeSchema, type MessageEnvelope, MessageSchema, SyncRequestSchema, SyncResponseSchema, Timestamp, type Trie, create, fromBinary, merkle, toBinary,
} from '@actual-app/crdt'
import { PeerHttp } from '../../peerHttp.ts'
import type { Aggregate, DevicePlace, PeerDevice, PeerSystem } from '../../system.ts'
import type { BenchEdit, BenchRow } from '../../workload.ts'

/** Rounds until both tries are alike; one is enough where nobody else writes. */
const maxRounds = 10

class ActualDevice implements PeerDevice {
  readonly #http: PeerHttp
  readonly #place: DevicePlace
  readonly #node: string
  readonly #fields = new Map<string, string>()
  readonly #notes = new Map<string, { directive: string; text: string }>()
  readonly #seen = new Set<string>()
  #trie: Trie = {}
  #since = Timestamp.zero.toString()
  #clockMs = 0
  #outbox: MessageEnvelope[] = []

  constructor(place: DevicePlace) {
    this.#place = place
    this.#node = (place.school.school * 64 + place.device + 1).toString(16).padStart(16, 'a')
    this.#http = new PeerHttp(place.base)
  }

  get bodies() {
    return this.#http.bodies
  }

  firstSync(): Promise<void> {
    return this.sync()
  }

  edit({ index, state, percent, note, noteId, atMs }: BenchEdit): void {
    const row = this.#place.school.directives[index]?.id ?? ''
    this.#record(atMs, 0, { dataset: 'progress', row, column: 'state', value: `S:${state}` })
    this.#record(atMs, 1, { dataset: 'progress', row, column: 'percent', value: `N:${String(percent)}` })
    this.#record(atMs, 2, { dataset: 'note', row: noteId, column: 'directive', value: `S:${row}` })
    this.#record(atMs, 3, { dataset: 'note', row: noteId, column: 'text', value: `S:${note}` })
  }

  async sync(): Promise<void> {
    let since = this.#since
    let messages = this.#outbox
    for (let round = 0; round < maxRounds; round += 1) {
      const trie = await this.#exchange(messages, since)
      this.#outbox = messages = []
      const differsSince = merkle.diff(trie, this.#trie)
      if (differsSince === null) {
        this.#since = new Timestamp(this.#clockMs, 0xffff, 'ffffffffffffffff').toString()
        return
      }
      since = new Timestamp(differsSince, 0, '0').toString()
    }
    throw new Error('the tries stayed different')
  }

  list(): readonly BenchRow[] {
    const ids = [...this.#fields].filter(([field]) => field.startsWith('position ')).sort((a, b) => Number(a[1]) - Number(b[1])).map(([field]) => field.slice('position '.length))
    const notes = [...this.#notes.values()]
    return ids.map((id) => ({ text: this.#fields.get(`text ${id}`) ?? '', notes: notes.filter((note) => note.directive === id).map((note) => note.text) }))
  }

  reconnect(): void {
    this.#http.reset()
  }

  close(): void {
    this.#http.close()
  }

  async #exchange(messages: readonly MessageEnvelope[], since: string): Promise<Trie> {
    const { name } = this.#place.school
    const body = toBinary(SyncRequestSchema, create(SyncRequestSchema, { messages, fileId: name, groupId: name, keyId: '', since }))
    const answer = await this.#http.send('POST', '/sync/sync', { body, headers: { 'content-type': 'application/actual-sync' } })
    if (answer.status !== 200) throw new Error(`status ${String(answer.status)}`)
    const decoded = fromBinary(SyncResponseSchema, answer.body)
    for (const { timestamp, content } of decoded.messages) {
      if (this.#seen.has(timestamp)) continue
      this.#remember(Timestamp.parse(timestamp))
      this.#apply(fromBinary(MessageSchema, content))
    }
    return JSON.parse(decoded.merkle) as Trie
  }

  #record(ms: number, counter: number, message: Message): void {
    const timestamp = new Timestamp(ms, counter, this.#node)
    this.#remember(timestamp)
    const content = toBinary(MessageSchema, create(MessageSchema, message))
    this.#outbox.push(create(MessageEnvelopeSchema, { timestamp: timestamp.toString(), isEncrypted: false, content }))
    this.#apply(message)
  }

  #remember(timestamp: Timestamp): void {
    this.#seen.add(timestamp.toString())
    this.#clockMs = Math.max(this.#clockMs, timestamp.millis())
    this.#trie = merkle.prune(merkle.insert(this.#trie, timestamp))
  }

  #apply({ dataset, row, column, value }: Message): void {
    const text = value.slice(2)
    if (dataset === 'directive') this.#fields.set(`${column} ${row}`, text)
    if (dataset !== 'note') return
    const note = this.#notes.get(row) ?? { directive: '', text: '' }
    this.#notes.set(row, column === 'directive' ? { ...note, directive: text } : { ...note, text })
  }
}

export const actualSystem: PeerSystem = {
  id: 'actual',
  name: 'a log like Actual’s: a message a field, a Merkle trie, protobuf (@actual-app/crdt)',
  serverFile: new URL('actualServer.ts', import.meta.url),
  openDevice: (place) => new ActualDevice(place),
  openOffice({ base }) {
    const http = new PeerHttp(base)
    return Promise.resolve({
      read: () => http.json<Aggregate>('GET', '/report'),
      close() { http.close() },
    })
  },
}
