import { describe, expect, it } from 'vitest'
import { addDays, isCertainYear, isWorkingDay, precedingWorkingDay, productionCalendar, type DateOnly, type ProductionCalendar } from '#core/directive'
import { day } from '../../../support/day.ts'

function daysOf(year: number): DateOnly[] {
  const days: DateOnly[] = []
  for (let date = day(`${year}-01-01`); date.startsWith(String(year)); date = addDays(date, 1)) days.push(date)
  return days
}

describe('the Russian production calendar', () => {
  // Working days of a 40-hour week as published for each year.
  it.each([
    [2019, 247],
    [2020, 248],
    [2021, 247],
    [2022, 247],
    [2023, 247],
    [2024, 248],
    [2025, 247],
    [2026, 247],
  ])('has in %i the published %i working days', (year, workingDays) => {
    expect(daysOf(year).filter((date) => isWorkingDay(date, productionCalendar))).toHaveLength(workingDays)
  })

  it.each(['2019-05-10', '2020-05-04', '2021-12-31', '2022-05-10', '2023-02-24', '2024-04-29', '2024-12-31', '2025-06-13', '2026-01-09', '2026-12-31'])(
    'rests on %s, to which a decree moved a day off',
    (date) => {
      expect(isWorkingDay(day(date), productionCalendar)).toBe(false)
    },
  )

  it.each(['2021-02-20', '2022-03-05', '2024-04-27', '2024-11-02', '2024-12-28', '2025-11-01'])('works on Saturday %s, whose day off was moved away', (date) => {
    expect(isWorkingDay(day(date), productionCalendar)).toBe(true)
  })

  it.each(['2020-02-24', '2020-03-09', '2021-06-14', '2022-05-02', '2023-11-06', '2026-03-09', '2026-05-11'])(
    'rests on %s, which follows a holiday on a weekend',
    (date) => {
      expect(isWorkingDay(day(date), productionCalendar)).toBe(false)
    },
  )

  it.each(['2019-02-25', '2025-02-24', '2025-03-10', '2023-01-09'])('works on %s: that holiday’s day off went elsewhere', (date) => {
    expect(isWorkingDay(day(date), productionCalendar)).toBe(true)
  })

  it('keeps the holidays themselves when a decree moves a day off from them', () => {
    expect(isWorkingDay(day('2024-01-07'), productionCalendar)).toBe(false)
    expect(isWorkingDay(day('2019-02-23'), productionCalendar)).toBe(false)
  })

  it('names a decree for every year whose transfers it knows', () => {
    expect(isCertainYear(2024, productionCalendar)).toBe(true)
    expect(isCertainYear(2027, productionCalendar)).toBe(false)
    expect(isCertainYear(2031, productionCalendar)).toBe(false)
    for (const { year, source, transfers } of productionCalendar) {
      expect(source !== null || transfers.length === 0).toBe(true)
      for (const { from, to } of transfers) expect([from, to].map((date) => day(date).slice(0, 4))).toEqual([String(year), String(year)])
    }
  })

  it('goes by weekends and article 112 in a year without data', () => {
    expect(isWorkingDay(day('2031-01-08'), productionCalendar)).toBe(false)
    expect(isWorkingDay(day('2031-01-09'), productionCalendar)).toBe(true)
    expect(isWorkingDay(day('2031-02-24'), productionCalendar)).toBe(false)
    expect(isWorkingDay(day('2031-12-31'), productionCalendar)).toBe(true)
    expect(isWorkingDay(day('2031-12-27'), productionCalendar)).toBe(false)
  })

  it('is data: another calendar gives other days', () => {
    const office: ProductionCalendar = [{ year: 2031, source: 'распоряжение', transfers: [{ from: '2031-12-27', to: '2031-12-31' }] }]
    expect(isWorkingDay(day('2031-12-31'), office)).toBe(false)
    expect(isWorkingDay(day('2031-12-27'), office)).toBe(true)
  })
})

describe('the preceding working day', () => {
  it.each([
    ['2022-12-31', '2022-12-30'],
    ['2024-12-31', '2024-12-28'],
    ['2026-01-11', '2025-12-30'],
    ['2022-09-01', '2022-09-01'],
  ])('of %s is %s', (date, working) => {
    expect(precedingWorkingDay(day(date), productionCalendar)).toBe(working)
  })

  it('stops at the first day of all dates, which is a holiday', () => {
    expect(precedingWorkingDay(day('1900-01-01'), productionCalendar)).toBe('1900-01-01')
  })
})
