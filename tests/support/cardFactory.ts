import type { Directive, OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import type { AssignmentSummary, OwnAssignmentRow, OwnStepRow } from '../../src/device/rows.ts'
import { type CardView, toCardView } from '../../src/school/views/cardView.ts'
import { day } from './day.ts'
import { makeDirective } from './historyFactory.ts'
import { makeResolution } from './recordFactory.ts'

export const today = day('2026-11-22')
const organizationId = 'school1' as OrganizationId

/** A card as the list shows it on 22 November 2026; `reports`: what was reported, by subject. */
export function makeCardView(id: string, changes: Partial<Directive> = {}, reports: Readonly<Record<string, string>> = {}): CardView {
  const directive = makeDirective(id, changes)
  const summaries = Object.fromEntries(Object.entries(reports).map(([subject, reportText]) => [subject, makeSummary({ execution: 'reported', reportText })]))
  return toCardView({ organizationId, directiveId: directive.id, resolutionId: directive.resolutionId, directive, publishedControl: 'onControl', closed: 0, summaries }, makeResolution(directive.resolutionId), today)
}

export function makeSummary(changes: Partial<AssignmentSummary> = {}): AssignmentSummary {
  return {
    execution: 'notStarted', control: 'onControl', isReturned: false, awaitsDecision: false, hasClash: false, notAppliedCount: 0, returnReason: null, fixBy: null, extendedTo: null,
    requestedTo: null, releasedMs: null, reportText: null, noteCount: 0, onDeviceCount: 0, ...changes,
  }
}

export function makeStep(id: string, text: string, changes: Partial<OwnStepRow> = {}): OwnStepRow {
  return { organizationId, id, subject: 'd:p1' as SubjectKey, text, isDone: false, createdMs: 1, ...changes }
}

export function makeAssignment(subject: string, name: string, changes: Partial<OwnAssignmentRow> = {}): OwnAssignmentRow {
  return { organizationId, subject: subject as SubjectKey, personId: null, name, dueDate: null, period: 'whole', task: '', ...changes }
}
