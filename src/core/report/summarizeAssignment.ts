import {
  type ControlState,
  type DateOnly,
  type DeliveryState,
  type Directive,
  type Period,
  type RuleSet,
  effectiveDueDate,
  isClosed,
  periodsOf,
} from '#core/directive'
import { type AssignmentState, type PublishedState, type StoredChange, type Subject, type SubjectKey, foldAssignment, foldPublications, keyToSubject, subjectToKey, valueOf, wholePeriod } from '#core/sync'
import type { HistoryIndex } from './indexHistory.ts'
import type { CellState, MatrixCell, RelatedAssignment } from './officeViews.ts'

/** Whose day and rules a summary is made by. */
export interface SummaryContext {
  /** Today in the district's zone. */
  readonly today: DateOnly
  readonly ruleSet: RuleSet
}

type DirectiveSubject = Extract<Subject, { readonly type: 'directive' }>

/** What the office must look at first; where nothing presses, the newest period speaks for a standing directive. */
const pressing: readonly CellState[] = ['awaitsDecision', 'returned', 'overdue', 'inProgress']

/**
 * One cell of the matrix: a directive in one organization, or null where it was never published to it. A standing
 * directive is shown by the period that asks for the most attention, of equal ones by the oldest.
 */
export function summarizeDirective(directive: Directive, history: HistoryIndex, context: SummaryContext): MatrixCell | null {
  return judgeDirective(directive, history, context)?.cell ?? null
}

/** A cell with the folded state it was made of and the place of the publication it follows. */
export interface JudgedAssignment {
  readonly subject: DirectiveSubject
  readonly cell: MatrixCell
  readonly state: AssignmentState<StoredChange>
  /** The receipt of the publication: a phone that has read it has the point. */
  readonly publishedAt: number
}

/** The assignment that speaks for a directive in the matrix, as `summarizeDirective` picks it. */
export function judgeDirective(directive: Directive, history: HistoryIndex, context: SummaryContext): JudgedAssignment | null {
  const judged = periodKeysOf(directive, context).map((period) =>
    judgeSubject(directive, { type: 'directive', directiveId: directive.id, period, childId: null }, history, context),
  )
  const urgent = pressing.flatMap((state) => judged.filter((one) => one?.cell.state === state))
  const asked = judged.find((one) => one?.cell.hasRequest === true)
  return urgent[0] ?? asked ?? judged.at(-1) ?? null
}

/** The state of one subject of a directive (the whole, a period, or a child); null where it was never published. */
export function summarizeSubject(directive: Directive, subject: DirectiveSubject, history: HistoryIndex, context: SummaryContext): MatrixCell | null {
  return judgeSubject(directive, subject, history, context)?.cell ?? null
}

/** One subject with the state its cell is made of; null where it was never published. */
export function judgeSubject(directive: Directive, subject: DirectiveSubject, history: HistoryIndex, context: SummaryContext): JudgedAssignment | null {
  const { publication, isWithdrawn, isUndone, control } = publishedStateOf(directive, history)
  if (publication === null) return null
  const key = subjectToKey(subject)
  const state = foldAssignment(history.changesOf(key), control)
  // An undone publishing that nobody wrote about leaves nothing to look at.
  if (isUndone && history.changesOf(key).every(({ kind }) => kind === 'publication')) return null
  if (isWithdrawn) return { subject, cell: withdrawnCell(directive, subject, { state, publication }, history, context), state, publishedAt: publication.sequence }
  const dueDate = dueDateOf(directive, subject, state, context)
  const isOverdue = isPast(state, dueDate, context.today)
  const cell: MatrixCell = {
    subject: key,
    state: cellStateOf(state, isOverdue, directive.periodUnit !== null),
    execution: state.execution,
    control: state.control,
    delivery: deliveryOf(directive, publication, history, state),
    dueDate,
    isOverdue,
    hasClash: state.clash.length + state.fieldClashes.length > 0,
    hasRequest: state.openRequest !== null && !isClosed(state.control),
  }
  return { subject, cell, state, publishedAt: publication.sequence }
}

/** A withdrawn point: what the school wrote stands, nothing is owed or waits. */
function withdrawnCell(directive: Directive, subject: DirectiveSubject, { state, publication }: { readonly state: AssignmentState; readonly publication: StoredChange }, history: HistoryIndex, context: SummaryContext): MatrixCell {
  return {
    subject: subjectToKey(subject),
    state: 'cancelled',
    execution: state.execution,
    control: 'cancelled',
    delivery: deliveryOf(directive, publication, history, state),
    dueDate: dueDateOf(directive, subject, state, context),
    isOverdue: false,
    hasClash: state.clash.length > 0,
    hasRequest: false,
    isWithdrawn: true,
  }
}

