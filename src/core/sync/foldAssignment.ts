import { type ChangeId, type ControlState, type DateOnly, type ExecutionState, isClosed } from '#core/directive'
import type { PlacedChange } from './change.ts'
import { valueOf } from './changeValues.ts'
import { findFieldClashes } from './fieldValues.ts'
import { compareConcurrent, headsOf, isNamedIn, openCorrections, openRequests, seenBy, withoutRepeats } from './mergeChanges.ts'

/** What all known changes of one subject of a directive amount to; the same on every replica that holds the same changes. */
export interface AssignmentState<C extends PlacedChange = PlacedChange> {
  readonly execution: ExecutionState
  /** The change that set `execution`; null while nobody touched it. */
  readonly executionBy: C | null
  readonly control: ControlState
  /** The decision that set `control`; null when it came with the publication. */
  readonly controlBy: C | null
  /** «На доработке»: returned, and no report has seen the return. */
  readonly isReturned: boolean
  /** «Ждёт решения»: the school reported or claims «не относится», the office has not decided on it. */
  readonly awaitsDecision: boolean
  /** Two or more different marks of phones that did not see each other, the winning one last; else empty. */
  readonly clash: readonly C[]
  /** The same of answers to report fields: one group for each field in clash. */
  readonly fieldClashes: readonly (readonly C[])[]
  /** Marks that came after the office had closed the assignment, without having seen it: kept, shown, «не применено». */
  readonly notApplied: readonly C[]
  /** The date the office moved the deadline to. */
  readonly extendedTo: DateOnly | null
  /** The request for a later date that waits for the office. */
  readonly openRequest: C | null
  /** The decision by which the last request was refused; null once the school asks anew or the office moves the date. */
  readonly refusedBy: C | null
  /** «Прошу исправить» after a release that waits for the office. */
  readonly openCorrection: C | null
  /** The decision that opened a closed assignment again and still stands; null else. */
  readonly reopenedBy: C | null
  /** Notes and evidence that were not taken back, oldest first. */
  readonly notes: readonly C[]
  readonly evidence: readonly C[]
  /** Every change of the subject, oldest first. */
  readonly history: readonly C[]
}

/**
 * Folds the changes of one subject (in any order, without repeats) into its state. `publication` is the control the
 * office published the point with.
 */
export function foldAssignment<C extends PlacedChange>(known: readonly C[], publication: ControlState = 'noControl'): AssignmentState<C> {
  const changes = withoutRepeats(known)
  const controlBy = headsOf(changes, 'control').at(-1) ?? null
  const decided = controlBy === null ? null : valueOf('control', controlBy)
  const control = decided?.state ?? publication
  const { applied, notApplied } = splitByClosing(changes, control, controlBy)
  const heads = headsOf(applied, 'execution').filter((change) => valueOf('execution', change) !== null)
  const executionBy = heads.at(-1) ?? null
  const isReturned = control === 'returned' && controlBy !== null && !isAnswered(controlBy, applied)
  const claimed = executionBy === null ? 'notStarted' : (valueOf('execution', executionBy)?.state ?? 'notStarted')
  const execution = isReturned ? 'inProgress' : claimed
  const extension = headsOf(changes, 'extension').at(-1)
  const history = [...changes].sort(compareConcurrent)
  const visible = withoutRetracted(history)
  const openRequest = openRequests(visible).at(-1) ?? null
  const moved = extension === undefined ? null : valueOf('extension', extension)
  return {
    execution,
    executionBy,
    control,
    controlBy,
    isReturned,
    awaitsDecision: !isClosed(control) && (execution === 'reported' || execution === 'notApplicableClaim'),
    clash: findClash(heads),
    fieldClashes: findFieldClashes(changes),
    notApplied,
    extendedTo: moved?.to ?? null,
    openRequest,
    refusedBy: extension !== undefined && moved?.refused === true && openRequest === null ? extension : null,
    openCorrection: isClosed(control) ? (openCorrections(visible).at(-1) ?? null) : null,
    reopenedBy: controlBy !== null && opensAgain(controlBy, changes) ? controlBy : null,
    notes: visible.filter((change) => change.kind === 'progressNote'),
    evidence: visible.filter((change) => change.kind === 'evidence'),
    history,
  }
}

/** A closing decision applies to the marks it had seen; later ones that had not seen it change nothing. */
function splitByClosing<C extends PlacedChange>(changes: readonly C[], control: ControlState, controlBy: C | null): { applied: C[]; notApplied: C[] } {
  if (controlBy === null || !isClosed(control)) return { applied: [...changes], notApplied: [] }
  const seen = seenBy(controlBy, changes)
  const isLate = (change: C): boolean => change.kind === 'execution' && !seen.has(change.id)
  return { applied: changes.filter((change) => !isLate(change)), notApplied: changes.filter(isLate).sort(compareConcurrent) }
}

/** Whether a report, or a claim that the point is not ours, was made after seeing the return. */
function isAnswered(returnedBy: PlacedChange, changes: readonly PlacedChange[]): boolean {
  return changes.some((change) => {
    const state = valueOf('execution', change)?.state
    return (state === 'reported' || state === 'notApplicableClaim') && seenBy(change, changes).has(returnedBy.id)
  })
}

/** Whether a decision left the assignment open where the one it replaced had closed it. */
function opensAgain(decision: PlacedChange, changes: readonly PlacedChange[]): boolean {
  const state = valueOf('control', decision)?.state
  if (state === undefined || isClosed(state)) return false
  return changes.some((change) => decision.supersedes.includes(change.id) && isClosed(valueOf('control', change)?.state ?? 'noControl'))
}

function findClash<C extends PlacedChange>(heads: readonly C[]): readonly C[] {
  const different = new Set(heads.map((change) => JSON.stringify([change.value['state'], change.value['text'] ?? '', change.value['reason'] ?? ''])))
  return different.size > 1 ? heads : []
}

function withoutRetracted<C extends PlacedChange>(changes: readonly C[]): C[] {
  const retracted = new Set<ChangeId>()
  for (const change of changes) {
    const value = valueOf('retraction', change)
    if (value !== null) retracted.add(value.changeId)
  }
  return changes.filter((change) => !isNamedIn(retracted, change))
}
