import Dexie, { type Table } from 'dexie'
import type { OrganizationId } from '#core/directive'
import type { PoruchenoDatabase } from './database.ts'
import { forgetDrafts } from './oldDrafts.ts'
import { leftKey } from './leftCards.ts'
import { givenBackKey } from './giveBack.ts'
import { reportDraftStart } from './reportDraft.ts'
import { digestKey } from './seen.ts'
import { type SyncLock, withSyncLock } from './syncLock.ts'

/**
 * Takes one organization off this phone, with all that was read for it. Impossible while the phone holds anything of it
 * that the office does not: unsent records, and those it refused. Returns how many hold it back; 0 when it is done.
 */
export async function forgetOrganization(db: PoruchenoDatabase, organizationId: OrganizationId, lock: SyncLock = withSyncLock): Promise<number> {
  // Not in the middle of an exchange, whose answer would find no enrolment.
  return lock(() =>
    db.transaction('rw', [...db.historyTables, db.settings, ...tablesBeside(db)], async () => {
      const held = await countHeld(db, organizationId)
      if (held > 0) return held
      const all = [[organizationId, Dexie.minKey], [organizationId, Dexie.maxKey]] as const
      for (const table of db.historyTables) {
        await (table === db.enrolments ? db.enrolments.delete(organizationId) : table.where(':id').between(all[0], all[1]).delete())
      }
      for (const table of tablesBeside(db)) await table.where(':id').between(all[0], all[1]).delete()
      await db.settings.bulkDelete([`refusedSeen ${organizationId}`, givenBackKey(organizationId), leftKey(organizationId), digestKey(organizationId), `handover ${organizationId}`])
      await forgetDrafts(db, organizationId)
      await db.settings.where('key').startsWith(reportDraftStart(organizationId)).delete()
      await forgetPins(db)
      return 0
    }),
  )
}

/** Takes away the PINs of people whom no organization of this phone knows any more. */
async function forgetPins(db: PoruchenoDatabase): Promise<void> {
  const known = new Set((await db.people.toArray()).map(({ personId }) => `pin ${personId}`))
  const keys = await db.settings.where('key').startsWith('pin ').primaryKeys()
  await db.settings.bulkDelete(keys.filter((key) => !known.has(key)))
}

/** What stands beside the history. The school's own steps and assignments go too: they are no records, and the sheet says so. */
function tablesBeside(db: PoruchenoDatabase): Table[] {
  return [db.files, db.filePieces, db.proofs, db.proofBytes, db.ownSteps, db.ownAssignments]
}

/** How many records and proofs of an organization only this phone has, those it is about to give back to a restored server among them. */
export async function countHeld(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<number> {
  const [proofs, unsent, refused] = await Promise.all([
    db.proofs.where('[organizationId+waiting]').equals([organizationId, 1]).count(),
    db.changes.where('[organizationId+transfer]').equals([organizationId, 'onDevice']).filter((row) => row.replacedBy === undefined && row.missing === undefined).count(),
    db.changes.where('[organizationId+transfer]').equals([organizationId, 'rejected']).count(),
  ])
  return proofs + unsent + refused
}
