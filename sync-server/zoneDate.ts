import { type DateOnly, parseDateOnly } from '#core/directive'

/** The calendar date of an instant (ms since the epoch) in an IANA zone: `2022-09-01`. Throws for an unknown zone. */
export function dateInZone(instantMs: number, zone: string): DateOnly {
  // The Swedish form of a date is the ISO one.
  const date = parseDateOnly(new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(instantMs))
  if (date === null) throw new RangeError(`No calendar date for the instant ${String(instantMs)} in ${zone}.`)
  return date
}

/** The instant (ms since the epoch) a calendar date begins at in an IANA zone; where midnight was skipped, the first instant after it. */
export function startOfDayMs(date: DateOnly, zone: string): number {
  const midnightUtc = Date.parse(date)
  // No zone is further from UTC than 14 h, and every shift is a whole number of quarters of an hour.
  for (let instant = midnightUtc - 14 * 3_600_000; instant <= midnightUtc + 14 * 3_600_000; instant += 900_000) {
    if (dateInZone(instant, zone) >= date) return instant
  }
  throw new RangeError(`The day ${date} never begins in ${zone}.`)
}
