/* What is written first: express, one PATCH an edit, one GET of the whole list with an ETag. */
import { createServer } from 'node:http'
import compression from 'compression'
import express from 'express'
import { inTransaction, openDurable } from '../../durableDatabase.ts'
import { dataFolder, runServer, seedSchool, seedSchools } from '../../serverKit.ts'

interface Patch {
  readonly state: string
  readonly percent: number
  readonly updatedAt: number
  readonly note: { readonly id: string; readonly text: string; readonly at: number }
}

const database = openDurable(dataFolder)
database.exec(`
  CREATE TABLE directive (id TEXT PRIMARY KEY, school TEXT, number TEXT, text TEXT, due TEXT, state TEXT DEFAULT 'notStarted', percent INT DEFAULT 0, updatedAt INT);
  CREATE INDEX directive_school ON directive (school);
  CREATE TABLE note (id TEXT PRIMARY KEY, directive TEXT, text TEXT, at INT);
  CREATE INDEX note_directive ON note (directive);`)
const statements = {
  insert: database.prepare('INSERT INTO directive (id, school, number, text, due, updatedAt) VALUES (?, ?, ?, ?, ?, ?)'),
  update: database.prepare('UPDATE directive SET text = ?, updatedAt = ? WHERE id = ?'),
  list: database.prepare('SELECT * FROM directive WHERE school = ? ORDER BY rowid'),
  notes: database.prepare('SELECT note.* FROM note JOIN directive ON directive.id = note.directive WHERE directive.school = ?'),
  patch: database.prepare('UPDATE directive SET state = ?, percent = ?, updatedAt = ? WHERE id = ? AND updatedAt < ?'),
  addNote: database.prepare('INSERT OR IGNORE INTO note VALUES (?, ?, ?, ?)'),
  one: database.prepare('SELECT * FROM directive WHERE id = ?'),
  notesOfOne: database.prepare('SELECT id, text, at FROM note WHERE directive = ?'),
  sums: database.prepare("SELECT sum(state = 'reported') AS reported, sum(percent) AS percent FROM directive"),
  noteCount: database.prepare('SELECT count(*) AS notes FROM note'),
  schools: database.prepare("SELECT school, sum(state = 'reported') AS reported, count(*) AS count FROM directive GROUP BY school"),
}

const app = express()
app.use(compression())
app.use(express.json())
app.get('/api/schools/:school/directives', (request, response) => {
  const notes = Object.groupBy(statements.notes.all(request.params['school'] ?? ''), (note) => String(note['directive']))
  response.json(statements.list.all(request.params['school'] ?? '').map((directive) => ({ ...directive, notes: notes[String(directive['id'])] ?? [] })))
})
app.patch('/api/directives/:id', (request, response) => {
  const { state, percent, updatedAt, note } = request.body as Patch
  const id = request.params['id'] ?? ''
  inTransaction(database, () => {
    statements.patch.run(state, percent, updatedAt, id, updatedAt)
    statements.addNote.run(note.id, id, note.text, note.at)
  })
  response.json({ ...statements.one.get(id), notes: statements.notesOfOne.all(id) })
})
app.get('/api/report', (_request, response) => {
  response.json({ ...statements.sums.get(), ...statements.noteCount.get(), schools: statements.schools.all() })
})
const server = createServer(app)
server.keepAliveTimeout = 60_000

await runServer(server, {
  seed(count) {
    inTransaction(database, () => {
      for (const { name, directives } of seedSchools(count)) {
        for (const { id, number, text, due, updatedMs } of directives) statements.insert.run(id, name, number, text, due, updatedMs)
      }
    })
  },
  update(school, { text, updatedMs }, index) {
    statements.update.run(text, updatedMs, seedSchool(school).directives[index]?.id ?? '')
  },
  checkpoint() { database.exec('PRAGMA wal_checkpoint(TRUNCATE)') },
  close() { database.close() },
})
