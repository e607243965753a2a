import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The file that is locked while somebody works on the data; it holds nothing. */
export const lockFile = 'server.lock'

/** How long (ms) a start waits for a server that is just ending. */
const patienceMs = 2000

/** A hold on a folder of data. */
export interface DataLock {
  release(): void
}

/** Locks that nobody released: the garbage collector must not. */
const held = new Set<DatabaseSync>()

/**
 * Takes the folder of data for one server, or for a restore; null when another has it. The lock is the system's own
 * lock of a file, taken by SQLite: it ends with its process however that ends, so that no kill leaves a stale one.
 */
export function lockDataFolder(dataDir: string): DataLock | null {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(join(dataDir, lockFile), { timeout: patienceMs })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    database.close()
    if (cause instanceof Error && 'errcode' in cause && cause.errcode === sqliteBusy) return null
    throw cause
  }
  held.add(database)
  return {
    release() {
      if (held.delete(database)) database.close()
    },
  }
}

const sqliteBusy = 5