/** The periods and children of a directive beside each other, oldest period first; empty where it has neither. */
export function relatedAssignments(directive: Directive, history: HistoryIndex, context: SummaryContext): RelatedAssignment[] {
  const periods = periodKeysOf(directive, context)
  const places = periods.flatMap((period) => [
    { period, childId: null },
    ...directive.children.map((child) => ({ period, childId: child.id })),
  ])
  if (places.length < 2) return []
  return places.flatMap((place) => {
    const cell = summarizeSubject(directive, { type: 'directive', directiveId: directive.id, ...place }, history, context)
    return cell === null ? [] : [{ ...place, subject: cell.subject, cell }]
  })
}

/**
 * The assignment a subject key names in this organization: null for another kind of subject, a directive never
 * published to it, a period that is not asked for and a child the directive does not have.
 */
export function findAssignment(
  key: SubjectKey,
  directives: readonly Directive[],
  history: HistoryIndex,
  context: SummaryContext,
): { readonly directive: Directive; readonly subject: DirectiveSubject; readonly publication: StoredChange } | null {
  const subject = keyToSubject(key)
  // Two spellings of one subject would be two registers, so only the canonical one is taken.
  if (subject?.type !== 'directive' || subjectToKey(subject) !== key) return null
  const directive = directives.find((one) => one.id === subject.directiveId)
  if (directive === undefined || !periodKeysOf(directive, context).includes(subject.period)) return null
  if (subject.childId !== null && !directive.children.some((child) => child.id === subject.childId)) return null
  const { publication } = publishedStateOf(directive, history)
  return publication === null ? null : { directive, subject, publication }
}

/** The control a point was published with. */
export function publishedControl(publication: StoredChange): ControlState {
  return foldPublications([publication]).control
}

function publishedStateOf(directive: Directive, history: HistoryIndex): PublishedState<StoredChange> {
  return foldPublications(history.changesOf(subjectToKey({ type: 'directive', directiveId: directive.id, period: wholePeriod, childId: null })))
}

function standingPeriods(directive: Directive, context: SummaryContext): readonly Period[] {
  const { periodUnit, firstPeriodFrom, deadline } = directive
  if (periodUnit === null || firstPeriodFrom === null) return []
  return periodsOf(periodUnit, firstPeriodFrom, context.today, context.ruleSet, deadline)
}

function periodKeysOf(directive: Directive, context: SummaryContext): readonly string[] {
  const periods = standingPeriods(directive, context)
  return periods.length > 0 ? periods.map((period) => period.key) : [wholePeriod]
}

function dueDateOf(directive: Directive, subject: DirectiveSubject, state: AssignmentState, context: SummaryContext): DateOnly | null {
  const period = standingPeriods(directive, context).find((one) => one.key === subject.period)
  return period === undefined ? effectiveDueDate(directive, state.extendedTo) : (state.extendedTo ?? period.reportDue)
}

function isPast(state: AssignmentState, dueDate: DateOnly | null, today: DateOnly): boolean {
  if (isClosed(state.control) || state.awaitsDecision) return false
  const fixBy = state.isReturned && state.controlBy !== null ? valueOf('control', state.controlBy)?.fixBy : undefined
  const day = fixBy ?? dueDate
  return day !== null && day < today
}

function cellStateOf(state: AssignmentState, isOverdue: boolean, isStanding: boolean): CellState {
  if (state.control === 'released' || state.control === 'cancelled') return state.control
  if (state.isReturned) return 'returned'
  if (state.awaitsDecision) return 'awaitsDecision'
  if (isOverdue) return 'overdue'
  if (state.execution === 'inProgress') return 'inProgress'
  return isStanding ? 'standing' : 'notStarted'
}

/** A mark proves that the point arrived even where the phone's cursor was lost with a restored database. */
function deliveryOf(directive: Directive, publication: StoredChange, history: HistoryIndex, state: AssignmentState): DeliveryState {
  if (history.isAcknowledged(directive.resolutionId)) return 'acknowledged'
  return history.readUpTo >= publication.sequence || state.executionBy !== null ? 'delivered' : 'undelivered'
}
