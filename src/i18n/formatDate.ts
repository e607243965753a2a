import type { DateOnly } from '#core/directive'

const longDay = new Intl.DateTimeFormat('ru', { day: 'numeric', month: 'long', timeZone: 'UTC' })
const longDate = new Intl.DateTimeFormat('ru', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const weekday = new Intl.DateTimeFormat('ru', { weekday: 'long', timeZone: 'UTC' })

/** «25 января», and the year only when it is not `today`'s: «25 января 2027 г.» */
export function formatDay(date: DateOnly, today: DateOnly): string {
  const format = date.slice(0, 4) === today.slice(0, 4) ? longDay : longDate
  return format.format(Date.parse(date)).replace(' г.', '\u00a0г.')
}

/** «17.12.2021», as documents are cited. */
export function formatCitedDate(date: DateOnly): string {
  return date.split('-').reverse().join('.')
}

/** «воскресенье». */
export function formatWeekday(date: DateOnly): string {
  return weekday.format(Date.parse(date))
}

/** The calendar date of an instant (ms) in a zone. */
export function dateInZone(instantMs: number, zone: string | undefined): DateOnly {
  // The Swedish locale writes ISO dates.
  return new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short' }).format(instantMs) as DateOnly
}

/** «14:20» in a zone. */
export function formatTime(instantMs: number, zone: string | undefined): string {
  return new Intl.DateTimeFormat('ru', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(instantMs)
}
