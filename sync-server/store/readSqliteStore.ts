import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { createAccess } from './createAccess.ts'
import { NodeSqliteDialect } from './sqliteDialect.ts'
import type { Store, StoreAccess } from './store.ts'
import type { Tables } from './tables.ts'

/** A database that is only looked at. */
export type ReadingStore = StoreAccess & Pick<Store, 'checkIntegrity' | 'close'>

/**
 * Opens a database file of the newest schema to read it: nothing in it is changed, neither its schema nor how it keeps
 * its journal. Throws when it cannot be opened.
 */
export function readSqliteStore(path: string): ReadingStore {
  const database = new DatabaseSync(path, { readOnly: true })
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) })
  return {
    ...createAccess(db),
    checkIntegrity: () => Promise.resolve(String(Object.values(database.prepare('PRAGMA integrity_check').get() ?? {})[0])),
    // Kysely closes only what it has used.
    close: async () => {
      await db.destroy()
      if (database.isOpen) database.close()
    },
  }
}
