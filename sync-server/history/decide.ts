import { type ControlState, type DateOnly, type OfficerId, type TransitionRefusal, refuseControl } from '#core/directive'
import { type Result, err, ok } from '#core/result'
import { type JsonObject, type KnownKind, type StoredChange, type SubjectKey, findSuperseded, foldAssignment, foldPublications, keyToSubject, subjectToKey, wholePeriod } from '#core/sync'
import type { OrganizationStore } from '../store/store.ts'
import { type AppendDeps, appendOfficeChanges } from './history.ts'

/** The office's word on one assignment. */
export interface Decision {
  readonly subject: SubjectKey
  readonly officerId: OfficerId
}
export interface ControlWish extends Decision {
  readonly state: ControlState
  readonly reason?: string
  /** When a returned report is expected again. */
  readonly fixBy?: DateOnly
}
export interface ExtensionWish extends Decision {
  readonly to: DateOnly
  readonly reason?: string
}

/** Why a decision was not written. `NotFound`: the directive was never published to this organization. */
export type DecisionRefusal = TransitionRefusal | 'NotFound'

/** Writes a decision on control. Call inside a transaction: it reads what it judges and writes in one. */
export async function decideControl(organization: OrganizationStore, wish: ControlWish, deps: AppendDeps): Promise<Result<StoredChange, DecisionRefusal>> {
  const { state, reason, fixBy } = wish
  const assignment = await readAssignment(organization, wish.subject)
  if (assignment === null) return err('NotFound')
  if (assignment.isWithdrawn) return err('TransitionNotAllowed')
  const refusal = refuseControl(foldAssignment(assignment.changes, assignment.published).control, state, reason)
  if (refusal !== null) return err(refusal)
  const value = { state, ...(reason === undefined ? {} : { reason }), ...(fixBy === undefined ? {} : { fixBy }) }
  return ok(await writeDecision(organization, assignment, { wish, kind: 'control', value }, deps))
}

/** Writes the office's new date for an assignment; the state of control stays. Call inside a transaction. */
export async function decideExtension(organization: OrganizationStore, wish: ExtensionWish, deps: AppendDeps): Promise<Result<StoredChange, DecisionRefusal>> {
  const { to, reason } = wish
  const assignment = await readAssignment(organization, wish.subject)
  if (assignment === null) return err('NotFound')
  if (assignment.isWithdrawn) return err('TransitionNotAllowed')
  return ok(await writeDecision(organization, assignment, { wish, kind: 'extension', value: { to, ...(reason === undefined ? {} : { reason }) } }, deps))
}

/** An assignment as a decision is judged by it. */
export interface AssignmentHistory {
  readonly published: ControlState
  readonly version: number
  /** The office took the point back: it is brought back by its document, not by a decision here. */
  readonly isWithdrawn: boolean
  readonly changes: readonly StoredChange[]
}

/** All changes of the subject with the control the office published its directive with; null when it never did. */
export async function readAssignment(organization: OrganizationStore, subjectKey: SubjectKey): Promise<AssignmentHistory | null> {
  const subject = keyToSubject(subjectKey)
  if (subject?.type !== 'directive') return null
  const directive = subjectToKey({ ...subject, period: wholePeriod, childId: null })
  const publications = await organization.history.list({ topics: [directive], kinds: ['publication'] })
  const { publication, control, isWithdrawn } = foldPublications(publications.filter((change) => change.subject === directive))
  if (publication === null) return null
  return {
    published: control,
    version: publication.subjectVersion,
    isWithdrawn,
    changes: await organization.history.listOfSubject(subjectKey),
  }
}

/** A fact about one assignment that the office is about to write. */
export interface DecisionDraft {
  readonly wish: Decision
  readonly kind: KnownKind
  readonly value: JsonObject
}

/** Writes it after everything the office has seen of the assignment. */
export async function writeDecision(organization: OrganizationStore, assignment: AssignmentHistory, { wish, kind, value }: DecisionDraft, deps: AppendDeps): Promise<StoredChange> {
  const supersedes = findSuperseded({ kind, value }, assignment.changes)
  const draft = { authorId: wish.officerId, subject: wish.subject, kind, value, subjectVersion: assignment.version, supersedes }
  const [stored] = await appendOfficeChanges(organization, [draft], deps)
  if (stored === undefined) throw new Error('A decision was not appended.')
  return stored
}
