import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Files of the office, each once per district by its content, and the versions of documents and directives that name them. */
export const materials: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('material_file')
      .addColumn('district_id', 'text', (column) => column.notNull().references('district.id'))
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('file_type', 'text', (column) => column.notNull())
      .addColumn('size_bytes', 'integer', (column) => column.notNull())
      .addColumn('kept_ms', 'bigint', (column) => column.notNull())
      .addColumn('officer_id', 'text', (column) => column.notNull())
      .addColumn('bytes', 'blob', (column) => column.notNull())
      .addPrimaryKeyConstraint('material_file_pk', ['district_id', 'hash'])
      .execute()
    await db.schema
      .createTable('material_use')
      .addColumn('district_id', 'text', (column) => column.notNull().references('district.id'))
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('topic', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('material_use_pk', ['district_id', 'hash', 'topic', 'version'])
      .execute()
  },
}
