/* A Y.Doc for each school, the sync steps of y-protocols over WebSocket; every update is appended to SQLite before the next answer. */
import { createServer } from 'node:http'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type WebSocket from 'ws'
import { WebSocketServer } from 'ws'
import * as protocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { inTransaction, openDurable } from '../../durableDatabase.ts'
import { dataFolder, runServer, seedSchool, seedSchools } from '../../serverKit.ts'
import { schoolName } from '../../workload.ts'

interface OpenDoc {
  readonly doc: Y.Doc
  readonly sockets: Set<WebSocket>
}

const database = openDurable(dataFolder)
database.exec('CREATE TABLE stored (doc TEXT, n INTEGER PRIMARY KEY, bytes BLOB); CREATE INDEX stored_doc ON stored (doc)')
const statements = {
  insert: database.prepare('INSERT INTO stored (doc, bytes) VALUES (?, ?)'),
  all: database.prepare('SELECT bytes FROM stored WHERE doc = ? ORDER BY n'),
  names: database.prepare('SELECT DISTINCT doc FROM stored'),
}
const open = new Map<string, OpenDoc>()
const fromStore = 'store'

function load(name: string): Y.Doc {
  const doc = new Y.Doc()
  for (const { bytes } of statements.all.all(name)) Y.applyUpdate(doc, bytes as Uint8Array, fromStore)
  return doc
}

function openDoc(name: string): OpenDoc {
  const known = open.get(name)
  if (known !== undefined) return known
  const opened: OpenDoc = { doc: load(name), sockets: new Set() }
  open.set(name, opened)
  opened.doc.on('update', (update, origin) => {
    if (origin === fromStore) return
    statements.insert.run(name, update)
    const encoder = frame()
    protocol.writeUpdate(encoder, update)
    for (const socket of opened.sockets) if (socket !== origin) socket.send(encoding.toUint8Array(encoder))
  })
  return opened
}

function leave(name: string, { doc, sockets }: OpenDoc): void {
  if (sockets.size > 0) return
  doc.destroy()
  open.delete(name)
}

function frame(): encoding.Encoder {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  return encoder
}

function report(): object {
  const sums = { reported: 0, notes: 0, percent: 0 }
  for (const { doc: name } of statements.names.all()) {
    const doc = open.get(String(name))?.doc ?? load(String(name))
    for (const directive of doc.getMap('directives').values()) {
      if (!(directive instanceof Y.Map)) continue
      const notes = directive.get('notes')
      sums.notes += notes instanceof Y.Array ? notes.length : 0
      sums.reported += Number(directive.get('state') === 'reported')
      sums.percent += Number(directive.get('percent') ?? 0)
    }
  }
  return sums
}

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(report()))
})
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, request) => {
  const name = (request.url ?? '/').slice(1)
  const opened = openDoc(name)
  opened.sockets.add(socket)
  socket.binaryType = 'nodebuffer'
  socket.on('message', (bytes) => {
    const [decoder, encoder] = [decoding.createDecoder(bytes), frame()]
    if (decoding.readVarUint(decoder) !== 0) return
    protocol.readSyncMessage(decoder, encoder, opened.doc, socket)
    if (encoding.length(encoder) > 1) socket.send(encoding.toUint8Array(encoder))
  })
  socket.on('close', () => {
    opened.sockets.delete(socket)
    leave(name, opened)
  })
  const encoder = frame()
  protocol.writeSyncStep1(encoder, opened.doc)
  socket.send(encoding.toUint8Array(encoder))
})

await runServer(server, {
  seed(count) {
    inTransaction(database, () => {
      for (const { name, directives } of seedSchools(count)) {
        const doc = new Y.Doc()
        doc.transact(() => {
          for (const [position, { id, number, text, due }] of directives.entries()) {
            const directive = new Y.Map()
            for (const [key, value] of Object.entries({ position, number, text, due, notes: new Y.Array() })) directive.set(key, value)
            doc.getMap('directives').set(id, directive)
          }
        })
        statements.insert.run(name, Y.encodeStateAsUpdate(doc))
        doc.destroy()
      }
    })
  },
  update(school, { text }, index) {
    const opened = openDoc(schoolName(school))
    const directive = opened.doc.getMap('directives').get(seedSchool(school).directives[index]?.id ?? '')
    if (directive instanceof Y.Map) directive.set('text', text)
    leave(schoolName(school), opened)
  },
  checkpoint() { database.exec('PRAGMA wal_checkpoint(TRUNCATE)') },
  close() { database.close() },
})
