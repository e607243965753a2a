import { createBrowserDeps } from './browserDeps.ts'
import { createCacheCanary, writeCanary } from './lossCanary.ts'
import { runSync } from './runSync.ts'

export { syncName } from './syncLock.ts'

/**
 * The worker's exchange: the same `runSync` as the page's, under the same lock. Rejects when an organization's
 * exchange failed, so that the browser tries again later.
 */
export async function syncInBackground(caches: CacheStorage): Promise<void> {
  const deps = createBrowserDeps()
  try {
    const { organizations } = await runSync(deps)
    await writeCanary(deps.db, [createCacheCanary(caches)])
    if (organizations.some(({ type }) => type === 'failed')) throw new Error('The exchange came to nothing.')
  } finally {
    deps.db.close()
  }
}
