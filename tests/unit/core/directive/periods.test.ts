import { describe, expect, it } from 'vitest'
import { defaultRuleSet, firstPeriodFrom, periodContaining, periodDueNow, periodsOf, ruleSetWith, standingUnitOf, type PrintedDeadline } from '#core/directive'
import { day } from '../../../support/day.ts'

const rules = defaultRuleSet
const yearlyByJune: PrintedDeadline = { kind: 'recurring', text: 'ежегодно до 1 июня', position: 'after', every: 'year', date: '06-01' }
const quarterly: PrintedDeadline = { kind: 'recurring', text: 'ежеквартально', position: 'after', every: 'quarter' }

describe('the period of a standing directive', () => {
  it.each([
    ['year', '2026-07-15', '2026', '2026-01-01', '2026-12-31', '2027-01-20'],
    ['half_year', '2026-06-30', '2026-H1', '2026-01-01', '2026-06-30', '2026-07-20'],
    ['half_year', '2026-07-01', '2026-H2', '2026-07-01', '2026-12-31', '2027-01-20'],
    ['quarter', '2026-03-31', '2026-Q1', '2026-01-01', '2026-03-31', '2026-04-20'],
    ['quarter', '2026-09-30', '2026-Q3', '2026-07-01', '2026-09-30', '2026-10-20'],
    ['school_year', '2026-09-01', '2026/27', '2026-09-01', '2027-08-31', '2027-06-18'],
    ['school_year', '2025-08-31', '2024/25', '2024-09-01', '2025-08-31', '2025-06-20'],
    ['school_year', '2099-10-01', '2099/00', '2099-09-01', '2100-08-31', '2100-06-18'],
  ] as const)('by %s that contains %s is %s', (unit, date, key, from, to, reportDue) => {
    expect(periodContaining(unit, day(date), rules)).toMatchObject({ key, from, to, reportDue })
  })

  it('says from which day its report was moved, or stays where the office moves nothing', () => {
    expect(periodContaining('school_year', day('2026-09-01'), rules).movedFrom).toBe('2027-06-20')
    expect(periodContaining('year', day('2026-09-01'), rules).movedFrom).toBeNull()
    expect(periodContaining('school_year', day('2026-09-01'), ruleSetWith({ moveNonWorking: false })).reportDue).toBe('2027-06-20')
  })

  it('is reported on the day that the office set', () => {
    const own = ruleSetWith({ periodReport: { ...rules.periodReport, quarter: { monthsAfterEnd: 2, day: 31 } } })
    expect(periodContaining('quarter', day('2026-08-01'), own).reportDue).toBe('2026-11-30')
  })

  it('is reported on the day that the text prints, while the office keeps the text’s unit', () => {
    expect(periodContaining('year', day('2026-08-01'), rules, yearlyByJune).reportDue).toBe('2026-06-01')
    expect(periodContaining('quarter', day('2026-08-01'), rules, quarterly).reportDue).toBe('2026-10-09')
    expect(periodContaining('half_year', day('2026-08-01'), rules, quarterly).reportDue).toBe('2027-01-20')
    expect(periodContaining('year', day('2026-08-01'), rules, { ...yearlyByJune, date: 'когда-нибудь' }).reportDue).toBe('2027-01-10')
  })
})

describe('the first period', () => {
  it('is the one in which the office published', () => {
    expect(firstPeriodFrom('year', day('2026-11-20'), rules)).toBe('2026-01-01')
    expect(firstPeriodFrom('quarter', day('2026-11-20'), rules)).toBe('2026-10-01')
    expect(firstPeriodFrom('school_year', day('2026-06-01'), rules)).toBe('2025-09-01')
  })

  it('is the next one where the report of this one is already behind', () => {
    expect(firstPeriodFrom('school_year', day('2026-07-10'), rules)).toBe('2026-09-01')
    expect(firstPeriodFrom('year', day('2026-11-20'), rules, yearlyByJune)).toBe('2027-01-01')
  })
})

describe('the periods up to today', () => {
  it('follow each other from the first one to the one with today', () => {
    expect(periodsOf('quarter', day('2026-04-01'), day('2027-01-01'), rules).map(({ key }) => key)).toEqual(['2026-Q2', '2026-Q3', '2026-Q4', '2027-Q1'])
  })

  it('hold the first one even when the phone’s day stands before it', () => {
    expect(periodsOf('year', day('2026-01-01'), day('2021-05-01'), rules).map(({ key }) => key)).toEqual(['2026'])
  })

  it('end with the calendar of dates', () => {
    expect(periodsOf('school_year', day('2998-09-01'), day('2999-12-31'), rules).map(({ key }) => key)).toEqual(['2998/99', '2999/00'])
  })

  it('owe the oldest that is not settled', () => {
    const periods = periodsOf('year', day('2025-01-01'), day('2027-01-15'), rules)
    expect(periodDueNow(periods, new Set(['2025']))?.key).toBe('2026')
    expect(periodDueNow(periods, new Set(['2026', '2025']))?.key).toBe('2027')
    expect(periodDueNow(periods.toReversed(), new Set())?.key).toBe('2025')
    expect(periodDueNow(periods, new Set(['2025', '2026', '2027']))).toBeNull()
  })
})

describe('the unit of a printed deadline', () => {
  it('is the district’s for «постоянно» and the text’s own for quarters and years', () => {
    expect(standingUnitOf({ kind: 'permanent', text: 'постоянно', position: 'after' }, rules)).toBe('year')
    expect(standingUnitOf({ kind: 'permanent', text: 'постоянно', position: 'after' }, ruleSetWith({ standingUnit: 'school_year' }))).toBe('school_year')
    expect(standingUnitOf(quarterly, rules)).toBe('quarter')
    expect(standingUnitOf({ ...quarterly, every: 'week' }, rules)).toBeNull()
    expect(standingUnitOf({ kind: 'none', text: null }, rules)).toBeNull()
  })
})
