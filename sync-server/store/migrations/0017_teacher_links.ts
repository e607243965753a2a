import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Links by which a school asks somebody without the program for a part of a point; the secret is kept as its hash. */
export const teacherLinks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('teacher_link')
      .addColumn('district_id', 'text', (column) => column.notNull().references('district.id'))
      .addColumn('organization_id', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('task', 'text', (column) => column.notNull())
      .addColumn('due_date', 'text')
      .addColumn('person_id', 'text')
      .addColumn('created_ms', 'bigint', (column) => column.notNull())
      .addColumn('expires_ms', 'bigint', (column) => column.notNull())
      .addColumn('cancelled_ms', 'bigint')
      .addPrimaryKeyConstraint('teacher_link_pk', ['district_id', 'organization_id', 'id'])
      .execute()
  },
}
