import * as v from 'valibot'

/**
 * How a phone fares, as an exchange tells it in at most 40 bytes of JSON: classes of free space, of the browser's promise
 * to keep the records and of the oldest unsent one, and the code of the last trouble, e.g. `[1,2,3,"StorageFull"]`.
 */
export type Health = readonly [space: number, persisted: number, oldest: number, trouble: string]

/** Greatest free space (MB) of each class but the last, which is «enough»; class 0 is «not known». */
const spaceLimitsMb: readonly number[] = [20, 100, 500]
/** Least age (days) of the oldest unsent record for each class after the first two: 0 none, 1 younger than a day. */
const ageLimitsDays: readonly number[] = [1, 3, 7, 30]
const dayMs = 86_400_000

/** The class of age from which an unsent record is stuck: three days. */
const stuckClass = 3
/** The greatest class of free space that is little: text is kept, and nothing more. */
const littleSpaceClass = 1

export const healthSchema = v.strictTuple([
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9)),
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9)),
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9)),
  v.pipe(v.string(), v.regex(/^[A-Za-z]{0,30}$/)),
])

/** What a phone measured; null where its browser does not say. */
export interface HealthFacts {
  readonly freeMb: number | null
  readonly isPersisted: boolean | null
  /** Age (ms) of the oldest unsent record; null when all is sent. */
  readonly oldestUnsentMs: number | null
  /** A code of `docs/errors.md`, or null. */
  readonly trouble: string | null
}

/** Puts what was measured into the classes the wire carries. */
export function describeHealth({ freeMb, isPersisted, oldestUnsentMs, trouble }: HealthFacts): Health {
  const space = freeMb === null ? 0 : 1 + spaceLimitsMb.filter((limit) => freeMb >= limit).length
  const persisted = isPersisted === null ? 0 : isPersisted ? 1 : 2
  const oldest = oldestUnsentMs === null ? 0 : 1 + ageLimitsDays.filter((limit) => oldestUnsentMs >= limit * dayMs).length
  return [space, persisted, oldest, (trouble ?? '').replace(/[^A-Za-z]/g, '').slice(0, 30)]
}

/** Reads what `describeHealth` wrote; null for anything else. */
export function readHealth(value: unknown): Health | null {
  const parsed = v.safeParse(healthSchema, value)
  return parsed.success ? parsed.output : null
}

/** Whether a phone needs somebody: little room, a record stuck for days, or a trouble of its own. */
export function isTroubled([space, , oldest, trouble]: Health): boolean {
  return (space > 0 && space <= littleSpaceClass) || oldest >= stuckClass || trouble !== ''
}
