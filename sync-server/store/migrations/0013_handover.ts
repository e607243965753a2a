import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** When the office gave a phone's organization to another head, and when the phone was first heard of after that. */
export const handover: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('device').addColumn('handed_over_ms', 'bigint').execute()
    await db.schema.alterTable('device').addColumn('handing_in_ms', 'bigint').execute()
  },
}
