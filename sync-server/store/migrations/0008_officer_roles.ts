import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What each officer may do. Whoever was there before did everything a specialist and an administrator do. */
export const officerRoles: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('officer').addColumn('roles', 'text', (column) => column.notNull().defaultTo('["specialist","administrator"]')).execute()
  },
}
