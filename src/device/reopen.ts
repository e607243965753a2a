import type { PoruchenoDatabase } from './database.ts'
import { isBrokenStorage } from './deviceFailures.ts'

/**
 * Does a piece of work with the database. When the browser has lost the connection, or says that there is no room (a
 * damaged file says the same), the database is opened anew and the work is done once more before the failure stands:
 * repeating on the same dead handle never helps.
 */
export async function withReopening<T>(db: PoruchenoDatabase, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isBrokenStorage(error)) throw error
    await reopen(db)
    return work()
  }
}

/** Lets go of a connection that no longer answers and opens the database anew; rejects when it does not open. */
export async function reopen(db: PoruchenoDatabase): Promise<void> {
  db.close({ disableAutoOpen: false })
  await db.open()
}
