import { type DateOnly, type Directive, addDays, isClosed } from '#core/directive'
import { type Discipline, type PlannedWork, measureDiscipline } from './disciplineRatio.ts'
import { groupBy } from './groupBy.ts'
import type { SummaryEntry, SummaryOrganization, SummaryReport } from './summaryReport.ts'
import type { SummaryMark } from './summaryViews.ts'

/** How many days ahead the sheet of the week looks. */
const daysAhead = 14

/** «Лист недели»: what the chief asks about once a week. */
export interface WeekReport {
  readonly report: SummaryReport
  /** The longest overdue first. */
  readonly overdue: readonly WeekEntry[]
  /** Reports and requests that wait for the office, the longest waiting first. */
  readonly waiting: readonly WeekEntry[]
  readonly silent: readonly SummaryOrganization[]
  readonly unconnected: readonly SummaryOrganization[]
  /** Days of the next fortnight on which something open is due, the nearest first. */
  readonly next: readonly { readonly dueDate: DateOnly; readonly directive: Directive; readonly open: number }[]
  readonly discipline: Discipline
}
export interface WeekEntry extends SummaryEntry {
  readonly directive: Directive
}

/** The sheet of a report over everything; `dayOf` gives the district's day of an instant (ms). */
export function weekReport(report: SummaryReport, dayOf: (instantMs: number) => DateOnly): WeekReport {
  const entries = report.documents.flatMap(({ rows }) =>
    rows.flatMap((row) => (row.isCounted ? row.entries.map((entry) => ({ ...entry, directive: row.directive })) : [])))
  return {
    report,
    overdue: entries.filter(({ mark }) => mark.isOverdue).sort((a, b) => compareText(effectiveDay(a.mark) ?? '', effectiveDay(b.mark) ?? '')),
    waiting: entries.filter(({ mark }) => mark.waitsSinceMs !== null).sort((a, b) => (a.mark.waitsSinceMs ?? 0) - (b.mark.waitsSinceMs ?? 0)),
    silent: [...report.silent].sort((a, b) => (a.lastContactMs ?? 0) - (b.lastContactMs ?? 0)),
    unconnected: report.unconnected,
    next: nextDays(entries, report.head.on),
    discipline: measureDiscipline(entries.map(({ mark }) => plannedOf(mark, dayOf)), report.head.on),
  }
}

/** The day a point is measured by: of a returned one the day set with the return. */
function effectiveDay({ dueDate, fixBy }: SummaryMark): DateOnly | null {
  return fixBy ?? dueDate
}

function nextDays(entries: readonly WeekEntry[], on: DateOnly): WeekReport['next'] {
  const end = addDays(on, daysAhead)
  const open = entries.flatMap((entry) => {
    const day = effectiveDay(entry.mark)
    const isOpen = !isClosed(entry.mark.control) && entry.mark.state !== 'awaitsDecision'
    return isOpen && day !== null && day >= on && day <= end ? [{ ...entry, day }] : []
  })
  return [...groupBy(open, ({ day, directive }) => `${day} ${directive.id}`).values()]
    .flatMap((some) => (some[0] === undefined ? [] : [{ dueDate: some[0].day, directive: some[0].directive, open: some.length }]))
    .sort((a, b) => compareText(a.dueDate, b.dueDate) || a.directive.position - b.directive.position)
}

/** Cancelled points and those that are not the school's own were never its plan; a return moves the day only forward. */
function plannedOf(mark: SummaryMark, dayOf: (instantMs: number) => DateOnly): PlannedWork {
  const dueDate = mark.fixBy !== null && mark.dueDate !== null && mark.fixBy < mark.dueDate ? mark.dueDate : effectiveDay(mark)
  return {
    dueDate,
    doneOn: mark.execution === 'reported' && mark.claimedMs !== null ? dayOf(mark.claimedMs) : null,
    isDropped: mark.control === 'cancelled' || mark.execution === 'notApplicableClaim',
  }
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
