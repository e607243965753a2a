import type { Kysely } from 'kysely'
import type { OrganizationScope } from './records.ts'
import { quarantineToRow, rowToQuarantine } from './rowsToRecords.ts'
import type { QuarantineStore } from './store.ts'
import type { Tables } from './tables.ts'

/** What one organization's phones sent and the office must look at; never applied, never dropped. */
export function createQuarantineStore(db: Kysely<Tables>, scope: OrganizationScope): QuarantineStore {
  const { districtId, organizationId } = scope
  const own = () => db.selectFrom('quarantine').where('district_id', '=', districtId).where('organization_id', '=', organizationId)
  return {
    async keep({ deviceId, deviceSequence, code, body, contentHash, receivedMs }) {
      const known = await own()
        .select('number')
        .where('device_id', '=', deviceId)
        .where('device_sequence', '=', deviceSequence)
        .where('code', '=', code)
        .where('content_hash', '=', contentHash)
        .executeTakeFirst()
      if (known !== undefined) return known.number
      const number = await takeNumber(db, scope)
      await db
        .insertInto('quarantine')
        .values(quarantineToRow(scope, { deviceId, deviceSequence, code, body, contentHash, receivedMs, number }))
        .execute()
      return number
    },
    async count() {
      const counted = await own()
        .select((expression) => expression.fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
      return Number(counted.count)
    },
    async list() {
      return (await own().selectAll().orderBy('number').execute()).map(rowToQuarantine)
    },
  }
}

async function takeNumber(db: Kysely<Tables>, { districtId, organizationId }: OrganizationScope): Promise<number> {
  const row = await db
    .updateTable('organization')
    .set((expression) => ({ quarantine_sequence: expression('quarantine_sequence', '+', 1) }))
    .where('district_id', '=', districtId)
    .where('id', '=', organizationId)
    .returning('quarantine_sequence')
    .executeTakeFirstOrThrow()
  return row.quarantine_sequence
}
