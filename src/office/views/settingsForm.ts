import { type CalendarYear, type RuleSet, type DateOnly, addDays, addMonths, calendarOf, decodeRuleSet, defaultRuleSet, moveOffNonWorking } from '#core/directive'
import { type SettingsView, ruleChanges } from '#core/report'
import { t } from '../../i18n/office.ts'
import { textToTransfers } from './calendarText.ts'

/** The settings as fields hold them: lines as one text, the rules whole. */
export interface SettingsForm {
  name: string
  region: string
  zone: string
  office: { name: string; phone: string }
  clerk: { name: string; post: string; phone: string }
  head: { post: string; name: string }
  letterhead: string
  phrases: string
  defaultPeriod: SettingsView['defaultPeriod']
  rules: { -readonly [Key in keyof RuleSet]: RuleSet[Key] }
}

/** Fills the fields. */
export function settingsToForm({ name, region, zone, office, clerk, head, letterhead, phrases, defaultPeriod, ruleSet, standingPeriodUnit }: SettingsView): SettingsForm {
  const rules = decodeRuleSet(ruleSet)
  return {
    name, region, zone, office: { ...office }, clerk: { ...clerk }, head: { ...head }, letterhead: letterhead.join('\n'), phrases: phrases.join('\n'), defaultPeriod,
    rules: { ...(rules.ok ? rules.value : defaultRuleSet), standingUnit: standingPeriodUnit },
  }
}

/** Reads the fields; the rules only where they differ from the defaults. */
export function formToSettings({ letterhead, phrases, rules, ...rest }: SettingsForm): SettingsView {
  const lines = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '')
  return JSON.parse(JSON.stringify({
    ...rest, letterhead: lines(letterhead), phrases: lines(phrases), standingPeriodUnit: rules.standingUnit, ruleSet: ruleChanges(rules, defaultRuleSet),
  })) as SettingsView
}

const labels = {
  name: 'settings.name', region: 'settings.region', zone: 'settings.zone', 'office.name': 'settings.office', 'office.phone': 'settings.officePhone',
  'clerk.name': 'settings.clerk.name', 'clerk.post': 'settings.clerk.post', 'clerk.phone': 'settings.clerk.phone',
  'head.name': 'settings.head.name', 'head.post': 'settings.head.post', letterhead: 'settings.letterhead', phrases: 'settings.phrases', ruleSet: 'settings.section.rules',
} as const

/** What the page calls a field of the settings, e.g. `letterhead.3`. */
export function fieldName(field: string): string {
  const [, label = 'settings.title'] = Object.entries(labels).find(([key]) => field === key || field.startsWith(`${key}.`)) ?? []
  return t(label)
}

/** What a rule makes of a document signed on a day. */
export interface RuleExample {
  readonly rule: 'bulk' | 'immediate' | 'promptly' | 'year'
  readonly date: DateOnly
  /** The day before it was moved off a non-working one; null where it stands. */
  readonly moved: DateOnly | null
}

/** The examples of the live preview; the year's is the last day of the one after. */
export function ruleExamples(rules: RuleSet, signed: DateOnly): readonly RuleExample[] {
  const calendar = calendarOf(rules)
  const end = `${String(Number(signed.slice(0, 4)) + 1)}-12-31` as DateOnly
  const days = [
    ['bulk', addMonths(signed, rules.bulkReportMonths)], ['immediate', addDays(signed, rules.immediateDays)],
    ['promptly', addDays(signed, rules.promptlyDays)], ['year', end],
  ] as const
  return days.map(([rule, day]) => {
    const date = moveOffNonWorking(day, rule === 'year' ? null : signed, rules, calendar)
    return { rule, date, moved: date === day ? null : day }
  })
}

/** A year of the calendar as it was typed, or what is wrong with it. */
export function readYear({ year, source, text }: { readonly year: string; readonly source: string; readonly text: string }): CalendarYear | { readonly wrongLine: number } | 'year' {
  if (!/^(?:19|20|21)\d\d$/.test(year)) return 'year'
  const read = textToTransfers(text, Number(year))
  return 'wrongLine' in read ? read : { year: Number(year), source: source.trim() === '' ? null : source.trim(), transfers: read.transfers }
}
