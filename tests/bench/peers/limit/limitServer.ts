/* The limit: bare node:http, one POST, one SQLite transaction, prepared statements, the first answer compressed when published. */
import { type ServerResponse, createServer } from 'node:http'
import { inTransaction, openDurable } from '../durableDatabase.ts'
import { dataFolder, runServer, seedSchools } from '../serverKit.ts'
import type { BenchDirective } from '../workload.ts'
import { type LimitDirective, type LimitNote, type LimitProgress, type LimitRequest, compress, decodeRequest, decompress, encodeAnswer } from './limitCodec.ts'

/** A body below this (bytes) goes as it is. */
const compressFrom = 200

const database = openDurable(dataFolder)
database.exec(`
  CREATE TABLE directive (school INT, idx INT, id TEXT, number TEXT, text TEXT, due TEXT, seq INT, PRIMARY KEY (school, idx)) WITHOUT ROWID;
  CREATE TABLE progress (school INT, idx INT, state INT, state_at INT, percent INT, percent_at INT, seq INT, device INT, PRIMARY KEY (school, idx)) WITHOUT ROWID;
  CREATE TABLE note (school INT, device INT, n INT, idx INT, at INT, text TEXT, seq INT, PRIMARY KEY (school, device, n)) WITHOUT ROWID;
  CREATE TABLE head (school INTEGER PRIMARY KEY, seq INT);`)
const statements = {
  putHead: database.prepare('INSERT INTO head VALUES (?, ?) ON CONFLICT (school) DO UPDATE SET seq = excluded.seq'),
  putDirective: database.prepare(`INSERT INTO directive VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (school, idx) DO UPDATE SET text = excluded.text, due = excluded.due, seq = excluded.seq`),
  putProgress: database.prepare(`INSERT INTO progress VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (school, idx) DO UPDATE SET
    state = CASE WHEN excluded.state_at > state_at THEN excluded.state ELSE state END, state_at = max(state_at, excluded.state_at),
    percent = CASE WHEN excluded.percent_at > percent_at THEN excluded.percent ELSE percent END, percent_at = max(percent_at, excluded.percent_at),
    seq = excluded.seq, device = excluded.device`),
  putNote: database.prepare('INSERT OR IGNORE INTO note VALUES (?, ?, ?, ?, ?, ?, ?)'),
  directives: database.prepare('SELECT * FROM directive WHERE school = ? AND seq > ?'),
  progress: database.prepare('SELECT * FROM progress WHERE school = ? AND seq > ? AND device <> ?'),
  notes: database.prepare('SELECT * FROM note WHERE school = ? AND seq > ? AND device <> ?'),
}
const heads = new Map<number, number>()
const firstAnswers = new Map<number, Buffer>()

interface Written {
  readonly plain?: Buffer
  readonly packed?: Buffer
}

function readAfter(school: number, cursor: number, device: number): Buffer {
  const directives = statements.directives.all(school, cursor) as unknown as LimitDirective[]
  const progress = statements.progress.all(school, cursor, device) as unknown as LimitProgress[]
  const notes = statements.notes.all(school, cursor, device) as unknown as LimitNote[]
  return encodeAnswer({ cursor: heads.get(school) ?? 0, directives, progress, notes })
}

function firstAnswer(school: number, quality: number): Buffer {
  const packed = compress(readAfter(school, 0, -1), quality)
  firstAnswers.set(school, packed)
  return packed
}

function apply({ school, device, cursor, noteBase, edits }: LimitRequest): Written {
  let head = heads.get(school) ?? 0
  const before = head
  if (edits.length > 0) {
    head += 1
    for (const [i, { index, state, percent, atMs, note }] of edits.entries()) {
      const at = atMs * 4096 + (device & 4095)
      statements.putProgress.run(school, index, state, at, percent, at, head, device)
      statements.putNote.run(school, device, noteBase + i, index, atMs, note, head)
    }
    statements.putHead.run(school, head)
    heads.set(school, head)
    firstAnswers.delete(school)
  }
  if (cursor >= before) return { plain: encodeAnswer({ cursor: head, directives: [], progress: [], notes: [] }) }
  if (cursor === 0 && edits.length === 0) return { packed: firstAnswers.get(school) ?? firstAnswer(school, 5) }
  return { plain: readAfter(school, cursor, device) }
}

function send(response: ServerResponse, { plain, packed }: Written): void {
  const small = plain !== undefined && plain.length <= compressFrom ? plain : undefined
  const body = small ?? packed ?? compress(plain ?? Buffer.alloc(0), 5)
  response.sendDate = false
  response.writeHead(200, { 'content-length': body.length, ...(small === undefined ? { 'content-encoding': 'br' } : {}) }).end(body)
}

function sendReport(response: ServerResponse): void {
  const states = database.prepare('SELECT state, count(*) AS count, sum(percent) AS percent FROM progress GROUP BY state').all()
  const notes = database.prepare('SELECT count(*) AS count FROM note').get()
  const schools = database.prepare('SELECT school, sum(state = 2) AS reported, count(*) AS count FROM progress GROUP BY school').all()
  const body = Buffer.from(JSON.stringify({ states, notes: notes?.['count'], schools: schools.map((row) => Object.values(row)) }))
  response.writeHead(200, { 'content-length': body.length }).end(body)
}

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    sendReport(response)
    return
  }
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => { parts.push(part) })
  request.on('end', () => {
    const body = Buffer.concat(parts)
    const asked = decodeRequest(request.headers['content-encoding'] === 'br' ? decompress(body) : body)
    send(response, asked.edits.length > 0 ? inTransaction(database, () => apply(asked)) : apply(asked))
  })
})
server.keepAliveTimeout = 60_000

function putDirective(school: number, index: number, directive: BenchDirective, head: number): void {
  statements.putDirective.run(school, index, directive.id, directive.number, directive.text, directive.due, head)
}

await runServer(server, {
  seed(count) {
    inTransaction(database, () => {
      for (const { school, directives } of seedSchools(count)) {
        for (const [index, directive] of directives.entries()) putDirective(school, index, directive, 1)
        statements.putHead.run(school, 1)
        heads.set(school, 1)
      }
    })
    // Compressed once, when the office publishes: no phone waits for it.
    if (count <= 64) for (const school of heads.keys()) firstAnswer(school, 11)
  },
  update(school, directive, index) {
    const head = (heads.get(school) ?? 0) + 1
    inTransaction(database, () => {
      putDirective(school, index, directive, head)
      statements.putHead.run(school, head)
    })
    heads.set(school, head)
    firstAnswers.delete(school)
  },
  checkpoint() { database.exec('PRAGMA wal_checkpoint(TRUNCATE)') },
  close() { database.close() },
})
