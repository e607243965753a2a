import type { PersonId } from '#core/directive'
import type { PoruchenoDatabase } from './database.ts'

/*
 * A PIN says who of the people of one phone holds it now: it parts signatures, it locks nothing away. It never leaves the
 * phone, and the phone keeps a salted hash of it only. One person has one, over all organizations of the phone.
 */

/** What keeping and trying a PIN needs from outside. */
export interface PinDeps {
  readonly db: PoruchenoDatabase
  /** This phone's clock (ms). */
  nowMs(): number
  readonly crypto: Pick<Crypto, 'getRandomValues' | 'subtle'>
}

/** What became of a try: `left` more may go wrong before the pause, `waitMs` of it remain. */
export type PinAnswer = { readonly type: 'right' } | { readonly type: 'wrong'; readonly left: number } | { readonly type: 'paused'; readonly waitMs: number }

/** A kept PIN: hash and salt in base64, with the number of rounds the hash was made by. */
export interface KeptPin {
  readonly salt: string
  readonly hash: string
  readonly rounds: number
  /** Wrong tries since the last right one or the last pause. */
  readonly wrong: number
  /** Until when (this phone's clock, ms) no try is taken. */
  readonly pausedUntilMs: number
}

/** Wrong tries in a row before a pause, and how long it is (ms). */
export const maxWrongPins = 5
export const pinPauseMs = 5 * 60_000

/** A cheap phone makes them in less than half a second. */
const rounds = 100_000
const saltBytes = 16
const keyStart = 'pin '

/** Four digits, whatever the keyboard of the phone put between them. */
export function isPin(text: string): boolean {
  return /^\d{4}$/.test(text)
}

/** The people who have a PIN on this phone. */
export async function listPins(db: PoruchenoDatabase): Promise<ReadonlySet<PersonId>> {
  const keys = await db.settings.where('key').startsWith(keyStart).primaryKeys()
  return new Set(keys.map((key) => key.slice(keyStart.length) as PersonId))
}

/** Gives a person a PIN in the place of any other. */
export async function setPin({ db, crypto }: PinDeps, personId: PersonId, pin: string): Promise<void> {
  const salt = toBase64(crypto.getRandomValues(new Uint8Array(saltBytes)))
  const kept: KeptPin = { salt, hash: await hashPin(crypto, pin, salt, rounds), rounds, wrong: 0, pausedUntilMs: 0 }
  await putPin(db, personId, kept)
}

/** Takes a person's PIN away and answers it, so that this may be taken back; null where there was none. */
export async function resetPin(db: PoruchenoDatabase, personId: PersonId): Promise<KeptPin | null> {
  return db.transaction('rw', db.settings, async () => {
    const kept = await readPin(db, personId)
    await db.settings.delete(keyStart + personId)
    return kept
  })
}

/** Puts back what `resetPin` took. */
export async function putPin(db: PoruchenoDatabase, personId: PersonId, kept: KeptPin): Promise<void> {
  await db.settings.put({ key: keyStart + personId, value: kept })
}

/** Tries a PIN; who has none is let in. The tries are counted in the database: closing the program gives no new ones. */
export async function tryPin({ db, nowMs, crypto }: PinDeps, personId: PersonId, pin: string): Promise<PinAnswer> {
  const asked = await readPin(db, personId)
  if (asked === null) return { type: 'right' }
  const waitMs = waitOf(asked, nowMs())
  if (waitMs > 0) return { type: 'paused', waitMs }
  const isRight = (await hashPin(crypto, pin, asked.salt, asked.rounds)) === asked.hash
  return db.transaction('rw', db.settings, async () => {
    const kept = (await readPin(db, personId)) ?? asked
    const wrong = isRight ? 0 : kept.wrong + 1
    const isPaused = wrong >= maxWrongPins
    await putPin(db, personId, { ...kept, wrong: isPaused ? 0 : wrong, pausedUntilMs: isPaused ? nowMs() + pinPauseMs : 0 })
    if (isRight) return { type: 'right' }
    return isPaused ? { type: 'paused', waitMs: pinPauseMs } : { type: 'wrong', left: maxWrongPins - wrong }
  })
}

/** How long a pause still lasts (ms). A clock that was set back must not make it longer than it ever was. */
function waitOf({ pausedUntilMs }: KeptPin, nowMs: number): number {
  const left = pausedUntilMs - nowMs
  return left > pinPauseMs ? 0 : Math.max(0, left)
}

async function readPin(db: PoruchenoDatabase, personId: PersonId): Promise<KeptPin | null> {
  const value = (await db.settings.get(keyStart + personId))?.value
  return isKept(value) ? value : null
}

function isKept(value: unknown): value is KeptPin {
  return typeof value === 'object' && value !== null && 'hash' in value && 'salt' in value && 'rounds' in value
}

async function hashPin({ subtle }: Pick<Crypto, 'subtle'>, pin: string, salt: string, iterations: number): Promise<string> {
  const key = await subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits'])
  const bits = await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: Uint8Array.from(atob(salt), (letter) => letter.charCodeAt(0)), iterations }, key, 256)
  return toBase64(new Uint8Array(bits))
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}
