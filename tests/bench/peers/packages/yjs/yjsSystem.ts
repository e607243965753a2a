import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import WebSocket from 'ws'
import * as protocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { PeerHttp, browserHeaders } from '../../peerHttp.ts'
import type { Aggregate, DevicePlace, PeerDevice, PeerSystem } from '../../system.ts'
import type { BenchEdit, BenchRow } from '../../workload.ts'

/** A WebSocket's handshake has no such headers. */
const { accept: _accept, 'accept-encoding': _encodings, ...headers } = browserHeaders

class YjsDevice implements PeerDevice {
  readonly #place: DevicePlace
  readonly #doc = new Y.Doc()
  readonly bodies = { up: 0, down: 0 }

  constructor(place: DevicePlace) {
    this.#place = place
  }

  firstSync(): Promise<void> {
    return this.sync()
  }

  edit({ index, state, percent, note, noteId, atMs }: BenchEdit): void {
    this.#doc.transact(() => {
      const directive = this.#doc.getMap('directives').get(this.#place.school.directives[index]?.id ?? '')
      if (!(directive instanceof Y.Map)) throw new Error('no such directive')
      directive.set('state', state)
      directive.set('percent', percent)
      const notes = directive.get('notes')
      if (notes instanceof Y.Array) notes.push([{ id: noteId, at: atMs, text: note }])
    })
  }

  /** Both sides tell what they have and what the other lacks; y-protocols acknowledge nothing, so a second asking is the proof. */
  sync(): Promise<void> {
    return new Promise((done, failed) => {
      const socket = new WebSocket(`${this.#place.base.replace('http', 'ws')}/${this.#place.school.name}`, { perMessageDeflate: false, headers })
      socket.binaryType = 'nodebuffer'
      let answers = 0
      let hasAskedAgain = false
      const send = (bytes: Uint8Array): void => {
        this.bodies.up += bytes.length
        socket.send(bytes)
      }
      const ask = (): void => { send(this.#firstStep()) }
      socket.on('open', ask)
      socket.on('message', (bytes) => {
        this.bodies.down += bytes.length
        const { type, reply } = this.#read(bytes)
        if (reply !== null) send(reply)
        if (type === 0) {
          hasAskedAgain = true
          ask()
        }
        if (type === 1) answers += 1
        if (hasAskedAgain && answers >= 2) {
          socket.close()
          done()
        }
      })
      socket.on('error', failed)
      socket.on('close', () => { failed(new Error('closed early')) })
    })
  }

  list(): readonly BenchRow[] {
    const rows = [...this.#doc.getMap('directives').values()].filter((value) => value instanceof Y.Map)
    return rows
      .sort((a, b) => Number(a.get('position')) - Number(b.get('position')))
      .map((row) => {
        const notes = row.get('notes')
        return { text: String(row.get('text')), notes: notes instanceof Y.Array ? notes.map((note) => (note as { readonly text: string }).text) : [] }
      })
  }

  reconnect(): void {
    // Every sync opens its own socket.
  }

  close(): void {
    this.#doc.destroy()
  }

  #firstStep(): Uint8Array {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, 0)
    protocol.writeSyncStep1(encoder, this.#doc)
    return encoding.toUint8Array(encoder)
  }

  #read(bytes: Uint8Array): { readonly type: number; readonly reply: Uint8Array | null } {
    const decoder = decoding.createDecoder(new Uint8Array(bytes))
    decoding.readVarUint(decoder)
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, 0)
    const type = protocol.readSyncMessage(decoder, encoder, this.#doc, 'network')
    return { type, reply: encoding.length(encoder) > 1 ? encoding.toUint8Array(encoder) : null }
  }
}

export const yjsSystem: PeerSystem = {
  id: 'yjs',
  name: 'Yjs: a document for each school, y-protocols over WebSocket, updates in SQLite',
  serverFile: new URL('yjsServer.ts', import.meta.url),
  openDevice: (place) => new YjsDevice(place),
  openOffice({ base }) {
    const http = new PeerHttp(base)
    return Promise.resolve({
      read: () => http.json<Aggregate>('GET', '/report'),
      close() { http.close() },
    })
  },
}
