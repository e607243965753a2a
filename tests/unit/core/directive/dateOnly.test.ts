import { describe, expect, it } from 'vitest'
import { addDays, addMonths, compareDates, dateOnlyOf, dayOfWeek, daysBetween, endOfMonth, endOfWeek, parseDateOnly, partsOf } from '#core/directive'
import { day } from '../../../support/day.ts'

describe('a calendar date', () => {
  it.each(['2022-09-01', '2024-02-29', '2000-02-29', '1900-01-01', '2999-12-31'])('reads %s', (text) => {
    expect(parseDateOnly(text)).toBe(text)
  })

  it.each(['2023-02-29', '1900-02-29', '2022-04-31', '2022-13-01', '2022-00-10', '2022-01-00', '1899-12-31', '3000-01-01', '2022-9-1', '01.09.2022', '2022-09-01T00:00', ' 2022-09-01', '2022', ''])(
    'refuses %j',
    (text) => {
      expect(parseDateOnly(text)).toBeNull()
    },
  )

  it('is made from numbers only where the calendar has the day', () => {
    expect(dateOnlyOf(2024, 2, 29)).toBe('2024-02-29')
    expect(dateOnlyOf(2023, 2, 29)).toBeNull()
    expect(dateOnlyOf(2023, 2, 1.5)).toBeNull()
    expect(dateOnlyOf(Number.NaN, 1, 1)).toBeNull()
    expect(partsOf(day('2024-02-29'))).toEqual({ year: 2024, month: 2, day: 29 })
  })

  it('moves by days over months, leap days and years', () => {
    expect(addDays(day('2024-02-28'), 1)).toBe('2024-02-29')
    expect(addDays(day('2023-02-28'), 1)).toBe('2023-03-01')
    expect(addDays(day('2021-12-31'), 1)).toBe('2022-01-01')
    expect(addDays(day('2022-01-01'), -1)).toBe('2021-12-31')
    expect(addDays(day('1969-12-31'), 365)).toBe('1970-12-31')
  })

  it('stops at the ends of its range', () => {
    expect(addDays(day('2999-12-30'), 1_000_000)).toBe('2999-12-31')
    expect(addDays(day('1900-01-02'), -1_000_000)).toBe('1900-01-01')
    expect(addMonths(day('2999-12-30'), 1)).toBe('2999-12-31')
  })

  it('moves by months, and the 31st becomes the last day of a shorter month', () => {
    expect(addMonths(day('2022-01-31'), 1)).toBe('2022-02-28')
    expect(addMonths(day('2022-12-15'), 1)).toBe('2023-01-15')
    expect(addMonths(day('2022-01-15'), -1)).toBe('2021-12-15')
    expect(addMonths(day('2022-01-15'), -25)).toBe('2019-12-15')
  })

  it('counts days between two dates, negative backwards', () => {
    expect(daysBetween(day('2024-01-01'), day('2025-01-01'))).toBe(366)
    expect(daysBetween(day('2022-09-01'), day('2022-08-31'))).toBe(-1)
  })

  it('sorts earliest first', () => {
    expect([day('2022-09-01'), day('2021-12-31'), day('2022-01-31')].toSorted(compareDates)).toEqual(['2021-12-31', '2022-01-31', '2022-09-01'])
    expect(compareDates(day('2022-09-01'), day('2022-09-01'))).toBe(0)
  })

  it('knows its day of the week from Monday 1 to Sunday 7', () => {
    expect(dayOfWeek(day('1900-01-01'))).toBe(1)
    expect(dayOfWeek(day('2022-12-31'))).toBe(6)
    expect(dayOfWeek(day('2024-12-29'))).toBe(7)
  })

  it('knows the end of its week and of its month', () => {
    expect(endOfWeek(day('2026-11-30'))).toBe('2026-12-06')
    expect(endOfWeek(day('2026-12-06'))).toBe('2026-12-06')
    expect(endOfMonth(day('2024-02-10'))).toBe('2024-02-29')
    expect(endOfMonth(day('2022-12-31'))).toBe('2022-12-31')
  })
})
