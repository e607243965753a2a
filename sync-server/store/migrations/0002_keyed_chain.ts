import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { linkChange } from '../../history/chain.ts'
import { mintSecret, systemRandomBytes } from '../../secrets.ts'
import { rowToChange } from '../rowsToRecords.ts'
import type { Tables } from '../tables.ts'

/** Changes read at once. */
const pageSize = 1000

/**
 * Gives every district a secret of 256 bits and computes every chain anew with it. The cursors of all phones stop
 * standing, so that each reads its history once more and offers what it holds.
 */
export const keyedChain: Migration = {
  async up(db: Kysely<Tables>): Promise<void> {
    await db.schema.alterTable('district').addColumn('chain_key', 'text', (column) => column.notNull().defaultTo('')).execute()
    for (const { id } of await db.selectFrom('district').select('id').execute()) {
      const chainKey = mintSecret(32, systemRandomBytes)
      await db.updateTable('district').set({ chain_key: chainKey }).where('id', '=', id).execute()
      const organizations = await db.selectFrom('organization').select(['district_id', 'id']).where('district_id', '=', id).execute()
      for (const organization of organizations) await linkAnew(db, organization, chainKey)
    }
  },
}

async function linkAnew(db: Kysely<Tables>, { district_id: districtId, id }: Pick<Tables['organization'], 'district_id' | 'id'>, chainKey: string): Promise<void> {
  let [sequence, chainHash] = [0, '']
  for (;;) {
    const page = await db
      .selectFrom('change')
      .selectAll()
      .where('district_id', '=', districtId)
      .where('organization_id', '=', id)
      .where('sequence', '>', sequence)
      .orderBy('sequence')
      .limit(pageSize)
      .execute()
    for (const row of page) {
      chainHash = linkChange(chainKey, chainHash, rowToChange(row))
      sequence = row.sequence
      await db.updateTable('change').set({ chain_hash: chainHash }).where('district_id', '=', districtId).where('organization_id', '=', id).where('sequence', '=', sequence).execute()
    }
    if (page.length < pageSize) break
  }
  await db.updateTable('organization').set({ chain_hash: chainHash }).where('district_id', '=', districtId).where('id', '=', id).execute()
}
