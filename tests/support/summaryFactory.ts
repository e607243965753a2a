import type { DirectiveId, OrganizationId, ResolutionId } from '#core/directive'
import type { OrganizationMarks, SummaryHead, SummaryMark, SummaryPage } from '#core/report'
import { day } from './day.ts'
import { makeDirective } from './historyFactory.ts'
import { makeResolution } from './recordFactory.ts'

/** Sunday noon in Yakutsk. */
const madeMs = Date.UTC(2026, 10, 22, 3)

/** A mark nobody wrote anything about. */
export function makeMark(changes: Partial<SummaryMark> = {}): SummaryMark {
  return {
    directive: 0, period: 'whole', childId: null, isMain: true, state: 'notStarted', execution: 'notStarted', control: 'onControl', dueDate: null, isOverdue: false,
    hasRequest: false, isAcknowledged: false, text: '', claimedMs: null, reason: '', decidedMs: null, fixBy: null, waitsSinceMs: null, answers: [], ...changes,
  }
}

export function makeMarks(id: string, marks: readonly SummaryMark[], changes: Partial<OrganizationMarks> = {}): OrganizationMarks {
  const organization = { id: id as OrganizationId, number: '1001', name: `Школа ${id}`, kinds: ['general_school' as const], settlement: 'с. Верхнее', head: 'Петрова А.И.', phone: '8 41135 0-00-31' }
  return { organization, lastContactMs: madeMs - 3_600_000, marks, ...changes }
}

export function makeSummaryHead(changes: Partial<SummaryHead> = {}): SummaryHead {
  return {
    on: day('2026-11-22'), today: day('2026-11-22'), madeMs, untilMs: Date.UTC(2026, 10, 22, 15), revision: 1,
    district: { name: 'Сунтарский улус', zone: 'Asia/Yakutsk' }, letterhead: ['Сунтарский улус', 'Управление образования'],
    clerk: { name: 'Иванова Т.П.', post: 'специалист', phone: '8 41135 0-00-23' }, signer: null,
    documents: [makeResolution('r1')],
    directives: [makeDirective('p1', { number: '4.1', position: 1, resolutionId: 'r1' as ResolutionId }), makeDirective('p2', { id: 'p2' as DirectiveId, number: '4.2', position: 2 })],
    ...changes,
  }
}

/** Two schools, one of them silent for twelve days, and two points. */
export function makeSummaryPage(changes: Partial<SummaryPage> = {}): SummaryPage {
  const reported = makeMark({ state: 'awaitsDecision', execution: 'reported', text: 'Приказ № 41', claimedMs: madeMs - 86_400_000, waitsSinceMs: madeMs - 86_400_000 })
  return {
    head: makeSummaryHead(),
    revision: 1,
    total: 2,
    organizations: [
      makeMarks('one', [reported, makeMark({ directive: 1, dueDate: day('2026-11-01'), isOverdue: true, state: 'overdue' })]),
      makeMarks('two', [makeMark(), makeMark({ directive: 1 })], { lastContactMs: madeMs - 12 * 86_400_000 }),
    ],
    next: null,
    ...changes,
  }
}
