import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What is known of backups and of restores, and how far each history lies in the last two verified backups. */
export const backups: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('backup')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('taken_ms', 'bigint', (column) => column.notNull())
      .addColumn('size_bytes', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('backup_mark')
      .addColumn('district_id', 'text', (column) => column.notNull())
      .addColumn('organization_id', 'text', (column) => column.notNull())
      .addColumn('backup_id', 'text', (column) => column.notNull().references('backup.id'))
      .addColumn('taken_ms', 'bigint', (column) => column.notNull())
      .addColumn('sequence', 'integer', (column) => column.notNull())
      .addColumn('chain_hash', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('backup_mark_pk', ['district_id', 'organization_id', 'backup_id'])
      .addForeignKeyConstraint('backup_mark_organization', ['district_id', 'organization_id'], 'organization', ['district_id', 'id'])
      .execute()
    await db.schema.createIndex('backup_mark_by_backup').on('backup_mark').column('backup_id').execute()
    await db.schema
      .createTable('restore_mark')
      .addColumn('district_id', 'text', (column) => column.notNull())
      .addColumn('organization_id', 'text', (column) => column.notNull())
      .addColumn('restored_ms', 'bigint', (column) => column.notNull())
      .addColumn('taken_ms', 'bigint')
      .addColumn('sequence', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('restore_mark_pk', ['district_id', 'organization_id', 'restored_ms'])
      .addForeignKeyConstraint('restore_mark_organization', ['district_id', 'organization_id'], 'organization', ['district_id', 'id'])
      .execute()
    await db.schema.alterTable('organization').addColumn('secured_sequence', 'integer', (column) => column.notNull().defaultTo(0)).execute()
  },
}
