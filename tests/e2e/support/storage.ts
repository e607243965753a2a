/** What a browser can take from a phone by itself or at a person's wish, and what the phone says then. */
import { type Locator, expect } from '@playwright/test'
import { readMemory } from './memory.ts'
import type { Phone } from './phone.ts'
import { addNote, openPoint, showList, type Point } from './schoolSteps.ts'

/** Kinds of storage as the browser's protocol names them. */
export type Cleared = 'indexeddb' | 'indexeddb,local_storage,cache_storage,service_workers'

/** Clears a phone's storage while the program is closed, as a browser does that needs room; cookies stay. */
export async function clearStorage(phone: Phone, storageTypes: Cleared): Promise<void> {
  await phone.page.goto('about:blank')
  const session = await phone.context.newCDPSession(phone.page)
  await session.send('Storage.clearDataForOrigin', { origin: phone.road.url, storageTypes })
  await session.detach()
}

/** Writes notes at one point without the network; resolves once the note outside the database knows of them. */
export async function writeUnsent(phone: Phone, point: Point, texts: readonly string[]): Promise<void> {
  await phone.goOffline()
  await openPoint(phone, point)
  for (const text of texts) await addNote(phone, text)
  const { changes } = await readMemory(phone.page)
  const unsent = changes.filter(({ pending }) => pending === 1).length
  await expect.poll(() => phone.page.evaluate(() => localStorage.getItem('porucheno-canary') ?? '')).toContain(`"unsent":${String(unsent)}`)
  await showList(phone)
}

/** The remark of the enrolment page about what the phone was before. */
export function lossRemark(phone: Phone): Locator {
  return phone.page.locator('.loss')
}
