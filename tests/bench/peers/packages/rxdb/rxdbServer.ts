/* RxDB's replication protocol: the endpoint after its own HTTP tutorial (express), SQLite in the place of MongoDB. */
import { createServer } from 'node:http'
import compression from 'compression'
import express from 'express'
import { inTransaction, openDurable } from '../../durableDatabase.ts'
import { dataFolder, runServer, seedSchool, seedSchools } from '../../serverKit.ts'
import { type BenchDirective, schoolName } from '../../workload.ts'

interface State {
  readonly id: string
  readonly school: string
  readonly updatedAt: number
}
interface PushedRow {
  readonly newDocumentState: State
  readonly assumedMasterState?: State
}

const database = openDurable(dataFolder)
database.exec(`
  CREATE TABLE document (collection TEXT, id TEXT, school TEXT, updatedAt INT, body TEXT, PRIMARY KEY (collection, id));
  CREATE INDEX document_updated ON document (collection, school, updatedAt, id)`)
const statements = {
  pull: database.prepare(`SELECT body FROM document WHERE collection = ? AND school = ? AND (updatedAt > ? OR (updatedAt = ? AND id > ?))
    ORDER BY updatedAt, id LIMIT ?`),
  one: database.prepare('SELECT body FROM document WHERE collection = ? AND id = ?'),
  put: database.prepare(`INSERT INTO document VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (collection, id) DO UPDATE SET updatedAt = excluded.updatedAt, body = excluded.body`),
  sums: database.prepare(`SELECT sum(body ->> '$.state' = 'reported') AS reported, sum(body ->> '$.percent') AS percent, sum(json_array_length(body, '$.notes')) AS notes
    FROM document WHERE collection = 'progress'`),
}

const app = express()
app.use(compression())
app.use(express.json({ limit: '10mb' }))
app.get('/:collection/pull', ({ params, query }, response) => {
  const { school = '', id = '', updatedAt = '0', limit = '100' } = query
  const rows = statements.pull.all(params['collection'] ?? '', school, Number(updatedAt), Number(updatedAt), id, Number(limit))
  const documents = rows.map(({ body }) => JSON.parse(String(body)) as State)
  const last = documents.at(-1)
  response.json({ documents, checkpoint: last === undefined ? { id, updatedAt: Number(updatedAt) } : { id: last.id, updatedAt: last.updatedAt } })
})
app.post('/:collection/push', ({ params, body }, response) => {
  const conflicts: State[] = []
  inTransaction(database, () => {
    for (const row of body as readonly PushedRow[]) {
      const conflict = push(params['collection'] ?? '', row)
      if (conflict !== null) conflicts.push(conflict)
    }
  })
  response.json(conflicts)
})
app.get('/report', (_request, response) => { response.json(statements.sums.get()) })

function push(collection: string, { newDocumentState: next, assumedMasterState: assumed }: PushedRow): State | null {
  const found = statements.one.get(collection, next.id)
  const master = found === undefined ? null : (JSON.parse(String(found['body'])) as State)
  if (master !== null && master.updatedAt !== assumed?.updatedAt) return master
  statements.put.run(collection, next.id, next.school, next.updatedAt, JSON.stringify(next))
  return null
}

function putDirective({ id, number, text, due, updatedMs }: BenchDirective, position: number, school: string): void {
  const body = { id, school, position, number, text, due, updatedAt: updatedMs, _deleted: false }
  statements.put.run('directives', id, school, updatedMs, JSON.stringify(body))
}

const server = createServer(app)
server.keepAliveTimeout = 60_000

await runServer(server, {
  seed(count) {
    inTransaction(database, () => {
      for (const { name, directives } of seedSchools(count)) for (const [position, directive] of directives.entries()) putDirective(directive, position, name)
    })
  },
  update(school, directive, index) {
    putDirective({ ...directive, id: seedSchool(school).directives[index]?.id ?? '' }, index, schoolName(school))
  },
  checkpoint() { database.exec('PRAGMA wal_checkpoint(TRUNCATE)') },
  close() { database.close() },
})
