import { addDays, addMonths, compareDates, dateOnlyOf, daysInMonth, endOfMonth, partsOf } from './dateOnly.ts'
import type { PeriodUnit, PrintedDeadline } from './directive.ts'
import type { DateOnly } from './ids.ts'
import { calendarOf, moveOffNonWorking, type ReportDay, type RuleSet } from './ruleSet.ts'

/** One stretch of a standing directive, reported on its own. */
export interface Period {
  /** `2026`, `2026-H1`, `2026-Q3`, `2026/27` (the school year from 1 September to 31 August). */
  readonly key: string
  readonly from: DateOnly
  /** The last day, included. */
  readonly to: DateOnly
  readonly reportDue: DateOnly
  /** The report day before it was moved off a non-working day; null when it was not moved. */
  readonly movedFrom: DateOnly | null
}

/**
 * The first day of a standing directive's first period: the one that contains publication. Where its report date is
 * already behind (a school year published in July), the next one, because nobody can report before being asked.
 */
export function firstPeriodFrom(unit: PeriodUnit, publishedOn: DateOnly, ruleSet: RuleSet, deadline?: PrintedDeadline): DateOnly {
  const first = periodContaining(unit, publishedOn, ruleSet, deadline)
  return first.reportDue < publishedOn ? addDays(first.to, 1) : first.from
}

/**
 * Periods from the one with `firstFrom` up to the one with `today`, oldest first; at least the first, even when the
 * phone's day stands before it. A recurring `deadline` brings its own report day («ежегодно до 1 июня»).
 */
export function periodsOf(unit: PeriodUnit, firstFrom: DateOnly, today: DateOnly, ruleSet: RuleSet, deadline?: PrintedDeadline): Period[] {
  let last = periodContaining(unit, firstFrom, ruleSet, deadline)
  const periods = [last]
  while (last.to < today) {
    last = periodContaining(unit, addDays(last.to, 1), ruleSet, deadline)
    periods.push(last)
  }
  return periods
}

/** The period a school owes now: the oldest of those whose key is not among `settledKeys`; null when nothing is owed. */
export function periodDueNow(periods: readonly Period[], settledKeys: ReadonlySet<string>): Period | null {
  const owed = periods.filter(({ key }) => !settledKeys.has(key))
  return owed.toSorted((a, b) => compareDates(a.from, b.from))[0] ?? null
}

/** The period that contains a date, with its report date off non-working days by the rule set. */
export function periodContaining(unit: PeriodUnit, date: DateOnly, ruleSet: RuleSet, deadline?: PrintedDeadline): Period {
  const { from, months, key } = stretchOf(unit, date)
  const to = endOfMonth(addMonths(from, months - 1))
  const due = reportDayAfter(to, reportDayOf(unit, ruleSet, deadline))
  const reportDue = moveOffNonWorking(due, due > to ? to : null, ruleSet, calendarOf(ruleSet))
  return { key, from, to, reportDue, movedFrom: reportDue === due ? null : due }
}

/** The unit in which a printed deadline is reported: the rule set's for «постоянно», its own for «ежеквартально» and «ежегодно»; else null. */
export function standingUnitOf(deadline: PrintedDeadline, ruleSet: RuleSet): PeriodUnit | null {
  if (deadline.kind === 'permanent') return ruleSet.standingUnit
  if (deadline.kind !== 'recurring') return null
  return deadline.every === 'quarter' || deadline.every === 'year' ? deadline.every : null
}

function reportDayOf(unit: PeriodUnit, ruleSet: RuleSet, deadline: PrintedDeadline | undefined): ReportDay {
  // The office may have chosen another unit than the text's; then the text's day no longer fits.
  if (deadline?.kind !== 'recurring' || deadline.every !== unit) return ruleSet.periodReport[unit]
  const printed = deadline.date === undefined ? null : monthAndDayOf(deadline.date)
  if (unit === 'year' && printed !== null) return { monthsAfterEnd: printed.month - 12, day: printed.day }
  return { monthsAfterEnd: 1, day: deadline.day ?? ruleSet.recurringReportDay }
}

function reportDayAfter(periodEnd: DateOnly, { monthsAfterEnd, day }: ReportDay): DateOnly {
  const { year, month } = partsOf(periodEnd)
  const reportMonth = addMonths(dateOnlyOf(year, month, 1) ?? periodEnd, monthsAfterEnd)
  const target = partsOf(reportMonth)
  return addDays(reportMonth, Math.min(Math.max(day, 1), daysInMonth(target.year, target.month)) - target.day)
}

/** `06-01` or the end of an ISO date; null for any other text. The leap day is allowed. */
function monthAndDayOf(text: string): { month: number; day: number } | null {
  const [, month, day] = /(?:^|-)(\d{2})-(\d{2})$/.exec(text) ?? []
  if (dateOnlyOf(2000, Number(month), Number(day)) === null) return null
  return { month: Number(month), day: Number(day) }
}

function stretchOf(unit: PeriodUnit, date: DateOnly): { from: DateOnly; months: number; key: string } {
  const { year, month } = partsOf(date)
  const monthStart = (startYear: number, startMonth: number): DateOnly => dateOnlyOf(startYear, startMonth, 1) ?? date
  switch (unit) {
    case 'year':
      return { from: monthStart(year, 1), months: 12, key: String(year) }
    case 'half_year': {
      const half = month <= 6 ? 1 : 2
      return { from: monthStart(year, half * 6 - 5), months: 6, key: `${year}-H${half}` }
    }
    case 'quarter': {
      const quarter = Math.ceil(month / 3)
      return { from: monthStart(year, quarter * 3 - 2), months: 3, key: `${year}-Q${quarter}` }
    }
    case 'school_year': {
      const startYear = month >= 9 ? year : year - 1
      return { from: monthStart(startYear, 9), months: 12, key: `${startYear}/${String((startYear + 1) % 100).padStart(2, '0')}` }
    }
  }
}
