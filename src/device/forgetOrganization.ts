import Dexie from 'dexie'
import type { OrganizationId } from '#core/directive'
import type { PoruchenoDatabase } from './database.ts'
import { forgetDrafts } from './drafts.ts'
import { leftKey } from './leftCards.ts'
import { givenBackKey } from './giveBack.ts'
import { type SyncLock, withSyncLock } from './syncLock.ts'

/**
 * Takes one organization off this phone, with all that was read for it. Impossible while the phone holds anything of it
 * that the office does not: unsent records, and those it refused. Returns how many hold it back; 0 when it is done.
 */
export async function forgetOrganization(db: PoruchenoDatabase, organizationId: OrganizationId, lock: SyncLock = withSyncLock): Promise<number> {
  // Not in the middle of an exchange, whose answer would find no enrolment.
  return lock(() =>
    db.transaction('rw', [...db.historyTables, db.settings, db.files, db.filePieces], async () => {
      const held = await countHeld(db, organizationId)
      if (held > 0) return held
      const all = [[organizationId, Dexie.minKey], [organizationId, Dexie.maxKey]] as const
      for (const table of db.historyTables) {
        await (table === db.enrolments ? db.enrolments.delete(organizationId) : table.where(':id').between(all[0], all[1]).delete())
      }
      for (const table of [db.files, db.filePieces]) await table.where(':id').between(all[0], all[1]).delete()
      await db.settings.bulkDelete([`refusedSeen ${organizationId}`, givenBackKey(organizationId), leftKey(organizationId)])
      await forgetDrafts(db, organizationId)
      return 0
    }),
  )
}

/** How many records of an organization only this phone has, those it is about to give back to a restored server among them. */
export async function countHeld(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<number> {
  const [unsent, refused] = await Promise.all([
    db.changes.where('[organizationId+transfer]').equals([organizationId, 'onDevice']).filter((row) => row.replacedBy === undefined && row.missing === undefined).count(),
    db.changes.where('[organizationId+transfer]').equals([organizationId, 'rejected']).count(),
  ])
  return unsent + refused
}
