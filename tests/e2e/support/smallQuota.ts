/** A disk with no room for a phone's records: the browser's own quota, as its tools set it. */
import { expect } from '@playwright/test'
import type { Phone } from './phone.ts'

/** A file of the program's origin that runs nothing of it. */
const stillPage = '/icons/icon-192.png'

/**
 * Leaves so many bytes beside what the phone keeps (-Infinity: none), and gives what takes the limit away again. The
 * browser is started anew: the program's page must be opened after this.
 */
export async function leaveRoom(phone: Phone, roomBytes: number): Promise<() => Promise<void>> {
  const origin = phone.road.url
  // A browser goes by the room it found when it opened a database; one that is started anew looks again.
  await phone.close()
  await phone.start({ path: stillPage })
  // The limit belongs to the session that set it.
  const session = await phone.context.newCDPSession(phone.page)
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin })
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: Math.max(1, Math.round(usage + roomBytes)) })
  // A worker that woke first may have made the browser look at the room there was: half a minute it goes by that.
  await expect.poll(() => phone.page.evaluate(isMegabyteTaken), { intervals: [2500], timeout: 60_000 }).toBe(false)
  return async () => {
    await session.send('Storage.overrideQuotaForOrigin', { origin })
    await session.detach()
  }
}

/** Runs in a page of the origin: whether its databases take a megabyte; nothing of it stays. */
async function isMegabyteTaken(): Promise<boolean> {
  const database = await new Promise<IDBDatabase>((done, failed) => {
    const opening = indexedDB.open('room')
    opening.onupgradeneeded = () => opening.result.createObjectStore('room')
    opening.onsuccess = () => { done(opening.result) }
    opening.onerror = () => { failed(new Error(opening.error?.message)) }
  }).catch(() => null)
  if (database === null) return false
  const transaction = database.transaction('room', 'readwrite')
  transaction.objectStore('room').put(new Uint8Array(1_000_000), 1)
  const isTaken = await new Promise<boolean>((done) => {
    transaction.oncomplete = () => { done(true) }
    transaction.onabort = () => { done(false) }
  })
  database.close()
  await new Promise((done) => { indexedDB.deleteDatabase('room').onsuccess = done })
  return isTaken
}
