import type { PoruchenoDatabase } from './database.ts'

/**
 * One line of the phone's own log: when (this phone's clock, ms), what, and a code or a few counts. Never a name, a text of a
 * record or a document: the head sends the log to the specialist.
 */
export type LoggedEvent = readonly [atMs: number, what: EventName, detail?: string]
export type EventName = 'start' | 'exchange' | 'failed' | 'write' | 'storage' | 'persist' | 'lost' | 'check' | 'repaired' | 'forgotten' | 'left' | 'error'

/** The newest events that are kept. */
export const maxEvents = 200

const logKey = 'events'
/** Words of code alone: letters of the Latin alphabet, digits and what stands between them. */
const foreign = /[^\w .:=-]+/g
const maxDetail = 80

/** Puts events at the end of the log and lets go of the oldest; resolves also when the database cannot take them. */
export async function logEvents(db: PoruchenoDatabase, events: readonly LoggedEvent[]): Promise<void> {
  const clean = events.map(([atMs, what, detail]): LoggedEvent => (detail === undefined ? [atMs, what] : [atMs, what, detail.replace(foreign, '').slice(0, maxDetail)]))
  const write = db.transaction('rw', db.settings, async () => {
    const kept = [...readRow((await db.settings.get(logKey))?.value), ...clean].slice(-maxEvents)
    await db.settings.put({ key: logKey, value: kept })
  })
  // What cannot be logged is shown on the screen all the same.
  await write.catch(() => undefined)
}

/** The events, oldest first. */
export async function readEvents(db: PoruchenoDatabase): Promise<LoggedEvent[]> {
  return readRow((await db.settings.get(logKey))?.value)
}

/** The log as text for the specialist: a head of facts, then a line per event with its time in UTC. */
export function eventsToText(facts: Readonly<Record<string, string | number>>, events: readonly LoggedEvent[]): string {
  const head = Object.entries(facts).map(([name, value]) => `${name}=${String(value)}`)
  const lines = events.map(([atMs, what, detail]) => [timeOf(atMs), what, detail ?? ''].join(' ').trim())
  return [...head, ...lines].join('\n')
}

/** What a phone calls a trouble of its own: the network and a busy server are none. */
const ordinary: readonly string[] = ['NetworkUnavailable', 'ServerBusy', 'AnswerUnreadable']
const troubles: readonly EventName[] = ['failed', 'write', 'storage', 'lost', 'error']

/** The code of the newest trouble since a moment (ms), e.g. "StorageFull"; null when there was none. */
export function troubleSince(events: readonly LoggedEvent[], sinceMs: number): string | null {
  const found = events.findLast(([atMs, what, detail]) => atMs >= sinceMs && troubles.includes(what) && !ordinary.includes(detail ?? ''))
  return found === undefined ? null : ((/^[A-Za-z]+/.exec(found[2] ?? '') ?? [found[1]])[0] ?? null)
}

function timeOf(atMs: number): string {
  // A clock that stands outside of the calendar must not cost the log.
  return Math.abs(atMs) <= 8.64e15 ? new Date(atMs).toISOString().slice(0, 19) : String(atMs)
}

function readRow(value: unknown): LoggedEvent[] {
  return Array.isArray(value) ? value.filter(isEvent) : []
}

function isEvent(value: unknown): value is LoggedEvent {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'string'
}
