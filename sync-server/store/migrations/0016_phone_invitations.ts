import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Which phone of the school asked for a link, where no officer made it. */
export const phoneInvitations: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('enrolment_code').addColumn('invited_by_device_id', 'text').execute()
  },
}
