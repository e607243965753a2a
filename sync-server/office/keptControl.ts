import type { DateOnly, Directive } from '#core/directive'
import { type ControlCell, type JudgedAssignment, type QueueRow, type SummaryContext, type Wait, indexHistory, judgeDirective, judgeSubject, peopleOf, waitsOf } from '#core/report'
import { type StoredChange, keyToSubject, valueOf, wholePeriod } from '#core/sync'
import { dateInZone } from '../zoneDate.ts'
import { cellKinds } from './histories.ts'
import { type KeptFolds, createKeptFolds } from './keptFolds.ts'

/** A cell before it is known how far the organization's phones have read. */
export interface KeptCell {
  readonly cell: ControlCell
  readonly publishedAt: number
}

/** A row of the queue before names are put to it. */
export interface KeptWait extends Wait, Pick<QueueRow, 'subject' | 'period' | 'part' | 'dueDate' | 'isOverdue' | 'evidence'> {
  readonly directive: Directive
}

/** What the control shows of one organization. */
export interface KeptOrganization {
  readonly cells: readonly KeptCell[]
  readonly waits: readonly KeptWait[]
  readonly people: ReturnType<typeof peopleOf>
}

export type KeptControl = KeptFolds<KeptOrganization>

/** Everything the matrix and the queue are made of; evidence is counted, notes may ask for a correction. */
const controlKinds = [...cellKinds, 'progressNote', 'evidence', 'person']

/** Keeps the control of one server in its memory. Days of reports are read in `zone`. */
export function createKeptControl(zone: string): KeptControl {
  const dayOf = createDayReader(zone)
  return createKeptFolds<KeptOrganization>({
    kinds: controlKinds,
    fold(changes, directives, context) {
      const history = indexHistory({ changes, readUpTo: 0 })
      const judged = directives.map((directive) => judgeDirective(directive, history, context))
      return {
        cells: judged.flatMap((one) => (one === null ? [] : [{ cell: controlCell(one, dayOf), publishedAt: one.publishedAt }])),
        waits: listWaits(directives, changes, context),
        people: peopleOf(changes),
      }
    },
  })
}

function controlCell({ subject, cell, state }: JudgedAssignment, dayOf: (ms: number) => DateOnly): ControlCell {
  const { execution, control, delivery, dueDate, isOverdue, hasClash, hasRequest } = cell
  const hasCorrection = state.openCorrection !== null
  return { directiveId: subject.directiveId, period: subject.period, state: cell.state, execution, control, delivery, dueDate, doneOn: doneOnOf(state, dayOf), isOverdue, hasClash, hasRequest, hasCorrection }
}

/** The day the standing report was made, or told the office of; of the release where nothing was reported. */
function doneOnOf({ execution, executionBy, control, controlBy }: JudgedAssignment['state'], dayOf: (ms: number) => DateOnly): DateOnly | null {
  if (execution === 'reported' && executionBy !== null) return valueOf('execution', executionBy)?.toldOn ?? dayOf(executionBy.effectiveStampMs)
  return control === 'released' && controlBy !== null ? dayOf(controlBy.effectiveStampMs) : null
}

/** Every subject somebody wrote about, parts and older periods among them: none may wait unseen. */
function listWaits(directives: readonly Directive[], changes: readonly StoredChange[], context: SummaryContext): KeptWait[] {
  const history = indexHistory({ changes, readUpTo: 0 })
  const byId = new Map(directives.map((directive) => [directive.id, directive]))
  return history.subjects.flatMap((key) => {
    const subject = keyToSubject(key)
    const directive = subject?.type === 'directive' ? byId.get(subject.directiveId) : undefined
    const judged = subject?.type !== 'directive' || directive === undefined ? null : judgeSubject(directive, subject, history, context)
    if (judged === null || directive === undefined) return []
    const part = directive.children.findIndex((child) => child.id === judged.subject.childId) + 1
    const { dueDate, isOverdue } = judged.cell
    const place = { directive, subject: judged.cell.subject, period: judged.subject.period || wholePeriod, part: part === 0 ? null : part, dueDate, isOverdue, evidence: judged.state.evidence.length }
    return waitsOf(judged.state).map((wait) => ({ ...wait, ...place }))
  })
}

/** Reads instants as days of a zone; naming a day costs, and thousands of marks share an hour. */
function createDayReader(zone: string): (ms: number) => DateOnly {
  const known = new Map<number, DateOnly>()
  return (ms) => {
    // Zones stand a whole number of quarters of an hour apart, so days begin with one.
    const quarter = Math.floor(ms / 900_000)
    const day = known.get(quarter) ?? dateInZone(ms, zone)
    if (known.size > 20_000) known.clear()
    known.set(quarter, day)
    return day
  }
}
