import { type OfficerId, type OrganizationId, type PersonId, refuseExecution } from '#core/directive'
import { correctNow, nextStamp } from '#core/clock'
import { type Result, err, ok } from '#core/result'
import {
  type JsonObject,
  type SubjectKey,
  changeIdOf,
  encodeChange,
  findSuperseded,
  foldAssignment,
  isKnownKind,
  isOfficeKind,
  isSafeJson,
  isValueOfKind,
  keyToSubject,
  maxChangeLength,
  schemaVersion,
  valueOf,
} from '#core/sync'
import { appliedChangesOf, rowToChange } from './changeRows.ts'
import type { PoruchenoDatabase } from './database.ts'
import type { DeviceDeps } from './deviceDeps.ts'
import { type RecordFailure, storageFailure } from './deviceFailures.ts'
import { refoldSubjects, toSummaryRow } from './foldViews.ts'
import { withReopening } from './reopen.ts'
import type { CardRow, ChangeRow, EnrolmentRow, SummaryRow } from './rows.ts'

/** What a person did; author, number, stamp and what it replaces are added in the transaction that keeps it. */
export interface ChangeDraft {
  readonly organizationId: OrganizationId
  readonly subject: SubjectKey
  readonly kind: string
  readonly value: JsonObject
  /** The version of the directive or resolution the person saw; 0 for the organization's own facts. */
  readonly subjectVersion: number
}

/** A change that is kept, and what the list shows of its subject with it: null for a fact of no card on this phone. */
export interface Recorded {
  readonly change: ChangeRow
  readonly summary: SummaryRow | null
}

/**
 * The one local write: the change, the view that shows it, the device's number and stamp, in one transaction. It
 * resolves after the database has committed, so «Сохранено на телефоне» may be said then; a failure leaves nothing.
 */
export async function recordChange(deps: DeviceDeps, draft: ChangeDraft): Promise<Result<Recorded, RecordFailure>> {
  return inOneWrite(deps.db, () => writeChange(deps, draft), isRecorded(deps.db))
}

/**
 * Runs a local write in the one transaction it needs, once more on a database that was lost and opened again; the
 * database's own refusal becomes a value. `isKept` tells whether a write whose commit was cut off stands all the same.
 */
export async function inOneWrite<T, E>(
  db: PoruchenoDatabase,
  write: () => Promise<Result<T, E>>,
  isKept: (value: T) => Promise<boolean> = () => Promise.resolve(false),
): Promise<Result<T, E | RecordFailure>> {
  let made: Result<T, E> | null = null
  try {
    return await withReopening(db, async () => {
      if (made?.ok === true && (await isKept(made.value))) return made
      // The callback must itself be `async`: Dexie follows native awaits only then, else it commits at the first one.
      return db.transaction('rw', db.historyTables, async () => {
        made = await write()
        return made
      })
    })
  } catch (error) {
    return storageFailure(error)
  }
}

/** Whether this very change stands in the database: its id could meanwhile have gone to another. */
export function isRecorded(db: PoruchenoDatabase): (recorded: Recorded) => Promise<boolean> {
  return async ({ change }) => (await db.changes.get([change.organizationId, change.id]))?.stampMs === change.stampMs
}

/** `recordChange` inside a transaction the caller has opened with `inOneWrite`. */
export async function writeChange(deps: DeviceDeps, draft: ChangeDraft): Promise<Result<Recorded, RecordFailure>> {
  const { db } = deps
  const [enrolment, known, card] = await Promise.all([
    db.enrolments.get(draft.organizationId),
    appliedChangesOf(db, draft.organizationId, draft.subject),
    cardOf(db, draft),
  ])
  if (enrolment === undefined) return err({ type: 'EnrolmentMissing' })
  const authorId = enrolment.personId ?? valueOf('person', draft)?.personId
  if (authorId === undefined) return err({ type: 'PersonMissing' })
  const refusal = refuseDraft(draft) ?? refuseTransition(draft, card, known)
  if (refusal !== null) return err({ type: refusal })
  const row = draftToRow(deps, enrolment, authorId, draft, known)
  if (JSON.stringify(encodeChange(rowToChange(row), row)).length > maxChangeLength) return err({ type: 'ChangeTooLarge' })
  const summary = card === undefined ? null : toSummaryRow(card, row.subject, [...known, row])
  // One round to the database after another is what a mark costs on a slow phone: these need not wait for each other.
  await Promise.all([
    db.changes.add(row),
    db.enrolments.put({ ...enrolment, nextDeviceSequence: row.deviceSequence + 1, lastStampMs: row.stampMs }),
    ...(summary === null ? [] : [db.summaries.put(summary)]),
  ])
  if (summary === null) await refoldSubjects(db, row.organizationId, [row.subject])
  return ok({ change: row, summary })
}

function draftToRow(deps: DeviceDeps, enrolment: EnrolmentRow, authorId: PersonId | OfficerId, draft: ChangeDraft, known: readonly ChangeRow[]): ChangeRow {
  const { deviceId, districtId, nextDeviceSequence, lastStampMs, clockOffsetMs } = enrolment
  return {
    ...draft,
    id: changeIdOf(deviceId, nextDeviceSequence),
    districtId,
    deviceId,
    deviceSequence: nextDeviceSequence,
    authorId,
    supersedes: findSuperseded(draft, known),
    stampMs: nextStamp(lastStampMs, correctNow(deps.nowMs(), clockOffsetMs)),
    schemaVersion,
    appVersion: deps.appVersion,
    sequence: null,
    effectiveStampMs: null,
    transfer: 'onDevice',
    pending: 1,
    code: null,
  }
}

function refuseDraft(draft: ChangeDraft): RecordFailure['type'] | null {
  if (!isKnownKind(draft.kind) || isOfficeKind(draft.kind)) return 'KindNotAllowed'
  // One value the server cannot read would hold back every other change in the same request.
  const isReadable = isSafeJson({ changes: [{ value: draft.value }] })
  return isReadable && isValueOfKind(draft.kind, draft.value) ? null : 'ChangeMalformed'
}

function refuseTransition(draft: ChangeDraft, card: CardRow | undefined, known: readonly ChangeRow[]): RecordFailure['type'] | null {
  const execution = valueOf('execution', draft)
  if (execution === null) return null
  const control = card?.withdrawnMs === undefined ? foldAssignment(known, card?.publishedControl ?? 'noControl').control : 'cancelled'
  return refuseExecution(control, execution.state, execution.reason)
}

async function cardOf(db: PoruchenoDatabase, { organizationId, subject }: ChangeDraft): Promise<CardRow | undefined> {
  const parsed = keyToSubject(subject)
  return parsed?.type === 'directive' ? db.cards.get([organizationId, parsed.directiveId]) : undefined
}
