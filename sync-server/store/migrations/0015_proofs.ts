import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What schools give as proof: each file once per organization by its content, and the pieces of those that are still coming. */
export const proofs: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('proof_file')
      .addColumn('district_id', 'text', (column) => column.notNull().references('district.id'))
      .addColumn('organization_id', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('size_bytes', 'integer', (column) => column.notNull())
      .addColumn('received_bytes', 'integer', (column) => column.notNull())
      .addColumn('touched_ms', 'bigint', (column) => column.notNull())
      .addColumn('file_type', 'text')
      .addColumn('whole_ms', 'bigint')
      .addColumn('bytes', 'blob')
      .addPrimaryKeyConstraint('proof_file_pk', ['district_id', 'organization_id', 'hash'])
      .execute()
    await db.schema
      .createTable('proof_piece')
      .addColumn('district_id', 'text', (column) => column.notNull())
      .addColumn('organization_id', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('offset_bytes', 'integer', (column) => column.notNull())
      .addColumn('bytes', 'blob', (column) => column.notNull())
      .addPrimaryKeyConstraint('proof_piece_pk', ['district_id', 'organization_id', 'hash', 'offset_bytes'])
      .execute()
  },
}
