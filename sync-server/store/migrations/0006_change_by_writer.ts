import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Tables } from '../tables.ts'

const columns = [
  'district_id', 'organization_id', 'sequence', 'kind', 'subject', 'topic', 'device_id', 'device_sequence', 'author_id', 'raw_stamp',
  'effective_stamp', 'body', 'chain_hash',
] as const

/**
 * A change's id says its device and its number, which stand beside it under an index of their own: written twice, they cost
 * a seventh of the disk and a quarter of every write.
 */
export const changeByWriter: Migration = {
  async up(db: Kysely<Tables>): Promise<void> {
    await db.schema.alterTable('change').renameTo('change_with_id').execute()
    for (const index of ['change_by_topic', 'change_by_device', 'change_published']) await db.schema.dropIndex(index).execute()
    await createChange(db)
    await db.insertInto('change').columns([...columns]).expression(db.selectFrom(sql<Tables['change']>`change_with_id`.as('old')).select([...columns])).execute()
    await db.schema.dropTable('change_with_id').execute()
    await createIndexes(db)
  },
}

async function createChange(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('change')
    .addColumn('district_id', 'text', (column) => column.notNull())
    .addColumn('organization_id', 'text', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('device_sequence', 'integer', (column) => column.notNull())
    .addColumn('author_id', 'text', (column) => column.notNull())
    .addColumn('raw_stamp', 'bigint', (column) => column.notNull())
    .addColumn('effective_stamp', 'bigint', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('chain_hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('change_history_pk', ['district_id', 'organization_id', 'sequence'])
    .addForeignKeyConstraint('change_history_organization', ['district_id', 'organization_id'], 'organization', ['district_id', 'id'])
    .execute()
}

async function createIndexes(db: Kysely<Tables>): Promise<void> {
  await db.schema.createIndex('change_by_topic').on('change').columns(['district_id', 'organization_id', 'topic', 'sequence']).execute()
  await db.schema.createIndex('change_by_device').on('change').columns(['district_id', 'organization_id', 'device_id', 'device_sequence']).unique().execute()
  await db.schema
    .createIndex('change_published')
    .on('change')
    .columns(['district_id', 'organization_id', 'topic'])
    .where(sql.ref('kind'), '=', sql.lit('publication'))
    .execute()
}
