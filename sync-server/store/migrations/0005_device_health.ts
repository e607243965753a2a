import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** How a phone fares, as it last told, and how far its clock stands from the server's. */
export const deviceHealth: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('device').addColumn('health', 'text').execute()
    await db.schema.alterTable('device').addColumn('clock_skew_ms', 'bigint').execute()
  },
}
