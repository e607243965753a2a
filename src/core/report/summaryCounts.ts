import type { ExecutionState } from '#core/directive'
import type { AssignmentCounts } from './officeViews.ts'
import { countCells } from './summarizeCounts.ts'
import type { SummaryMark } from './summaryViews.ts'

/** What the matrix counts, and beside it what each word of the school and of the office was said of. */
export interface SummaryCounts extends AssignmentCounts {
  /** What the schools claim; together they are all assignments. */
  readonly claimed: Readonly<Record<ExecutionState, number>>
  /** Of those not begun: in organizations nobody hears of, so that it is no zero of theirs. */
  readonly silentNotStarted: number
  readonly cancelled: number
  readonly acknowledged: number
}

/** Counts marks as the matrix counts its cells. */
export function countMarks(entries: readonly { readonly contact: string; readonly mark: SummaryMark }[]): SummaryCounts {
  const claimed = { notStarted: 0, inProgress: 0, reported: 0, notApplicableClaim: 0 }
  let [silentNotStarted, cancelled, acknowledged] = [0, 0, 0]
  for (const { contact, mark } of entries) {
    claimed[mark.execution] += 1
    silentNotStarted += Number(mark.execution === 'notStarted' && contact !== 'heard')
    cancelled += Number(mark.state === 'cancelled')
    acknowledged += Number(mark.isAcknowledged)
  }
  return { ...countCells(entries.map(({ mark }) => mark)), claimed, silentNotStarted, cancelled, acknowledged }
}
