import { parseDateOnly, type DateOnly } from '#core/directive'

/** A date for a test: `day('2022-09-01')`; a misprint in the test itself fails at once. */
export function day(text: string): DateOnly {
  const date = parseDateOnly(text)
  if (date === null) throw new Error(`no such day: ${text}`)
  return date
}
