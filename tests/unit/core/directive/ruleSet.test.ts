import { describe, expect, it } from 'vitest'
import { calendarOf, defaultRuleSet, isWorkingDay, ruleSetWith } from '#core/directive'
import { day } from '../../../support/day.ts'

describe('a rule set', () => {
  it('comes back from JSON as it was', () => {
    expect(JSON.parse(JSON.stringify(defaultRuleSet))).toEqual(defaultRuleSet)
  })

  it('keeps the defaults that a district has not changed', () => {
    expect(ruleSetWith({})).toEqual(defaultRuleSet)
    expect(ruleSetWith({ immediateDays: 1 })).toEqual({ ...defaultRuleSet, immediateDays: 1 })
  })

  it('replaces a built-in year of the calendar by the office’s own and keeps the others', () => {
    const calendar = calendarOf(ruleSetWith({ calendarYears: [{ year: 2024, source: 'решение района', transfers: [] }] }))
    expect(isWorkingDay(day('2024-12-31'), calendar)).toBe(true)
    expect(isWorkingDay(day('2026-12-31'), calendar)).toBe(false)
    expect(calendar.filter(({ year }) => year === 2024)).toHaveLength(1)
  })
})
