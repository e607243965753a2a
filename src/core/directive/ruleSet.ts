import { precedingWorkingDay, type CalendarYear, type ProductionCalendar } from './calendar.ts'
import type { PeriodUnit } from './directive.ts'
import type { DateOnly } from './ids.ts'
import { productionCalendar } from './productionCalendar.ts'

/** When a period is reported: a day (1–31) of the month that many months after the period's last one; negative means before its end. */
export interface ReportDay {
  readonly monthsAfterEnd: number
  readonly day: number
}

/** A district's rules of dates, edited by its office; JSON-serialisable. Days are calendar days. */
export interface RuleSet {
  /** The report date offered for points without a date: months from signing, else from publication. */
  readonly bulkReportMonths: number
  /** «незамедлительно», «срочно»: days from signing, else from publication. */
  readonly immediateDays: number
  /** «оперативно»: the same. */
  readonly promptlyDays: number
  /** «ежемесячно», «ежеквартально», «ежегодно» without a date: the day of the month after the period. */
  readonly recurringReportDay: number
  /** The period offered for «постоянно». */
  readonly standingUnit: PeriodUnit
  readonly periodReport: Readonly<Record<PeriodUnit, ReportDay>>
  /** A date on a non-working day goes to the preceding working day. */
  readonly moveNonWorking: boolean
  /** How long (days) a closed point stays on the phones of its school. */
  readonly keepClosedDays: number
  /** Years of the production calendar that the office entered; each replaces the built-in year. */
  readonly calendarYears: readonly CalendarYear[]
}

/** The defaults of a new district. */
export const defaultRuleSet: RuleSet = {
  bulkReportMonths: 1,
  immediateDays: 3,
  promptlyDays: 10,
  recurringReportDay: 10,
  standingUnit: 'year',
  periodReport: {
    year: { monthsAfterEnd: 1, day: 20 },
    half_year: { monthsAfterEnd: 1, day: 20 },
    quarter: { monthsAfterEnd: 1, day: 20 },
    // The school year ends on 31 August, but schools report it before the summer: 20 June.
    school_year: { monthsAfterEnd: -2, day: 20 },
  },
  moveNonWorking: true,
  keepClosedDays: 365,
  calendarYears: [],
}

/** A district's rule set from what it changed: `{}` gives the defaults. */
export function ruleSetWith(changes: Partial<RuleSet>): RuleSet {
  return { ...defaultRuleSet, ...changes, periodReport: { ...defaultRuleSet.periodReport, ...changes.periodReport } }
}

/** The production calendar of a district: the built-in years, then those the office entered in their place. */
export function calendarOf(ruleSet: RuleSet): ProductionCalendar {
  const own = ruleSet.calendarYears
  return [...productionCalendar.filter(({ year }) => !own.some((entered) => entered.year === year)), ...own]
}

/**
 * Moves a date off a non-working day by the rule set. A date that would fall on or before `countedFrom` stays: three days
 * from 31 December are in the holidays, and the working day before them is earlier than the order itself.
 */
export function moveOffNonWorking(date: DateOnly, countedFrom: DateOnly | null, ruleSet: RuleSet, calendar: ProductionCalendar): DateOnly {
  if (!ruleSet.moveNonWorking) return date
  const moved = precedingWorkingDay(date, calendar)
  return countedFrom !== null && moved <= countedFrom ? date : moved
}
