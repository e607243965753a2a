import { compareDates, endOfMonth, endOfWeek } from './dateOnly.ts'
import type { PeriodUnit } from './directive.ts'
import type { DateOnly, ResolutionId } from './ids.ts'

/** The groups of the phone's list in the order of the screen. */
export const groupOrder = ['returned', 'overdue', 'thisWeek', 'thisMonth', 'later', 'standing', 'noDeadline', 'done'] as const
export type Group = (typeof groupOrder)[number]

/** What decides the group of one card. */
export interface GroupInput {
  /** Returned by the office, and no newer report answers it. */
  readonly isReturned: boolean
  /** Reported, claimed «не относится», released or cancelled. */
  readonly isClosedOrReported: boolean
  /** `effectiveDueDate`, or `reportDue` of the period owed now. */
  readonly dueDate: DateOnly | null
  /** Set for a standing directive. */
  readonly periodUnit: PeriodUnit | null
}

/**
 * The group of a card on a day. Weeks run from Monday to Sunday; «В этом месяце» is what the week leaves of the
 * calendar month. A standing directive stands among the dated ones only while its report is due this month or overdue.
 */
export function groupOf(card: GroupInput, today: DateOnly): Group {
  if (card.isReturned) return 'returned'
  if (card.isClosedOrReported) return 'done'
  const dated = card.dueDate === null ? 'noDeadline' : datedGroup(card.dueDate, today)
  const isFar = dated === 'later' || dated === 'noDeadline'
  return card.periodUnit !== null && isFar ? 'standing' : dated
}

/** What orders the cards of one group. */
export interface CardOrder {
  readonly dueDate: DateOnly | null
  readonly resolutionId: ResolutionId
  /** Place in the document, from 1. */
  readonly position: number
}

/** For `sort`: by due date, without one last; then document by document, in the order of its points. Never 0 for two directives. */
export function compareCards(a: CardOrder, b: CardOrder): number {
  return compareDueDates(a.dueDate, b.dueDate) || compareText(a.resolutionId, b.resolutionId) || a.position - b.position
}

function datedGroup(dueDate: DateOnly, today: DateOnly): Group {
  if (dueDate < today) return 'overdue'
  if (dueDate <= endOfWeek(today)) return 'thisWeek'
  return dueDate <= endOfMonth(today) ? 'thisMonth' : 'later'
}

function compareDueDates(a: DateOnly | null, b: DateOnly | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return compareDates(a, b)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
