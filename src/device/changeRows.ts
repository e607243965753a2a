import type { OrganizationId } from '#core/directive'
import type { Change, PlacedChange, SubjectKey } from '#core/sync'
import type { PoruchenoDatabase } from './database.ts'
import type { ChangeRow } from './rows.ts'

/**
 * Whether a row takes part in what the phone shows as the state: the office never applies what it refused or put
 * aside, a change carried on under a new enrolment stands there, and one the office lost can be seen by nobody else.
 */
export function isApplied(row: ChangeRow): boolean {
  return row.transfer !== 'rejected' && row.transfer !== 'quarantined' && row.replacedBy === undefined && row.missing !== true
}

/** The applied changes of one subject, in no order. */
export async function appliedChangesOf(db: PoruchenoDatabase, organizationId: OrganizationId, subject: SubjectKey): Promise<ChangeRow[]> {
  const rows = await db.changes.where('[organizationId+subject]').equals([organizationId, subject]).toArray()
  return rows.filter(isApplied)
}

/** The change of a row as it goes on the wire: what only this phone or only the server adds to it is left out. */
export function rowToChange(row: ChangeRow): Change {
  const { sequence: _sequence, effectiveStampMs: _effective, transfer: _transfer, pending: _pending, code: _code, replacedBy: _replaced, missing: _missing, wasSent: _wasSent, ...change } = row
  return change
}

/** The row of a change that stands in the history. */
export function placedToRow(change: PlacedChange): ChangeRow {
  return { ...change, transfer: 'sent', pending: 0, code: null }
}
