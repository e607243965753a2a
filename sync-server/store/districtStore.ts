import type { Kysely } from 'kysely'
import type { DistrictId, OrganizationId } from '#core/directive'
import { mintSecret, systemRandomBytes } from '../secrets.ts'
import { createDocumentStore } from './documentStore.ts'
import { createDraftStore } from './draftStore.ts'
import { createFileStore } from './fileStore.ts'
import { createJournalStore } from './journalRecords.ts'
import { createLifeStore } from './lifeStore.ts'
import { createOfficerStore } from './officerStore.ts'
import { changeDistrict } from './peopleRecords.ts'
import { districtToRow, organizationToRow, rowToChange, rowToDevice, rowToDistrict, rowToOrganization } from './rowsToRecords.ts'
import type { RestoreRecord } from './records.ts'
import type { DistrictStore, OrganizationDirectory } from './store.ts'
import type { OrganizationTable, Tables } from './tables.ts'

/** Everything of one district; every query names it. */
export function createDistrictStore(db: Kysely<Tables>, districtId: DistrictId): DistrictStore {
  return {
    async read() {
      const row = await db.selectFrom('district').selectAll().where('id', '=', districtId).executeTakeFirst()
      return row === undefined ? null : rowToDistrict(row)
    },
    async insert(district, chainKey = mintSecret(32, systemRandomBytes)) {
      await db.insertInto('district').values(districtToRow({ ...district, id: districtId }, chainKey)).execute()
    },
    organizations: createDirectory(db, districtId),
    officers: createOfficerStore(db, districtId),
    documents: createDocumentStore(db, districtId),
    drafts: createDraftStore(db, districtId),
    files: createFileStore(db, districtId),
    journal: createJournalStore(db, districtId),
    change: (district) => changeDistrict(db, { ...district, id: districtId }),
    lives: createLifeStore(db, districtId),
    async listDevices() {
      const rows = await db.selectFrom('device').selectAll().where('district_id', '=', districtId).orderBy('enrolled_ms').orderBy('id').execute()
      return rows.map(rowToDevice)
    },
    listRestores: () => listRestores(db, districtId),
    async listChanges({ topics, kinds, organizationIds }) {
      let query = db.selectFrom('change').selectAll().where('district_id', '=', districtId)
      if (organizationIds !== undefined) query = query.where('organization_id', 'in', organizationIds)
      if (topics !== undefined) query = query.where('topic', 'in', topics)
      if (kinds !== undefined) query = query.where('kind', 'in', kinds)
      return (await query.orderBy('organization_id').orderBy('sequence').execute()).map(rowToChange)
    },
  }
}

async function listRestores(db: Kysely<Tables>, districtId: DistrictId): Promise<RestoreRecord[]> {
  const rows = await db
    .selectFrom('restore_mark as restore')
    .selectAll()
    .select((expression) =>
      expression
        .selectFrom('change')
        .select((counted) => counted.fn.countAll().as('count'))
        .whereRef('change.district_id', '=', 'restore.district_id')
        .whereRef('change.organization_id', '=', 'restore.organization_id')
        .whereRef('change.sequence', '>', 'restore.sequence')
        .whereRef('change.raw_stamp', '<=', 'restore.restored_ms')
        .as('returned'),
    )
    .where('district_id', '=', districtId)
    .where((expression) =>
      expression.not(
        expression.exists(
          expression
            .selectFrom('restore_mark as later')
            .select('later.restored_ms')
            .whereRef('later.district_id', '=', 'restore.district_id')
            .whereRef('later.organization_id', '=', 'restore.organization_id')
            .whereRef('later.restored_ms', '>', 'restore.restored_ms'),
        ),
      ),
    )
    .execute()
  return rows.map((row) => ({
    organizationId: row.organization_id,
    restoredMs: row.restored_ms,
    takenMs: row.taken_ms,
    sequence: row.sequence,
    returned: Number(row.returned),
  }))
}

function createDirectory(db: Kysely<Tables>, districtId: DistrictId): OrganizationDirectory {
  const update = async (organizationId: OrganizationId, values: Partial<OrganizationTable>): Promise<boolean> => {
    const { numUpdatedRows } = await db.updateTable('organization').set(values).where('district_id', '=', districtId).where('id', '=', organizationId).executeTakeFirst()
    return numUpdatedRows === 1n
  }
  return {
    async insert(organization, head) {
      await db.insertInto('organization').values(organizationToRow({ ...organization, districtId }, head)).execute()
    },
    async list() {
      const rows = await db.selectFrom('organization').selectAll().where('district_id', '=', districtId).orderBy('number').execute()
      return rows.map(rowToOrganization)
    },
    async listPlaces() {
      const rows = await db.selectFrom('organization').select(['id', 'epoch', 'sequence', 'chain_hash']).where('district_id', '=', districtId).execute()
      return rows.map(({ id, epoch, sequence, chain_hash: chainHash }) => ({ organizationId: id, place: `${epoch}.${String(sequence)}.${chainHash}` }))
    },
    async find(organizationId) {
      const row = await db.selectFrom('organization').selectAll().where('district_id', '=', districtId).where('id', '=', organizationId).executeTakeFirst()
      return row === undefined ? null : rowToOrganization(row)
    },
    close: (organizationId, { closedOn, successorId }) => update(organizationId, { closed_on: closedOn, successor_id: successorId }),
    reopen: (organizationId) => update(organizationId, { closed_on: null, successor_id: null }),
    change: (organizationId, { name, kinds, settlement, phone, head }) => update(organizationId, { name, kinds: JSON.stringify(kinds), settlement, phone, head }),
  }
}
