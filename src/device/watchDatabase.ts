import type { PoruchenoDatabase } from './database.ts'
import { storageFailure } from './deviceFailures.ts'
import { reopen } from './reopen.ts'

/** How long (ms) an upgrade may wait for another tab to let go before the person is told. */
export const blockedMs = 5000

/**
 * Tells when another tab holds up the opening of the database for too long, and when it no longer does. Tabs of this
 * program let go by themselves; one that the phone has frozen cannot.
 */
export function watchBlocked(db: PoruchenoDatabase, setTimer: (callback: () => void, delayMs: number) => () => void, say: (isBlocked: boolean) => void): void {
  let cancel: (() => void) | undefined
  db.on('blocked', () => {
    cancel = setTimer(() => {
      say(true)
    }, blockedMs)
  })
  db.on(
    'ready',
    () => {
      cancel?.()
      say(false)
    },
    true,
  )
}

/** Opens the database at the start, a second time when it fails; gives why it does not open. A query would wait in silence. */
export async function openAtStart(db: PoruchenoDatabase): Promise<ReturnType<typeof storageFailure>['error'] | null> {
  try {
    await db.open().catch(() => reopen(db))
    return null
  } catch (error) {
    return storageFailure(error).error
  }
}
