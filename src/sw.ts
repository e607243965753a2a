import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { syncInBackground, syncName } from './device/background.ts'

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: (PrecacheEntry | string)[] }

/** Chromium's event; the standard library does not know it. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string
}

/** Pages of the same origin that are not the school's. */
const notSchool = [/^\/office/, /^\/demo/, /^\/t(?:\/|$)/, /^\/api\//]

/** Heavy files that few want: none is kept before its first use, and from then on it needs no network. */
const seldomWanted = /^\/assets\/wordFile-[\w-]+\.js$/
const seldomCache = 'porucheno-seldom'

cleanupOutdatedCaches()
precacheAndRoute(self.__WB_MANIFEST)
registerRoute(({ url, sameOrigin }) => sameOrigin && seldomWanted.test(url.pathname), ({ request }) => keepFromFirstUse(request))
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: notSchool }))

// The first visit must be enough to start without a network for ever. A newer worker waits for «Обновить» all the
// same: claiming comes after activation, and only SKIP_WAITING brings a waiting one there while pages are open.
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim())
})

self.addEventListener('message', (event) => {
  const message: unknown = event.data
  if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'SKIP_WAITING') void self.skipWaiting()
})

self.addEventListener('sync', (event) => {
  if (isSyncEvent(event) && event.tag === syncName) event.waitUntil(syncInBackground(self.caches, self.navigator.storage))
})

/** A file's name changes with what is in it: one of another name is of another version of the program, and goes. */
async function keepFromFirstUse(request: Request): Promise<Response> {
  const cache = await self.caches.open(seldomCache)
  const kept = await cache.match(request)
  if (kept !== undefined) return kept
  const answer = await fetch(request)
  if (answer.ok) {
    for (const old of await cache.keys()) await cache.delete(old)
    // Without room for it the file is still used, only not kept.
    await cache.put(request, answer.clone()).catch(() => undefined)
  }
  return answer
}

function isSyncEvent(event: Event): event is SyncEvent {
  return 'tag' in event && 'waitUntil' in event
}
