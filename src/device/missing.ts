import type { OrganizationId } from '#core/directive'
import { type SubjectKey } from '#core/sync'
import type { PoruchenoDatabase } from './database.ts'
import type { ChangeRow } from './rows.ts'

/**
 * Marks what others wrote and the history, read whole anew, does not hold: a restored server lost it, and this phone alone
 * cannot prove it. It is kept and shown, but counts no more, so that all replicas agree; should its author or another
 * phone bring it back, it counts again. Returns the subjects touched.
 */
export async function markMissing(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<SubjectKey[]> {
  const rows = await db.changes.where('[organizationId+pending]').equals([organizationId, 0]).toArray()
  const missing = rows.filter((row) => row.transfer === 'onDevice' && row.sequence === null && row.replacedBy === undefined)
  await db.changes.bulkPut(missing.map((row): ChangeRow => ({ ...row, missing: true })))
  await db.enrolments.update(organizationId, { isReadingAnew: false })
  return missing.map(({ subject }) => subject)
}
