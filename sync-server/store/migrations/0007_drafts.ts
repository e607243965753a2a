import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Documents being checked before they are published. */
export const drafts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('draft')
      .addColumn('district_id', 'text', (column) => column.notNull().references('district.id'))
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('source_text', 'text', (column) => column.notNull())
      .addColumn('source_hash', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('created_ms', 'bigint', (column) => column.notNull())
      .addColumn('changed_ms', 'bigint', (column) => column.notNull())
      .addColumn('officer_id', 'text', (column) => column.notNull())
      .addColumn('resolution_id', 'text')
      .addPrimaryKeyConstraint('draft_pk', ['district_id', 'id'])
      .execute()
    await db.schema.createIndex('draft_by_source').on('draft').columns(['district_id', 'source_hash']).execute()
  },
}
