import * as v from 'valibot'
import type { OrganizationId } from '#core/directive'

/** `GET /api/office/safety`: where the server's backups stand, and what came back since the last restore. */
export interface SafetyView {
  /** The last backup that was opened and checked, and still lies in its folder. */
  readonly lastBackup: { readonly takenMs: number; readonly sizeBytes: number } | null
  /** There is none of the last 48 hours. */
  readonly isBackupLate: boolean
  /** The last try, where it failed: a code of the section on backups in `docs/errors.md`. */
  readonly backupFailure: { readonly atMs: number; readonly type: string } | null
  /** Null when the district's histories were never restored. */
  readonly restore: RestoreView | null
}

export interface RestoreView {
  readonly restoredMs: number
  /** When the restored backup was taken; null when its file did not say. */
  readonly takenMs: number | null
  /** Changes made before the restore that came after it. */
  readonly returned: number
  /** Organizations that had phones then: first those with phones that have not called, each group by name. */
  readonly organizations: readonly RestoredRow[]
}

/** One organization after a restore. */
export interface RestoredRow {
  readonly id: OrganizationId
  readonly number: string
  readonly name: string
  readonly head: string
  readonly phone: string
  readonly lastContactMs: number | null
  /** Phones at work when the database was restored, and how many of them called since. */
  readonly devices: number
  readonly called: number
  readonly returned: number
}

/** From how long (ms) without a verified backup on the office is warned. */
export const backupLateAfterMs = 48 * 3_600_000

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const row = v.looseObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/), v.transform((text) => text as OrganizationId)),
  number: v.string(),
  name: v.string(),
  head: v.string(),
  phone: v.string(),
  lastContactMs: v.nullable(v.number()),
  devices: count,
  called: count,
  returned: count,
})

/** The shape of `SafetyView` on the wire. */
export const safetySchema: v.GenericSchema<unknown, SafetyView> = v.looseObject({
  lastBackup: v.nullable(v.looseObject({ takenMs: v.number(), sizeBytes: count })),
  isBackupLate: v.boolean(),
  backupFailure: v.nullable(v.looseObject({ atMs: v.number(), type: v.string() })),
  restore: v.nullable(v.looseObject({ restoredMs: v.number(), takenMs: v.nullable(v.number()), returned: count, organizations: v.array(row) })),
})
