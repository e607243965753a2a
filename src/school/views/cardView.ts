import {
  type ControlState,
  type DateOnly,
  type DirectiveChild,
  type ExecutionState,
  type Group,
  type Period,
  type Resolution,
  daysOverdue,
  defaultRuleSet,
  effectiveDueDate,
  groupOf,
  isClosed,
  periodDueNow,
  periodsOf,
} from '#core/directive'
import { type SubjectKey, subjectToKey, wholePeriod } from '#core/sync'
import type { AssignmentSummary, Card } from './rows.ts'
import { type Wording, splitWording } from './wording.ts'

/** What the head reads as the state: the office's closing word first, then «На доработке», then the school's own claim. */
export type StateWord = ExecutionState | 'returned' | 'released' | 'cancelled' | 'withdrawn'

/** One subject as it is marked: the whole point, one of its periods, or a part. */
export interface PointView {
  readonly subject: SubjectKey
  readonly summary: AssignmentSummary | null
  readonly state: StateWord
  readonly control: ControlState
  readonly isOpen: boolean
  /** Where the school's own records of this subject are; null when it made none. */
  readonly transfer: 'onDevice' | 'sent' | null
}

/** One card of the list. */
export interface CardView extends PointView {
  readonly card: Card
  readonly resolution: Resolution | null
  readonly wording: Wording
  /** The period the button writes to; null for a point reported once. */
  readonly period: Period | null
  readonly periods: readonly Period[]
  readonly dueDate: DateOnly | null
  readonly overdueDays: number
  readonly group: Group
  readonly hasClash: boolean
}

/** The card of one directive on a day. */
export function toCardView(card: Card, resolution: Resolution | null, today: DateOnly): CardView {
  const { directive } = card
  const periods = listPeriods(card, today)
  const period = currentPeriod(card, periods)
  const point = toPointView(card, periodSubject(card, period?.key))
  const summaries = Object.values<AssignmentSummary>(card.summaries)
  // What the office opened again is work to look at, though a report of before stands.
  const isReopened = point.summary?.news?.type === 'reopened'
  const isSettled = !point.isOpen || (!isReopened && (point.state === 'reported' || point.state === 'notApplicableClaim'))
  const dueDate = point.summary?.extendedTo ?? period?.reportDue ?? effectiveDueDate(directive, null)
  return {
    ...point,
    card,
    resolution,
    wording: withChildren(splitWording(directive), directive.children),
    period,
    periods,
    dueDate,
    overdueDays: isSettled ? 0 : daysOverdue(dueDate, today),
    group: groupOf({ isReturned: point.state === 'returned', isClosedOrReported: isSettled, dueDate, periodUnit: directive.periodUnit }, today),
    hasClash: summaries.some((summary) => summary.hasClash),
    transfer: summaries.some(({ onDeviceCount }) => onDeviceCount > 0) ? 'onDevice' : point.transfer,
  }
}

/** A point whose parts carry its meaning («Проводить: …») is shown with them, as the document prints them. */
function withChildren(wording: Wording, children: readonly DirectiveChild[]): Wording {
  return { ...wording, rest: [wording.rest, ...children.map(({ text }) => ` — ${text}`)].join('') }
}

/** One subject of a card. A decision on the whole directive closes its periods and parts too, and a withdrawal all of it. */
export function toPointView(card: Card, subject: SubjectKey): PointView {
  const summary = card.summaries[subject] ?? null
  const whole = card.summaries[wholeSubject(card)]?.control ?? card.publishedControl
  const isWithdrawn = card.withdrawnMs !== undefined
  const control = isWithdrawn ? 'cancelled' : isClosed(whole) ? whole : (summary?.control ?? card.publishedControl)
  return { subject, summary, control, state: isWithdrawn ? 'withdrawn' : stateWord(summary, control), isOpen: !isClosed(control), transfer: transferOf(summary) }
}

/** The subject of a directive's period, or of the whole directive without one. */
export function periodSubject(card: Card, period: string = wholePeriod): SubjectKey {
  return subjectToKey({ type: 'directive', directiveId: card.directiveId, period, childId: null })
}

/** Whether a card is to be seen: one whose publishing was undone is not, unless somebody read of it or wrote about it. */
export function isShown({ isUndone, read, summaries }: Card): boolean {
  return isUndone !== true || read !== undefined || Object.keys(summaries).length > 0
}

function wholeSubject(card: Card): SubjectKey {
  return periodSubject(card)
}

function stateWord(summary: AssignmentSummary | null, control: ControlState): StateWord {
  if (control === 'released' || control === 'cancelled') return control
  if (summary?.isReturned === true) return 'returned'
  return summary?.execution ?? 'notStarted'
}

function listPeriods({ directive }: Card, today: DateOnly): Period[] {
  const { periodUnit, firstPeriodFrom, deadline } = directive
  if (periodUnit === null || firstPeriodFrom === null) return []
  return periodsOf(periodUnit, firstPeriodFrom, today, defaultRuleSet, deadline)
}

/** A returned report first, then the oldest that is owed, else the newest. */
function currentPeriod(card: Card, periods: readonly Period[]): Period | null {
  const stateOf = ({ key }: Period): StateWord => toPointView(card, periodSubject(card, key)).state
  const settled = periods.filter((period) => !['notStarted', 'inProgress', 'returned'].includes(stateOf(period)))
  return (
    periods.find((period) => stateOf(period) === 'returned') ??
    periodDueNow(periods, new Set(settled.map(({ key }) => key))) ??
    periods.at(-1) ??
    null
  )
}

function transferOf(summary: AssignmentSummary | null): 'onDevice' | 'sent' | null {
  if (summary === null) return null
  if (summary.onDeviceCount > 0) return 'onDevice'
  return summary.execution !== 'notStarted' || summary.noteCount > 0 || summary.requestedTo !== null ? 'sent' : null
}
