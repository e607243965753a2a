import type { DateOnly } from '#core/directive'
import { type ExchangeFailure, changeIdOf } from '#core/sync'
import type { Asker } from './applyAnswer.ts'
import type { DeviceDeps } from './deviceDeps.ts'
import { refoldSubjects } from './foldViews.ts'
import type { ChangeRow, EnrolmentRow } from './rows.ts'

/** Why an exchange came to nothing: no answer, a refusal, or the phone's own database. */
export type SyncFailure = ExchangeFailure | { readonly type: 'StorageFull' | 'StorageFailed' }

/**
 * Stores how an attempt ended, for the header line; nothing else is touched by a failure. What befell an enrolment
 * that was replaced meanwhile says nothing of the new one.
 */
export async function keepFailure(deps: DeviceDeps, asker: Asker, failure: SyncFailure): Promise<void> {
  await updateEnrolment(deps, asker, { lastFailure: failureCode(failure) })
}

/** The code a failure is kept and told under; a server without room is not a phone without room. */
function failureCode(failure: SyncFailure): string {
  if (failure.type !== 'Refused') return failure.type
  return failure.code === 'StorageFull' ? 'ServerFull' : failure.code
}

async function updateEnrolment(deps: DeviceDeps, { organizationId, deviceId }: Asker, changes: Partial<EnrolmentRow>): Promise<void> {
  const own = deps.db.enrolments.where('organizationId').equals(organizationId).filter((row) => row.deviceId === deviceId)
  await own.modify({ ...changes, lastAttemptMs: deps.nowMs() })
}

/**
 * Stores which changes the office took for looking at because it has closed this phone's access and, once nothing is left
 * to hand over, that it is closed; everything stays on the phone. True where the rest is to be offered at once: after
 * `wasEmpty`, a request without changes, that is what was recorded meanwhile.
 */
export async function keepRevocation(deps: DeviceDeps, enrolment: EnrolmentRow, details: Readonly<Record<string, unknown>>, wasEmpty: boolean): Promise<boolean> {
  const { db } = deps
  const { organizationId, deviceId } = enrolment
  return db.transaction('rw', db.historyTables, async () => {
    const rows = await db.changes.bulkGet(takenSequences(details).map((sequence) => [organizationId, changeIdOf(deviceId, sequence)]))
    const taken = rows.flatMap((row): ChangeRow[] => (row?.pending === 1 ? [{ ...row, transfer: 'quarantined', pending: 0, code: 'DeviceRevoked' }] : []))
    await db.changes.bulkPut(taken)
    await refoldSubjects(db, organizationId, taken.map((row) => row.subject))
    const left = await db.changes.where('[organizationId+pending]').equals([organizationId, 1]).count()
    if (left > 0 && (wasEmpty || taken.length > 0)) return true
    const revokedOn = typeof details['revokedOn'] === 'string' ? (details['revokedOn'] as DateOnly) : enrolment.revokedOn
    await updateEnrolment(deps, enrolment, { revokedOn, lastFailure: 'DeviceRevoked', handedOver: details['handedOver'] === true })
    return false
  })
}

/** Whether asking again is useless until a new enrolment; a person may still ask by hand where the phone was unknown. */
export function isShutOut(enrolment: EnrolmentRow, isManual: boolean): boolean {
  if (enrolment.revokedOn !== null || enrolment.lastFailure === 'DeviceRevoked') return true
  return enrolment.lastFailure === 'TokenUnknown' && !isManual
}

/** The device sequences in `taken: [[deviceSequence, quarantineNumber]…]`, as far as it has that shape. */
function takenSequences(details: Readonly<Record<string, unknown>>): number[] {
  const taken: readonly unknown[] = Array.isArray(details['taken']) ? details['taken'] : []
  return taken.flatMap((pair) => {
    const first: unknown = Array.isArray(pair) ? pair[0] : null
    return typeof first === 'number' && Number.isInteger(first) ? [first] : []
  })
}
