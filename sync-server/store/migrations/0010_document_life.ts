import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What becomes of a document after it was published: who looks after it, its corrections, withdrawals and their undoing. */
export const documentLife: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('resolution').addColumn('state', 'text', (column) => column.notNull().defaultTo('published')).execute()
    await db.schema.alterTable('resolution').addColumn('curator_id', 'text').execute()
    await db.schema.alterTable('directive').addColumn('withdrawn_ms', 'bigint').execute()
    await db.schema.alterTable('draft').addColumn('curator_id', 'text').execute()
    await db.schema.alterTable('draft').addColumn('corrects_id', 'text').execute()
    await db.schema.alterTable('draft').addColumn('base', 'text').execute()
    await db.schema
      .createTable('document_event')
      .addColumn('district_id', 'text', (column) => column.notNull().references('district.id'))
      .addColumn('resolution_id', 'text', (column) => column.notNull())
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('at_ms', 'bigint', (column) => column.notNull())
      .addColumn('officer_id', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('document_event_pk', ['district_id', 'resolution_id', 'number'])
      .execute()
  },
}
