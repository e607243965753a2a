import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The people of an office: who is invited or gone, from which browser each works, and what everybody did. */
export const people: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('officer').addColumn('deactivated_ms', 'bigint').execute()
    await db.schema.alterTable('office_session').addColumn('browser', 'text', (column) => column.notNull().defaultTo('')).execute()
    await db.schema.alterTable('district').addColumn('settings', 'text', (column) => column.notNull().defaultTo('{}')).execute()
    // A name taken out of a change leaves its link of the chain as it was made: see docs/decisions/0018-erasure.md.
    await db.schema.alterTable('change').addColumn('erased', 'integer', (column) => column.notNull().defaultTo(0)).execute()
    await db.schema
      .createTable('office_invitation')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('district_id', 'text', (column) => column.notNull().references('district.id'))
      .addColumn('officer_id', 'text', (column) => column.notNull())
      .addColumn('expires_ms', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('office_invitation_one', ['district_id', 'officer_id'])
      .execute()
    await db.schema
      .createTable('journal')
      .addColumn('district_id', 'text', (column) => column.notNull().references('district.id'))
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('at_ms', 'bigint', (column) => column.notNull())
      .addColumn('officer_id', 'text', (column) => column.notNull())
      .addColumn('access', 'text')
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('ids', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('journal_pk', ['district_id', 'number'])
      .execute()
  },
}
