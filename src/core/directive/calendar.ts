import { addDays, dateOnlyOf, dayOfWeek, partsOf } from './dateOnly.ts'
import type { DateOnly } from './ids.ts'

/** A day off moved by decree, e.g. from `2024-01-07` to `2024-12-31`. A day off that is no holiday becomes a working day. */
export interface DayOffTransfer {
  readonly from: string
  readonly to: string
}

/** What a year adds to article 112 of the Labour Code. */
export interface CalendarYear {
  readonly year: number
  /** The decree; null where none is known and the year goes by article 112 alone. */
  readonly source: string | null
  readonly transfers: readonly DayOffTransfer[]
}

/** Years in any order; a year that is missing goes by article 112 alone. JSON-serialisable. */
export type ProductionCalendar = readonly CalendarYear[]

/** Non-working holidays, `MM-DD` (Labour Code, article 112). */
const newYearHolidays = ['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08']
const singleHolidays = ['02-23', '03-08', '05-01', '05-09', '06-12', '11-04']

const saturday = 6

/** Whether offices work on a date in a five-day week: neither a day off, nor a holiday, nor a day that a day off was moved to. */
export function isWorkingDay(date: DateOnly, calendar: ProductionCalendar): boolean {
  const transfers = transfersOf(date, calendar)
  if (isHoliday(date) || transfers.some(({ to }) => to === date)) return false
  if (isWeekend(date)) return transfers.some(({ from }) => from === date)
  return !isFollowingDayOff(date, transfers)
}

/** The date itself when it is a working day, otherwise the nearest working day before it. */
export function precedingWorkingDay(date: DateOnly, calendar: ProductionCalendar): DateOnly {
  let day = date
  while (!isWorkingDay(day, calendar)) {
    const before = addDays(day, -1)
    if (before === day) return day
    day = before
  }
  return day
}

/** Whether a year's transfers are known by decree; false where its dates go by article 112 alone and may yet change. */
export function isCertainYear(year: number, calendar: ProductionCalendar): boolean {
  return calendar.some((known) => known.year === year && known.source !== null)
}

function transfersOf(date: DateOnly, calendar: ProductionCalendar): readonly DayOffTransfer[] {
  const { year } = partsOf(date)
  return calendar.find((known) => known.year === year)?.transfers ?? []
}

function isHoliday(date: DateOnly): boolean {
  const monthAndDay = date.slice(5)
  return newYearHolidays.includes(monthAndDay) || singleHolidays.includes(monthAndDay)
}

function isWeekend(date: DateOnly): boolean {
  return dayOfWeek(date) >= saturday
}

/**
 * A day off that coincides with a holiday moves to the next working day by itself (article 112, part 2): not in the
 * New Year holidays, and not where the decree moved that very day elsewhere (23 February and 8 March 2025).
 */
function isFollowingDayOff(date: DateOnly, transfers: readonly DayOffTransfer[]): boolean {
  const { year } = partsOf(date)
  return singleHolidays.some((monthAndDay) => {
    const holiday = dateOnlyOf(year, Number(monthAndDay.slice(0, 2)), Number(monthAndDay.slice(3)))
    if (holiday === null || holiday > date || !isWeekend(holiday)) return false
    return !transfers.some(({ from }) => from === holiday) && nextOrdinaryDay(holiday, transfers) === date
  })
}

function nextOrdinaryDay(holiday: DateOnly, transfers: readonly DayOffTransfer[]): DateOnly {
  let day = addDays(holiday, 1)
  while (isWeekend(day) || isHoliday(day) || transfers.some(({ to }) => to === day)) day = addDays(day, 1)
  return day
}
