import type { Kysely } from 'kysely'
import type { OrganizationScope } from './records.ts'
import type { BackupStore } from './store.ts'
import type { Tables } from './tables.ts'

/** Rows per insertion: every mark has six values, and a database bounds the values of one statement. */
const marksPerInsert = 1000

/** How many backups must hold a receipt before it counts as safe. */
const backupsNeeded = 2

/** The backups of the whole server: the one thing beside its start that looks across tenants, and it gives no contents. */
export function createBackupStore(db: Kysely<Tables>): BackupStore {
  return {
    async record({ id, takenMs, sizeBytes }, marks) {
      await db.insertInto('backup').values({ id, taken_ms: takenMs, size_bytes: sizeBytes }).execute()
      for (let first = 0; first < marks.length; first += marksPerInsert) {
        const rows = marks.slice(first, first + marksPerInsert).map(({ districtId, organizationId, sequence, chainHash }) => ({
          district_id: districtId,
          organization_id: organizationId,
          backup_id: id,
          taken_ms: takenMs,
          sequence,
          chain_hash: chainHash,
        }))
        await db.insertInto('backup_mark').values(rows).execute()
      }
    },
    async list() {
      const rows = await db.selectFrom('backup').selectAll().orderBy('taken_ms', 'desc').orderBy('id', 'desc').execute()
      return rows.map((row) => ({ id: row.id, takenMs: row.taken_ms, sizeBytes: row.size_bytes }))
    },
    async forget(ids) {
      if (ids.length === 0) return
      await db.deleteFrom('backup_mark').where('backup_id', 'in', ids).execute()
      await db.deleteFrom('backup').where('id', 'in', ids).execute()
    },
    async refreshHorizons() {
      const organizations = await db.selectFrom('organization').select(['district_id', 'id', 'secured_sequence']).execute()
      for (const { district_id: districtId, id: organizationId, secured_sequence: known } of organizations) {
        const horizon = await drawHorizon(db, { districtId, organizationId })
        if (horizon === known) continue
        await db.updateTable('organization').set({ secured_sequence: horizon }).where('district_id', '=', districtId).where('id', '=', organizationId).execute()
      }
    },
  }
}

/** A mark whose hash does not stand in the history is of another life of it and holds nothing of this one. */
async function drawHorizon(db: Kysely<Tables>, { districtId, organizationId }: OrganizationScope): Promise<number> {
  const agreeing = await db
    .selectFrom('backup_mark as mark')
    .leftJoin('change', (join) =>
      join
        .onRef('change.district_id', '=', 'mark.district_id')
        .onRef('change.organization_id', '=', 'mark.organization_id')
        .onRef('change.sequence', '=', 'mark.sequence'),
    )
    .select('mark.sequence')
    .where('mark.district_id', '=', districtId)
    .where('mark.organization_id', '=', organizationId)
    .where((mark) => mark.or([mark.eb('mark.sequence', '=', 0), mark.eb('mark.chain_hash', '=', mark.ref('change.chain_hash'))]))
    .orderBy('mark.taken_ms', 'desc')
    .limit(backupsNeeded)
    .execute()
  return agreeing.length < backupsNeeded ? 0 : Math.min(...agreeing.map(({ sequence }) => sequence))
}
