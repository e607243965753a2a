/** The name of the lock, and of the worker's `sync` event, by which page and worker exchange one at a time. */
export const syncName = 'porucheno-sync'

/** Runs `run` when nobody else holds the lock: waits for its turn, never gives up. */
export type SyncLock = <T>(run: () => Promise<T>) => Promise<T>

/**
 * The lock between tabs and the worker. The browser frees it when its holder dies, so a killed worker holds nobody
 * up; without Web Locks only this program's own runs wait for each other, which the server's dedup makes harmless.
 */
export function createSyncLock(locks: LockManager | null | undefined): SyncLock {
  if (locks === undefined || locks === null) return createInProcessLock()
  return (run) => locks.request(syncName, run)
}

/** A lock within one program: runs wait in the order they came. */
export function createInProcessLock(): SyncLock {
  let last: Promise<unknown> = Promise.resolve()
  return (run) => {
    const mine = last.then(run, run)
    last = mine.catch(() => undefined)
    return mine
  }
}

const pageLock = createSyncLock((globalThis as { readonly navigator?: { readonly locks?: LockManager | null } }).navigator?.locks)

/** Runs `run` as the only exchange of this phone, across its tabs and its worker. */
export const withSyncLock: SyncLock = (run) => pageLock(run)
