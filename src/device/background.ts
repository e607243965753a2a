import { createBrowserDeps } from './browserDeps.ts'
import { logEvents } from './eventLog.ts'
import { createCacheCanary, writeCanary } from './lossCanary.ts'
import { untoldHealth } from './measureHealth.ts'
import { runSync } from './runSync.ts'

export { syncName } from './syncLock.ts'

/**
 * The worker's exchange: the same `runSync` as the page's, under the same lock. Rejects when an organization's
 * exchange failed, so that the browser tries again later.
 */
export async function syncInBackground(caches: CacheStorage, storage?: StorageManager): Promise<void> {
  const deps = createBrowserDeps()
  try {
    const { organizations } = await runSync({
      ...deps,
      describe: async (enrolment) => {
        const health = await untoldHealth(deps, storage, enrolment)
        return health === null ? {} : { health }
      },
    })
    await writeCanary(deps, [createCacheCanary(caches)])
    const sent = organizations.reduce((sum, one) => sum + one.sent, 0)
    const hasFailed = organizations.some(({ type }) => type === 'failed')
    await logEvents(deps.db, [[deps.nowMs(), 'exchange', `worker ${hasFailed ? 'failed' : 'done'} sent=${String(sent)}`]])
    if (hasFailed) throw new Error('The exchange came to nothing.')
  } finally {
    deps.db.close()
  }
}
