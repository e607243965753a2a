import type { ProductionCalendar } from './calendar.ts'
import { addDays, addMonths, dateOnlyOf, daysBetween, daysInMonth, endOfMonth, parseDateOnly, partsOf } from './dateOnly.ts'
import type { ComputedDeadline, DateRule, Directive, PrintedDeadline } from './directive.ts'
import type { DateOnly } from './ids.ts'
import { firstPeriodFrom, periodContaining } from './periods.ts'
import { moveOffNonWorking, type RuleSet } from './ruleSet.ts'

/** What a printed deadline is read against. */
export interface DeadlineContext {
  readonly ruleSet: RuleSet
  readonly calendar: ProductionCalendar
  /** The document's own date; null where none is printed. */
  readonly signedOn: DateOnly | null
  /** The day on which the office publishes; never before this day do schools know of the point. */
  readonly publishedOn: DateOnly
}

type Recurring = Extract<PrintedDeadline, { readonly kind: 'recurring' }>

/** What a district's rules make of a printed deadline. Never fails: a text that no rule reads gives no date, to be confirmed. */
export function computeDeadline(printed: PrintedDeadline, context: DeadlineContext): ComputedDeadline {
  switch (printed.kind) {
    case 'none':
      return withoutDate('no_date', false)
    case 'until_date':
    case 'date':
      return readDay(printed.date, 'given_date', context)
    case 'period':
      return printed.to === null && printed.from !== null ? withoutDate('start_only', false) : readDay(printed.to, 'period_end', context)
    case 'year':
      return readDay(String(printed.year), 'bare_year', context)
    case 'from_date':
      return withoutDate('start_only', false)
    case 'permanent':
      return withoutDate('standing', false)
    case 'immediate':
      return readImmediate(printed.text, context)
    case 'recurring':
      return readRecurring(printed, context)
    case 'event':
      return countedDays(printed.days, context.publishedOn, 'after_receipt', context)
  }
}

/**
 * The report date the office is offered for a point without a date: so many months from signing, else from publication;
 * also from publication where the count from signing has already run out.
 */
export function offeredReportDue(context: DeadlineContext): DateOnly {
  const { ruleSet, calendar, signedOn, publishedOn } = context
  const countFrom = (start: DateOnly): DateOnly => moveOffNonWorking(addMonths(start, ruleSet.bulkReportMonths), start, ruleSet, calendar)
  const fromSigning = countFrom(signedOn ?? publishedOn)
  return fromSigning < publishedOn ? countFrom(publishedOn) : fromSigning
}

/** The date that counts: the office's extension, else the printed date as computed, else the office's report date; null when there is none. */
export function effectiveDueDate(directive: Pick<Directive, 'computed' | 'reportDue'>, extension: DateOnly | null): DateOnly | null {
  return extension ?? directive.computed.dueDate ?? directive.reportDue
}

/** Whole days past the due date; 0 on the day itself, which lasts to its end in the district's zone, and where there is no date. */
export function daysOverdue(due: DateOnly | null, today: DateOnly): number {
  return due === null ? 0 : Math.max(0, daysBetween(due, today))
}

/** A printed day is exact; a bare year includes its last day and is one reading of several («до 2024 года»). */
function readDay(text: string | null, rule: DateRule, context: DeadlineContext): ComputedDeadline {
  if (text === null) return withoutDate('no_date', true)
  const day = parseDateOnly(text)
  if (day !== null) return withDate(day, null, rule, false, context)
  const yearEnd = parseDateOnly(`${text}-12-31`)
  if (yearEnd === null) return withoutDate('no_date', true)
  return withDate(yearEnd, null, rule === 'given_date' ? 'period_end' : rule, true, context)
}

function readImmediate(text: string, context: DeadlineContext): ComputedDeadline {
  const { ruleSet, signedOn, publishedOn } = context
  const start = signedOn ?? publishedOn
  return /оперативн/iu.test(text)
    ? countedDays(ruleSet.promptlyDays, start, 'promptly', context)
    : countedDays(ruleSet.immediateDays, start, 'immediate', context)
}

/** The clerk confirms what is counted from a receipt nobody saw, and a date that has run out before the point is published. */
function countedDays(days: number, start: DateOnly, rule: DateRule, context: DeadlineContext): ComputedDeadline {
  const due = withDate(addDays(start, days), start, rule, rule === 'after_receipt', context)
  return { ...due, toConfirm: due.toConfirm || (due.dueDate !== null && due.dueDate < context.publishedOn) }
}

/** The first report date from publication on; a day that the text does not print is to be confirmed. */
function readRecurring(printed: Recurring, context: DeadlineContext): ComputedDeadline {
  const { ruleSet, calendar, publishedOn } = context
  switch (printed.every) {
    case 'day':
    case 'week':
      return withoutDate('recurring', true)
    case 'month':
      return withDate(monthlyReport(printed.day, context), publishedOn, 'recurring', printed.day === undefined, context)
    case 'quarter':
    case 'year': {
      const rules = { ...ruleSet, calendarYears: calendar }
      const from = firstPeriodFrom(printed.every, publishedOn, rules, printed)
      const { reportDue, movedFrom } = periodContaining(printed.every, from, rules, printed)
      const isPrinted = printed.day !== undefined || printed.date !== undefined
      return { dueDate: reportDue, rule: 'recurring', movedFrom, toConfirm: !isPrinted }
    }
  }
}

/** A printed day of the month: its next coming; none printed: the rule set's day of the next month. */
function monthlyReport(printedDay: number | undefined, { ruleSet, publishedOn }: DeadlineContext): DateOnly {
  const dayIn = (date: DateOnly): DateOnly => {
    const { year, month } = partsOf(date)
    const day = Math.max(1, Math.trunc(printedDay ?? ruleSet.recurringReportDay))
    return dateOnlyOf(year, month, Math.min(day, daysInMonth(year, month))) ?? date
  }
  const thisMonth = dayIn(publishedOn)
  return printedDay !== undefined && thisMonth >= publishedOn ? thisMonth : dayIn(addDays(endOfMonth(publishedOn), 1))
}

function withDate(day: DateOnly, countedFrom: DateOnly | null, rule: DateRule, toConfirm: boolean, context: DeadlineContext): ComputedDeadline {
  const dueDate = moveOffNonWorking(day, countedFrom, context.ruleSet, context.calendar)
  return { dueDate, rule, movedFrom: dueDate === day ? null : day, toConfirm }
}

function withoutDate(rule: DateRule, toConfirm: boolean): ComputedDeadline {
  return { dueDate: null, rule, movedFrom: null, toConfirm }
}
