import { describe, expect, it } from 'vitest'
import { type DateOnly, defaultRuleSet } from '#core/directive'
import { missingYears, textToTransfers, transfersToText } from '../../../src/office/views/calendarText.ts'
import { formToSettings, readYear, ruleExamples, settingsToForm } from '../../../src/office/views/settingsForm.ts'
import { settings } from '../../support/officeScreen.ts'

const signed = '2026-11-23' as DateOnly

describe('the form of the settings', () => {
  it('gives back what it was given', () => {
    const rich = { ...settings, phrases: ['Приложите приказ', 'Нет подписи'], ruleSet: { immediateDays: 5 } }
    expect(formToSettings(settingsToForm(rich))).toEqual(rich)
  })

  it('keeps of the rules only what differs from the defaults', () => {
    const form = settingsToForm(settings)
    form.rules.promptlyDays = 7
    expect(formToSettings(form).ruleSet).toEqual({ promptlyDays: 7 })
    form.rules.promptlyDays = defaultRuleSet.promptlyDays
    expect(formToSettings(form).ruleSet).toEqual({})
  })
})

describe('the preview of the rules', () => {
  it('moves a day off a weekend and says which it was', () => {
    const examples = ruleExamples({ ...defaultRuleSet, immediateDays: 5 }, signed)
    expect(examples.find(({ rule }) => rule === 'immediate')).toEqual({ rule: 'immediate', date: '2026-11-27', moved: '2026-11-28' })
    expect(ruleExamples({ ...defaultRuleSet, immediateDays: 5, moveNonWorking: false }, signed).every(({ moved }) => moved === null)).toBe(true)
  })
})

describe('a year of the calendar', () => {
  it('is read from lines of dates and written back', () => {
    const text = '05.01.2028 → 09.05.2028\n06.01.2028 - 02.05.2028'
    expect(textToTransfers(text, 2028)).toEqual({ transfers: [{ from: '2028-01-05', to: '2028-05-09' }, { from: '2028-01-06', to: '2028-05-02' }] })
    expect(transfersToText([{ from: '2028-01-05', to: '2028-05-09' }])).toBe('05.01.2028 → 09.05.2028')
  })

  it('names the line that is none', () => {
    for (const line of ['завтра', '05.01.2028', '32.01.2028 → 01.05.2028', '05.01.2027 → 09.05.2028', '05.01.2028 → 05.01.2028']) {
      expect(textToTransfers(`05.01.2028 → 09.05.2028\n${line}`, 2028), line).toEqual({ wrongLine: 2 })
    }
    expect(readYear({ year: '28', source: '', text: '' })).toBe('year')
  })

  it('is missed when no decree is known', () => {
    const known = [{ year: 2026, source: 'Постановление', transfers: [] }, { year: 2027, source: null, transfers: [] }]
    expect(missingYears('2026-11-22', known)).toEqual([2027])
  })
})
