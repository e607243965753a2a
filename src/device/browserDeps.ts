import type { DeviceDeps } from './deviceDeps.ts'
import { type PoruchenoDatabase, openDatabase } from './database.ts'
import { describeDevice } from './describeDevice.ts'
import type { EnrolDeps } from './enrol.ts'
import { createHttpTransport } from './httpTransport.ts'
import type { SyncDeps } from './runSync.ts'

/** The program's version, as each change and request carries it; the same as in `package.json`. */
export const appVersion = '0.1.0'

const idLetters = 'abcdefghijklmnopqrstuvwxyz0123456789'
const idLength = 16

/** A fresh id of 16 lower-case letters and digits (82 bits), e.g. "k3v9q0x2mzw1b7ht". */
export function createId(randomBytes: (count: number) => Uint8Array): string {
  let id = ''
  while (id.length < idLength) {
    // 252 is the greatest multiple of 36 below 256: without the cut some letters would come more often.
    for (const byte of randomBytes(idLength)) if (byte < 252 && id.length < idLength) id += idLetters[byte % 36] ?? ''
  }
  return id
}

/** A fresh secret: 256 bits as 43 characters of base64url. */
export function createToken(randomBytes: (count: number) => Uint8Array): string {
  const binary = String.fromCharCode(...randomBytes(32))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** What the page and the worker alike build from their browser; called by the entries only. */
export function createBrowserDeps(db: PoruchenoDatabase = openDatabase()): DeviceDeps & SyncDeps & { readonly enrolment: EnrolDeps } {
  const randomBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count))
  const device: DeviceDeps = { db, nowMs: () => Date.now(), newId: () => createId(randomBytes), appVersion }
  const transport = createHttpTransport({ fetch: globalThis.fetch, baseUrl: '' })
  const enrolment: EnrolDeps = { ...device, transport, newToken: () => createToken(randomBytes), deviceLabel: describeDevice(navigator.userAgent) }
  return { ...device, transport, enrolment }
}
