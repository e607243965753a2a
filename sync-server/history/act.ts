import { type ControlState, type OfficerId, isClosed, refuseExecution } from '#core/directive'
import { type ActWish, type ToldWish, actsWithReason, controlAfter, mayAct } from '#core/report'
import { type Result, err, ok } from '#core/result'
import { type AssignmentState, type JsonObject, type KnownKind, type StoredChange, type SubjectKey, foldAssignment, headsOf, valueOf } from '#core/sync'
import type { OrganizationStore } from '../store/store.ts'
import { type AssignmentHistory, type DecisionRefusal, readAssignment, writeDecision } from './decide.ts'
import type { AppendDeps } from './history.ts'

/** Whose assignment, and who decides. */
export interface ActPlace {
  readonly subject: SubjectKey
  readonly officerId: OfficerId
}

interface Draft {
  readonly kind: KnownKind
  readonly value: JsonObject
}
type Judged = Result<Draft, DecisionRefusal>
type Folded = AssignmentState<StoredChange>

/** Decides on one assignment. Call inside a transaction: it reads what it judges and writes in one. */
export function decideAct(organization: OrganizationStore, place: ActPlace, wish: ActWish, deps: AppendDeps): Promise<Result<StoredChange, DecisionRefusal>> {
  return writeJudged(organization, place, (state) => judgeAct(state, wish), deps)
}

/**
 * Takes a decision back: a new decision that restores what stood before it, and lets the school's asking that it had
 * answered stand again. Only the decision in force can be taken back, and a return only until it was answered.
 */
export function undoAct(organization: OrganizationStore, place: ActPlace, changeId: string, deps: AppendDeps): Promise<Result<StoredChange, DecisionRefusal>> {
  return writeJudged(organization, place, (state, assignment) => judgeUndo(state, assignment, changeId), deps)
}

/** Enters for the school what it told the office: a mark of the school, written by an officer, «со слов …». */
export function enterTold(organization: OrganizationStore, place: ActPlace, wish: ToldWish, deps: AppendDeps): Promise<Result<StoredChange, DecisionRefusal>> {
  return writeJudged(organization, place, ({ control }) => judgeTold(control, wish), deps)
}

/** Takes back what an officer entered, while it is the mark in force: the mark before it stands again. */
export function undoTold(organization: OrganizationStore, place: ActPlace, changeId: string, deps: AppendDeps): Promise<Result<StoredChange, DecisionRefusal>> {
  return writeJudged(organization, place, (state, assignment) => judgeUndoTold(state, assignment, changeId), deps)
}

async function writeJudged(organization: OrganizationStore, place: ActPlace, judge: (state: Folded, assignment: AssignmentHistory) => Judged, deps: AppendDeps): Promise<Result<StoredChange, DecisionRefusal>> {
  const assignment = await readAssignment(organization, place.subject)
  if (assignment === null) return err('NotFound')
  if (assignment.isWithdrawn) return err('TransitionNotAllowed')
  const draft = judge(foldAssignment(assignment.changes, assignment.published), assignment)
  return draft.ok ? ok(await writeDecision(organization, assignment, { wish: place, ...draft.value }, deps)) : draft
}

function judgeAct(state: Folded, { act, reason = '', day }: ActWish): Judged {
  const ground = { control: state.control, execution: state.execution, hasRequest: state.openRequest !== null, hasCorrection: state.openCorrection !== null }
  if (!mayAct(act, ground)) return err('TransitionNotAllowed')
  if (actsWithReason.includes(act) && reason === '') return err('ReasonRequired')
  const said = reason === '' ? {} : { reason }
  if (act === 'extend') return day === undefined ? err('ReasonRequired') : ok({ kind: 'extension', value: { to: day, ...said } })
  if (act === 'refuseExtension') return ok({ kind: 'extension', value: { ...movedTo(state), refused: true, ...said } })
  if (act === 'refuseCorrection') return ok({ kind: 'control', value: { state: state.control, answers: 'correction', ...said } })
  const to = controlAfter(act) ?? state.control
  const answers = state.execution === 'notApplicableClaim' && (to === 'released' || to === 'returned') ? { answers: 'notApplicableClaim' } : {}
  return ok({ kind: 'control', value: { state: to, ...said, ...answers, ...(act === 'return' && day !== undefined ? { fixBy: day } : {}) } })
}

function judgeUndo(state: Folded, { changes, published }: AssignmentHistory, changeId: string): Judged {
  const undone = changes.find((change) => change.id === changeId)
  if (undone === undefined) return err('NotFound')
  const isInForce = (undone.kind === 'control' || undone.kind === 'extension') && headsOf(changes, undone.kind).at(-1)?.id === undone.id
  const isAnswered = valueOf('control', undone)?.state === 'returned' && !state.isReturned
  if (!isInForce || isAnswered || undone.value['undoes'] !== undefined) return err('TransitionNotAllowed')
  const before = foldAssignment(changes.filter((change) => change.sequence < undone.sequence), published)
  if (undone.kind === 'extension') {
    const refused = before.refusedBy === null ? {} : { refused: true, reason: before.refusedBy.value['reason'] ?? '' }
    return ok({ kind: 'extension', value: { ...movedTo(before), ...refused, undoes: undone.id } })
  }
  return ok({ kind: 'control', value: { ...controlOf(before, published), undoes: undone.id } })
}

/** The control that stood, as a value. A return already answered is restored as control: restored as a return it would ask anew. */
function controlOf({ control, controlBy, isReturned }: Folded, published: ControlState): JsonObject {
  if (controlBy === null) return { state: published }
  if (control === 'returned' && !isReturned) return { state: 'onControl' }
  const { reason, fixBy } = valueOf('control', controlBy) ?? {}
  return { state: control, ...(reason === undefined ? {} : { reason }), ...(fixBy === undefined ? {} : { fixBy }) }
}

/** The date the office had moved the deadline to, which older phones read from every extension. */
function movedTo({ extendedTo }: Folded): JsonObject {
  return extendedTo === null ? {} : { to: extendedTo }
}

function judgeTold(control: ControlState, { state, text, toldBy, toldOn, toldWay }: ToldWish): Judged {
  const refusal = refuseExecution(control, state, text)
  if (refusal !== null) return err(refusal)
  const words = text === '' ? {} : state === 'notApplicableClaim' ? { reason: text } : { text }
  return ok({ kind: 'execution', value: { state, ...words, toldBy, toldOn, toldWay } })
}

function judgeUndoTold(state: Folded, { changes, published }: AssignmentHistory, changeId: string): Judged {
  const entered = changes.find((change) => change.id === changeId && change.kind === 'execution')
  if (entered === undefined) return err('NotFound')
  const isOwn = typeof entered.value['toldBy'] === 'string' && entered.value['undoes'] === undefined
  if (!isOwn || state.executionBy?.id !== entered.id || isClosed(state.control)) return err('TransitionNotAllowed')
  const before = foldAssignment(changes.filter((change) => change.sequence < entered.sequence), published)
  // A report returned by then must not count as an answer to the return.
  const value = before.isReturned || before.executionBy === null ? { state: before.execution } : before.executionBy.value
  return ok({ kind: 'execution', value: { ...value, undoes: entered.id } })
}
