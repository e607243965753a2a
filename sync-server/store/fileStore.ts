import { type Kysely, sql } from 'kysely'
import type { DistrictId, Material } from '#core/directive'
import type { FileStore, FileUse } from './fileRecords.ts'
import type { Tables } from './tables.ts'

const facts = ['hash', 'name', 'file_type as fileType', 'size_bytes as sizeBytes', 'kept_ms as keptMs', 'officer_id as officerId'] as const

/** The files of one district. */
export function createFileStore(db: Kysely<Tables>, districtId: DistrictId): FileStore {
  return { ...createKeeping(db, districtId), ...createReading(db, districtId) }
}

type Keeping = Pick<FileStore, 'keep' | 'forgetUnused'>

function createKeeping(db: Kysely<Tables>, districtId: DistrictId): Keeping {
  return {
    async keep({ hash, name, fileType, sizeBytes, keptMs, officerId }, bytes) {
      const { numUpdatedRows } = await db.updateTable('material_file').set({ kept_ms: keptMs }).where('district_id', '=', districtId).where('hash', '=', hash).executeTakeFirst()
      if (numUpdatedRows > 0n) return false
      const row = { district_id: districtId, hash, name, file_type: fileType, size_bytes: sizeBytes, kept_ms: keptMs, officer_id: officerId, bytes }
      await db.insertInto('material_file').values(row).execute()
      return true
    },
    async forgetUnused(beforeMs) {
      const { numDeletedRows } = await db
        .deleteFrom('material_file')
        .where('district_id', '=', districtId)
        .where('kept_ms', '<', beforeMs)
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom('material_use as use').select('use.topic').whereRef('use.district_id', '=', 'material_file.district_id').whereRef('use.hash', '=', 'material_file.hash'))))
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom('draft').select('draft.id').whereRef('draft.district_id', '=', 'material_file.district_id').where(sql<boolean>`instr(draft.body, material_file.hash) > 0`))))
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}

function createReading(db: Kysely<Tables>, districtId: DistrictId): Omit<FileStore, keyof Keeping> {
  const file = (hash: string) => db.selectFrom('material_file').where('district_id', '=', districtId).where('hash', '=', hash)
  return {
    async find(hash) {
      return (await file(hash).select(facts).executeTakeFirst()) ?? null
    },
    async readBytes(hash, offset, length) {
      const row = await file(hash).select(sql<Uint8Array>`substr(bytes, ${offset + 1}, ${length})`.as('piece')).executeTakeFirst()
      return row?.piece ?? new Uint8Array()
    },
    listUses: (hash) => db.selectFrom('material_use').select(['topic', 'version']).where('district_id', '=', districtId).where('hash', '=', hash).execute(),
  }
}

/** Notes which files a version names: what is noted here is never forgotten. */
export async function noteFileUses(db: Kysely<Tables>, districtId: DistrictId, { topic, version }: FileUse, materials: readonly Material[]): Promise<void> {
  const hashes = new Set(materials.flatMap(({ hash }) => hash ?? []))
  if (hashes.size === 0) return
  await db.insertInto('material_use').values([...hashes].map((hash) => ({ district_id: districtId, hash, topic, version }))).onConflict((conflict) => conflict.doNothing()).execute()
}
