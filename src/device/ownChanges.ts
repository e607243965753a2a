import Dexie from 'dexie'
import type { OrganizationId } from '#core/directive'
import type { PoruchenoDatabase } from './database.ts'
import type { ChangeRow } from './rows.ts'

/** What this phone itself recorded for the organization, newest first: the list of receipts to read out by telephone. */
export async function listOwnChanges(db: PoruchenoDatabase, organizationId: OrganizationId, count: number): Promise<ChangeRow[]> {
  const own = await db.enrolments.get(organizationId)
  if (own === undefined) return []
  return db.changes
    .where('[organizationId+deviceId+deviceSequence]')
    .between([organizationId, own.deviceId, Dexie.minKey], [organizationId, own.deviceId, Dexie.maxKey])
    .reverse()
    .limit(count)
    .toArray()
}
