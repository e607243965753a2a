import type { DeviceId, OrganizationId } from '#core/directive'
import type { PoruchenoDatabase } from './database.ts'
import type { DeviceDeps } from './deviceDeps.ts'

/**
 * The canary is a small note outside the database of what the database should hold. A browser that clears the
 * database on a full disk often leaves the note, and then the phone can say what is gone instead of looking new.
 */
export interface CanaryEntry {
  readonly organizationId: OrganizationId
  readonly organizationName: string
  readonly deviceId: DeviceId
  /** The greatest number this phone gave to a change. */
  readonly lastSequence: number
  /** This phone's clock (ms) at the last answered exchange. */
  readonly lastExchangeMs: number | null
  /** Changes not sent when the note was written: so many may be lost. */
  readonly unsent: number
  /** The least number among them and when it was made (ms, corrected clock); null when there were none. */
  readonly unsentFrom: number | null
  readonly unsentSinceMs: number | null
  /** This phone's clock (ms) when the note was written: places can differ, and the later one knows better. */
  readonly atMs: number
}

/** One place that keeps the note: `localStorage`, a Cache. Each is cleared on other occasions than the others. */
export interface CanaryPlace {
  read(): Promise<string | null>
  write(text: string): Promise<void>
}

let lastWrite: Promise<unknown> = Promise.resolve()

/**
 * Writes the note anew from the database into every place; after each exchange, also one that failed. Writes wait for
 * each other: a slow one would put what it read before over what a later one knew.
 */
export function writeCanary(deps: Pick<DeviceDeps, 'db' | 'nowMs'>, places: readonly CanaryPlace[]): Promise<void> {
  const mine = lastWrite.then(() => writeNote(deps, places))
  lastWrite = mine.catch(() => undefined)
  return mine
}

async function writeNote({ db, nowMs }: Pick<DeviceDeps, 'db' | 'nowMs'>, places: readonly CanaryPlace[]): Promise<void> {
  const atMs = nowMs()
  const enrolments = await db.enrolments.toArray()
  const entries = await Promise.all(
    enrolments.map(async ({ organizationId, organizationName, deviceId, nextDeviceSequence, lastExchangeMs }): Promise<CanaryEntry> => {
      const unsent = await db.changes.where('[organizationId+pending]').equals([organizationId, 1]).sortBy('deviceSequence')
      const [oldest] = unsent
      return {
        organizationId,
        organizationName,
        deviceId,
        lastSequence: nextDeviceSequence - 1,
        lastExchangeMs,
        unsent: unsent.length,
        unsentFrom: oldest?.deviceSequence ?? null,
        unsentSinceMs: oldest?.stampMs ?? null,
        atMs,
      }
    }),
  )
  // An empty database never overwrites the note of what it held.
  if (entries.length > 0) await writeAll(places, entries)
}

/** What the note knows and the database does not: organizations this phone served, with what may be lost. Empty when all is well. */
export async function detectLoss(db: PoruchenoDatabase, places: readonly CanaryPlace[]): Promise<CanaryEntry[]> {
  const known = new Set(await db.enrolments.toCollection().primaryKeys())
  return [...(await readNewest(places)).values()].filter(({ organizationId }) => !known.has(organizationId))
}

/** Whether any place holds a note, if only an empty one: else the phone is new, or everything was cleared. */
export async function hasCanary(places: readonly CanaryPlace[]): Promise<boolean> {
  return (await readAll(places)).some((text) => text !== null)
}

/** Takes an organization out of the note: the person took it off this phone, nothing is lost. */
export async function eraseFromCanary(places: readonly CanaryPlace[], organizationId: OrganizationId): Promise<void> {
  const entries = [...(await readNewest(places)).values()].filter((entry) => entry.organizationId !== organizationId)
  await writeAll(places, entries)
}

/**
 * Heals a database that lost its newest writes (the browser brought back an older copy of it): numbers this phone has
 * given are never given again, for the office would take the new record for the old one. Returns how many were lost.
 */
export async function healNumbers(db: PoruchenoDatabase, places: readonly CanaryPlace[]): Promise<number> {
  const newest = await readNewest(places)
  return db.transaction('rw', db.enrolments, async () => {
    let lost = 0
    for (const { organizationId, deviceId, nextDeviceSequence } of await db.enrolments.toArray()) {
      const entry = newest.get(organizationId)
      if (entry?.deviceId !== deviceId || entry.lastSequence < nextDeviceSequence) continue
      lost += entry.lastSequence + 1 - nextDeviceSequence
      await db.enrolments.update(organizationId, { nextDeviceSequence: entry.lastSequence + 1 })
    }
    return lost
  })
}

/** The note in `localStorage`, which a worker does not have. */
export function createStorageCanary(storage: { getItem(key: string): string | null; setItem(key: string, text: string): void }): CanaryPlace {
  return {
    read: async () => Promise.resolve(storage.getItem(canaryName)),
    write: async (text) => {
      storage.setItem(canaryName, text)
      return Promise.resolve()
    },
  }
}

/** The note in a Cache of its own, which page and worker share. */
export function createCacheCanary(caches: CacheStorage): CanaryPlace {
  return {
    read: async () => (await (await caches.open(canaryName)).match(canaryUrl))?.text() ?? null,
    write: async (text) => (await caches.open(canaryName)).put(canaryUrl, new Response(text)),
  }
}

const canaryName = 'porucheno-canary'
const canaryUrl = '/canary.json'

async function writeAll(places: readonly CanaryPlace[], entries: readonly CanaryEntry[]): Promise<void> {
  await Promise.allSettled(places.map((place) => place.write(JSON.stringify(entries))))
}

async function readAll(places: readonly CanaryPlace[]): Promise<(string | null)[]> {
  const texts = await Promise.allSettled(places.map((place) => place.read()))
  return texts.map((text) => (text.status === 'fulfilled' ? text.value : null))
}

/** Of an organization's entries in several places the latest: one may still speak of a former enrolment. */
async function readNewest(places: readonly CanaryPlace[]): Promise<Map<OrganizationId, CanaryEntry>> {
  const newest = new Map<OrganizationId, CanaryEntry>()
  for (const entry of (await readAll(places)).flatMap(readEntries)) {
    if (!isAfter(newest.get(entry.organizationId), entry)) newest.set(entry.organizationId, entry)
  }
  return newest
}

/** Of one device the greater number tells, also where the clock was set back; else the clock does. */
function isAfter(a: CanaryEntry | undefined, b: CanaryEntry): boolean {
  if (a === undefined) return false
  if (a.deviceId === b.deviceId && a.lastSequence !== b.lastSequence) return a.lastSequence > b.lastSequence
  return a.atMs >= b.atMs
}

function readEntries(text: string | null): CanaryEntry[] {
  try {
    const parsed: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(parsed) ? parsed.filter(isEntry) : []
  } catch {
    // A torn note tells nothing; the other places may.
    return []
  }
}

function isEntry(value: unknown): value is CanaryEntry {
  return typeof value === 'object' && value !== null && 'organizationId' in value && 'lastSequence' in value && typeof value.lastSequence === 'number'
}
