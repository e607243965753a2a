import type { DateOnly } from './ids.ts'

/** A calendar date in numbers: `month` 1–12, `day` 1–31. */
export type DateParts = Readonly<Record<'year' | 'month' | 'day', number>>

const years = { first: 1900, last: 2999 }

/** Reads `2022-09-01`; null for any other shape, for a day the calendar does not have and for years outside 1900–2999. */
export function parseDateOnly(text: string): DateOnly | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  return year === undefined ? null : dateOnlyOf(Number(year), Number(month), Number(day))
}

/** The date of a year, a month (1–12) and a day; null where the calendar has no such day or the year is outside 1900–2999. */
export function dateOnlyOf(year: number, month: number, day: number): DateOnly | null {
  const isMonth = [year, month, day].every(Number.isInteger) && year >= years.first && year <= years.last && month >= 1 && month <= 12
  return isMonth && day >= 1 && day <= daysInMonth(year, month) ? format({ year, month, day }) : null
}

/** Takes a date apart: `2022-09-01` → 2022, 9, 1. */
export function partsOf(date: DateOnly): DateParts {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

/** Days in a month (1–12) of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Moves a date by whole days, back when negative; stops at 1900-01-01 and 2999-12-31, so that a misprint never becomes a crash. */
export function addDays(date: DateOnly, days: number): DateOnly {
  return fromDayNumber(dayNumber(partsOf(date)) + days)
}

/** Moves a date by whole months; the 31st becomes the last day of a shorter month. Stops at the same ends as `addDays`. */
export function addMonths(date: DateOnly, months: number): DateOnly {
  const { year, month, day } = partsOf(date)
  const index = year * 12 + month - 1 + months
  const target = { year: Math.floor(index / 12), month: (((index % 12) + 12) % 12) + 1 }
  return fromDayNumber(dayNumber({ ...target, day: Math.min(day, daysInMonth(target.year, target.month)) }))
}

/** Days from one date to another: 1 from a day to the next, negative backwards. */
export function daysBetween(from: DateOnly, to: DateOnly): number {
  return dayNumber(partsOf(to)) - dayNumber(partsOf(from))
}

/** Orders dates for `sort`, earliest first. */
export function compareDates(a: DateOnly, b: DateOnly): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The day of the week by ISO 8601: 1 is Monday, 7 is Sunday. */
export function dayOfWeek(date: DateOnly): number {
  const sinceMonday1900 = dayNumber(partsOf(date)) + 25567
  return (sinceMonday1900 % 7) + 1
}

/** The last day of the date's month: `2024-02-10` → `2024-02-29`. */
export function endOfMonth(date: DateOnly): DateOnly {
  const { year, month } = partsOf(date)
  return format({ year, month, day: daysInMonth(year, month) })
}

/** The Sunday of the date's week, which begins on Monday. */
export function endOfWeek(date: DateOnly): DateOnly {
  return addDays(date, 7 - dayOfWeek(date))
}

/*
 * Day numbers count from 1970-01-01. A year is taken to begin in March, so that the leap day is its last
 * (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and civil_from_days).
 */
function dayNumber({ year, month, day }: DateParts): number {
  const marchYear = month > 2 ? year : year - 1
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return marchYear * 365 + Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400) + dayOfYear - 719468
}

function fromDayNumber(wished: number): DateOnly {
  const first = dayNumber({ year: years.first, month: 1, day: 1 })
  const last = dayNumber({ year: years.last, month: 12, day: 31 })
  const shifted = Math.min(Math.max(wished, first), last) + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted % 146097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return format({ year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1 })
}

/** Gives the brand: its callers hold numbers of a day that exists. */
function format({ year, month, day }: DateParts): DateOnly {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as DateOnly
}
