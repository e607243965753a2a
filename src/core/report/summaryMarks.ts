import type { Directive } from '#core/directive'
import { type AssignmentState, type StoredChange, foldAssignment, foldFieldAnswers, keyToSubject, valueOf, wholePeriod } from '#core/sync'
import type { HistoryIndex } from './indexHistory.ts'
import type { MatrixCell } from './officeViews.ts'
import { type SummaryContext, relatedAssignments, summarizeDirective } from './summarizeAssignment.ts'
import type { SummaryMark } from './summaryViews.ts'

/** The changes made before an instant (ms), by the stamp all replicas order by: what is known of a past day however late it came. */
export function changesBefore(changes: readonly StoredChange[], untilMs: number): StoredChange[] {
  return changes.filter((change) => change.effectiveStampMs < untilMs)
}

/**
 * Every assignment of an organization that its history (already cut to the day) knows: per directive the cell of the
 * matrix, and beside it every other period and child. A directive that was never published to it gives none.
 */
export function markAssignments(directives: readonly Directive[], history: HistoryIndex, context: SummaryContext): SummaryMark[] {
  return directives.flatMap((directive, place) => {
    const main = summarizeDirective(directive, history, context)
    if (main === null) return []
    const related = relatedAssignments(directive, history, context)
    const places = related.length > 0 ? related.map(({ cell }) => cell) : [main]
    const isAcknowledged = history.isAcknowledged(directive.resolutionId)
    return places.map((cell) => markOf(directive, place, cell, { history, isAcknowledged, isMain: cell.subject === main.subject }))
  })
}

interface Surroundings {
  readonly history: HistoryIndex
  readonly isAcknowledged: boolean
  readonly isMain: boolean
}

function markOf(directive: Directive, place: number, cell: MatrixCell, { history, isAcknowledged, isMain }: Surroundings): SummaryMark {
  const changes = history.changesOf(cell.subject)
  const subject = keyToSubject(cell.subject)
  const state = foldAssignment(changes)
  const said = state.executionBy === null ? null : valueOf('execution', state.executionBy)
  const decided = state.controlBy === null ? null : valueOf('control', state.controlBy)
  const { execution, control, dueDate, isOverdue, hasRequest } = cell
  return {
    directive: place,
    period: subject?.type === 'directive' ? subject.period : wholePeriod,
    childId: subject?.type === 'directive' ? subject.childId : null,
    isMain,
    state: cell.state,
    execution,
    control,
    dueDate,
    isOverdue,
    hasRequest,
    ...(cell.isWithdrawn === true ? { isWithdrawn: true } : {}),
    isAcknowledged,
    text: (said?.state === 'notApplicableClaim' ? said.reason : said?.text) ?? '',
    claimedMs: state.executionBy?.effectiveStampMs ?? null,
    reason: decided?.reason ?? '',
    decidedMs: state.controlBy?.effectiveStampMs ?? null,
    fixBy: state.isReturned ? (decided?.fixBy ?? null) : null,
    waitsSinceMs: waitsSince(cell, state),
    answers: [...foldFieldAnswers(directive.reportFields, changes)],
  }
}

/** Of a report and a request that both wait, the one that waits longer. */
function waitsSince(cell: MatrixCell, state: AssignmentState<StoredChange>): number | null {
  const waiting = [
    cell.state === 'awaitsDecision' ? state.executionBy?.effectiveStampMs : undefined,
    cell.hasRequest ? state.openRequest?.effectiveStampMs : undefined,
  ].filter((instant) => instant !== undefined)
  return waiting.length === 0 ? null : Math.min(...waiting)
}
