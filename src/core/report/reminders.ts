import { type Directive, type Resolution, isClosed } from '#core/directive'
import type { SummaryMark } from './summaryViews.ts'
import type { SummaryOrganization, SummaryReport } from './summaryReport.ts'

/** One letter: what a silent organization still owes. */
export interface Reminder {
  readonly addressee: SummaryOrganization
  readonly points: readonly { readonly resolution: Resolution; readonly directive: Directive; readonly period: string | null; readonly mark: SummaryMark }[]
}

/** Letters to those nobody hears of and to those never connected, by number; whoever owes nothing gets none. */
export function remindersOf(report: SummaryReport): Reminder[] {
  return [...report.silent, ...report.unconnected]
    .map((addressee) => ({ addressee, points: openPoints(report, addressee) }))
    .filter(({ points }) => points.length > 0)
    .sort((a, b) => (a.addressee.organization.number < b.addressee.organization.number ? -1 : 1))
}

function openPoints(report: SummaryReport, { organization }: SummaryOrganization): Reminder['points'] {
  return report.documents.flatMap(({ resolution, rows }) =>
    rows.filter(({ isCounted }) => isCounted).flatMap(({ directive, entries }) =>
      entries
        .filter(({ organization: own, mark }) => own.id === organization.id && !isClosed(mark.control) && mark.state !== 'awaitsDecision')
        .map(({ mark }) => ({ resolution, directive, period: directive.periodUnit === null ? null : mark.period, mark }))))
}
