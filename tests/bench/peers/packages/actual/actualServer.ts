/*
 * A log like Actual Budget's: opaque messages, one a field, in a file for each school, and a Merkle trie over their
 * timestamps. Its own package of clocks, tries and messages; the server after its published design.
 */
import { createServer } from 'node:http'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { MessageEnvelopeSchema, MessageSchema, SyncRequestSchema, SyncResponseSchema, Timestamp, type Trie, create, fromBinary, merkle, toBinary } from '@actual-app/crdt'
import { inTransaction, openDurable } from '../../durableDatabase.ts'
import { dataFolder, runServer, seedSchool, seedSchools } from '../../serverKit.ts'
import { schoolName } from '../../workload.ts'

interface Stored {
  readonly timestamp: string
  readonly content: Uint8Array
}
interface Group {
  readonly database: DatabaseSync
  readonly since: StatementSync
  readonly insert: StatementSync
  readonly readTrie: StatementSync
  readonly writeTrie: StatementSync
}

const officeNode = 'ffff0000ffff0000'
const groups = new Map<string, Group>()

function groupOf(name: string): Group {
  const known = groups.get(name)
  if (known !== undefined) return known
  const database = openDurable(dataFolder, `group-${name}.sqlite`)
  database.exec(`PRAGMA cache_size = -256;
    CREATE TABLE message (timestamp TEXT PRIMARY KEY, content BLOB);
    CREATE TABLE trie (id INTEGER PRIMARY KEY, body TEXT)`)
  const opened: Group = {
    database,
    since: database.prepare('SELECT * FROM message WHERE timestamp > ? ORDER BY timestamp'),
    insert: database.prepare('INSERT OR IGNORE INTO message VALUES (?, ?)'),
    readTrie: database.prepare('SELECT body FROM trie WHERE id = 1'),
    writeTrie: database.prepare('INSERT INTO trie VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body'),
  }
  groups.set(name, opened)
  return opened
}

function addMessages(group: Group, messages: readonly Stored[]): Trie {
  const found = group.readTrie.get()
  const before = found === undefined ? {} : (JSON.parse(String(found['body'])) as Trie)
  if (messages.length === 0) return before
  return inTransaction(group.database, () => {
    let trie = before
    for (const { timestamp, content } of messages) {
      if (group.insert.run(timestamp, content).changes > 0) trie = merkle.insert(trie, Timestamp.parse(timestamp))
    }
    trie = merkle.prune(trie)
    group.writeTrie.run(JSON.stringify(trie))
    return trie
  })
}

function listAfter(group: Group, since: string): Stored[] {
  return group.since.all(since) as unknown as Stored[]
}

function answer(body: Buffer): Uint8Array {
  const asked = fromBinary(SyncRequestSchema, body)
  const group = groupOf(asked.groupId)
  const fresh = listAfter(group, asked.since)
  const trie = addMessages(group, asked.messages)
  const messages = fresh.map(({ timestamp, content }) => create(MessageEnvelopeSchema, { timestamp, isEncrypted: false, content }))
  return toBinary(SyncResponseSchema, create(SyncResponseSchema, { merkle: JSON.stringify(trie), messages }))
}

/** The server cannot ask opaque messages anything: the office replays every log. */
function report(): object {
  const sums = { reported: 0, notes: 0, percent: 0 }
  for (const group of groups.values()) {
    const fields = new Map<string, string>()
    for (const { content } of listAfter(group, '')) {
      const { dataset, row, column, value } = fromBinary(MessageSchema, content)
      if (dataset === 'progress') fields.set(`${column} ${row}`, value.slice(2))
      if (dataset === 'note' && column === 'text') sums.notes += 1
    }
    for (const [field, value] of fields) {
      if (field.startsWith('state')) sums.reported += Number(value === 'reported')
      else sums.percent += Number(value)
    }
  }
  return sums
}

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(report()))
    return
  }
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => { parts.push(part) })
  request.on('end', () => {
    const body = answer(Buffer.concat(parts))
    response.writeHead(200, { 'content-type': 'application/actual-sync', 'content-length': body.length }).end(body)
  })
})
server.keepAliveTimeout = 60_000

function message(ms: number, counter: number, row: string, column: string, value: string): Stored {
  const content = toBinary(MessageSchema, create(MessageSchema, { dataset: 'directive', row, column, value: `S:${value}` }))
  return { timestamp: new Timestamp(ms, counter, officeNode).toString(), content }
}

await runServer(server, {
  seed(count) {
    for (const { name, directives } of seedSchools(count)) {
      const messages = directives.flatMap(({ id, number, text, due, updatedMs }, position) =>
        Object.entries({ position: String(position), number, text, due }).map(([column, value], counter) => message(updatedMs, counter, id, column, value)),
      )
      addMessages(groupOf(name), messages)
    }
  },
  update(school, { text, updatedMs }, index) {
    addMessages(groupOf(schoolName(school)), [message(updatedMs, 0, seedSchool(school).directives[index]?.id ?? '', 'text', text)])
  },
  checkpoint() { for (const { database } of groups.values()) database.exec('PRAGMA wal_checkpoint(TRUNCATE)') },
  close() { for (const { database } of groups.values()) database.close() },
})
