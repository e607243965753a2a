import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { createAccess } from './createAccess.ts'
import { migrateToLatest } from './migrate.ts'
import { NodeSqliteDialect } from './sqliteDialect.ts'
import type { DatabaseHealth, Store } from './store.ts'
import type { Tables } from './tables.ts'

/** How long (ms) a writer of this process waits for one of another, e.g. for `npm run office:password`. */
const busyTimeoutMs = 10_000

const synchronousNames = ['off', 'normal', 'full', 'extra']

/**
 * Opens the database file (made if missing, readable by its owner alone) and brings its schema up to date. Throws when
 * the file cannot be opened or the database does not run with the durability the server promises: WAL,
 * `synchronous=FULL`, foreign keys.
 */
export async function openSqliteStore(path: string): Promise<Store> {
  return storeOver(openSqliteFile(path))
}

/** Opens the database file alone: what a test narrows before it makes a store of it, e.g. by `PRAGMA max_page_count`. */
export function openSqliteFile(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  return new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: busyTimeoutMs })
}

/** Makes a store of an open database and closes it when that fails; throws as `openSqliteStore` does. */
export async function storeOver(database: DatabaseSync): Promise<Store> {
  try {
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = FULL')
    assertDurable(database)
    const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) })
    const migrations = await migrateToLatest(db)
    return createSqliteStore(db, database, migrations)
  } catch (cause) {
    database.close()
    throw cause
  }
}

function createSqliteStore(db: Kysely<Tables>, database: DatabaseSync, migrations: number): Store {
  return {
    ...createAccess(db),
    transaction: (work) => db.transaction().execute((transaction) => work(createAccess(transaction))),
    readHealth: () => Promise.resolve({ ...readDurability(database), migrations }),
    checkIntegrity: () => Promise.resolve(String(readPragma(database, 'integrity_check'))),
    close: () => db.destroy(),
  }
}

function assertDurable(database: DatabaseSync): void {
  const { journalMode, synchronous } = readDurability(database)
  const foreignKeys = readPragma(database, 'foreign_keys')
  if (journalMode === 'wal' && synchronous === 'full' && foreignKeys === 1) return
  throw new Error(`The database runs with journal_mode=${journalMode}, synchronous=${synchronous}, foreign_keys=${String(foreignKeys)}; needed: wal, full, 1.`)
}

function readDurability(database: DatabaseSync): Omit<DatabaseHealth, 'migrations'> {
  const synchronous = Number(readPragma(database, 'synchronous'))
  return { journalMode: String(readPragma(database, 'journal_mode')), synchronous: synchronousNames[synchronous] ?? String(synchronous) }
}

function readPragma(database: DatabaseSync, name: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]
}
