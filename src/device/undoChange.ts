import { type Result, err } from '#core/result'
import { type JsonObject, compareConcurrent, headsOf, registerOf } from '#core/sync'
import { appliedChangesOf } from './changeRows.ts'
import { type ChangeDraft, type Recorded, inOneWrite, isRecorded, writeChange } from './changeLog.ts'
import type { DeviceDeps } from './deviceDeps.ts'
import type { RecordFailure } from './deviceFailures.ts'
import type { ChangeRow } from './rows.ts'

/** Which change to take back: rows of `changes` have both. */
export type ChangeReference = Pick<ChangeRow, 'organizationId' | 'id'>

/** Append-only kinds that a `retraction` hides; the history keeps showing both. */
const retractableKinds: readonly string[] = ['progressNote', 'evidence', 'extensionRequest', 'ownStep', 'innerAssignment']

/**
 * Takes a change of the school back by a new change: a mark returns to the value before it, a note is retracted.
 * Nothing is removed, so it may be done at any time, also after the change was sent. `NothingToUndo` when another
 * change has replaced it already.
 */
export async function undoChange(deps: DeviceDeps, reference: ChangeReference): Promise<Result<Recorded, RecordFailure>> {
  return inOneWrite(deps.db, async () => {
    const change = await deps.db.changes.get([reference.organizationId, reference.id])
    if (change === undefined) return err({ type: 'NothingToUndo' })
    const draft = await draftOfUndo(deps, change)
    return draft.ok ? writeChange(deps, draft.value) : draft
  }, isRecorded(deps.db))
}

/** Hides an append-only change of this school: a note, a proof, a request, a step of its own. */
export async function retractChange(deps: DeviceDeps, reference: ChangeReference): Promise<Result<Recorded, RecordFailure>> {
  return undoChange(deps, reference)
}

async function draftOfUndo(deps: DeviceDeps, change: ChangeRow): Promise<Result<ChangeDraft, RecordFailure>> {
  const known = await appliedChangesOf(deps.db, change.organizationId, change.subject)
  const { organizationId, subject, subjectVersion } = change
  if (retractableKinds.includes(change.kind)) {
    const isRetracted = known.some((one) => one.kind === 'retraction' && one.value['changeId'] === change.id)
    if (isRetracted) return err({ type: 'NothingToUndo' })
    return { ok: true, value: { organizationId, subject, subjectVersion, kind: 'retraction', value: { changeId: change.id } } }
  }
  const register = registerOf(change)
  if (register === null || headsOf(known, register).at(-1)?.id !== change.id) return err({ type: 'NothingToUndo' })
  const value = previousValue(change, known)
  if (value === null) return err({ type: 'KindNotAllowed' })
  return { ok: true, value: { organizationId, subject, subjectVersion, kind: change.kind, value } }
}

/** What the register held before the change: its newest replaced value, or that of a subject nobody touched. */
function previousValue(change: ChangeRow, known: readonly ChangeRow[]): JsonObject | null {
  const register = registerOf(change)
  const replaced = known.filter((one) => change.supersedes.includes(one.id) && registerOf(one) === register).sort(compareConcurrent)
  const before = replaced.at(-1)
  if (before !== undefined) return before.value
  if (change.kind === 'execution') return { state: 'notStarted' }
  const fieldId = change.kind === 'fieldValue' ? change.value['fieldId'] : undefined
  return fieldId === undefined ? null : { fieldId }
}
