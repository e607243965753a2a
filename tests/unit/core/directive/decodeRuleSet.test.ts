import { describe, expect, it } from 'vitest'
import { decodeRuleSet, defaultRuleSet } from '#core/directive'

describe('a district\'s rule set', () => {
  it('is the defaults where nothing was changed, and the defaults with each change', () => {
    expect(decodeRuleSet({})).toEqual({ ok: true, value: defaultRuleSet })
    expect(decodeRuleSet({ immediateDays: 5, standingUnit: 'quarter' })).toEqual({ ok: true, value: { ...defaultRuleSet, immediateDays: 5, standingUnit: 'quarter' } })
  })

  it('refuses a misspelt key, a value out of bounds and what is no object', () => {
    for (const wrong of [{ imediateDays: 5 }, { recurringReportDay: 0 }, { standingUnit: 'decade' }, { calendarYears: [{ year: 2026 }] }, null, 'x']) {
      expect(decodeRuleSet(wrong), JSON.stringify(wrong)).toEqual({ ok: false, error: { type: 'RuleSetInvalid' } })
    }
  })
})
