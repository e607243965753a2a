import { type DateOnly, parseDateOnly } from '#core/directive'

/** The calendar date of an instant (ms since the epoch) in an IANA zone: `2022-09-01`. Throws for an unknown zone. */
export function dateInZone(instantMs: number, zone: string): DateOnly {
  // The Swedish form of a date is the ISO one.
  const date = parseDateOnly(new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(instantMs))
  if (date === null) throw new RangeError(`No calendar date for the instant ${String(instantMs)} in ${zone}.`)
  return date
}
