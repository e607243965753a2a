import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The first schema. The ids of the tenant lead every key, so that no index can be read across tenants by mistake. */
export const initial: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createInstance(db)
    await createOfficers(db)
    await createOrganizations(db)
    await createDocuments(db)
    await createDevices(db)
    await createCodes(db)
    await createHistory(db)
    await createQuarantine(db)
  },
}

async function createInstance(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('meta')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('district')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('key', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('region', 'text', (column) => column.notNull())
    .addColumn('zone', 'text', (column) => column.notNull())
    .addColumn('office_name', 'text', (column) => column.notNull())
    .addColumn('office_phone', 'text', (column) => column.notNull())
    .addColumn('clerk_name', 'text', (column) => column.notNull())
    .addColumn('clerk_post', 'text', (column) => column.notNull())
    .addColumn('clerk_phone', 'text', (column) => column.notNull())
    .addColumn('rule_set', 'text', (column) => column.notNull())
    .addColumn('standing_period_unit', 'text', (column) => column.notNull())
    .execute()
}

async function createOfficers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('officer')
    .addColumn('district_id', 'text', (column) => column.notNull().references('district.id'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('login', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('post', 'text', (column) => column.notNull())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('officer_pk', ['district_id', 'id'])
    .execute()
  await db.schema
    .createTable('office_session')
    .addColumn('district_id', 'text', (column) => column.notNull())
    .addColumn('officer_id', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('created_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_used_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('office_session_pk', ['district_id', 'officer_id', 'hash'])
    .addForeignKeyConstraint('office_session_officer', ['district_id', 'officer_id'], 'officer', ['district_id', 'id'])
    .execute()
}

async function createOrganizations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('organization')
    .addColumn('district_id', 'text', (column) => column.notNull().references('district.id'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('number', 'text', (column) => column.notNull().unique())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('kinds', 'text', (column) => column.notNull())
    .addColumn('settlement', 'text', (column) => column.notNull())
    .addColumn('phone', 'text', (column) => column.notNull())
    .addColumn('head', 'text', (column) => column.notNull())
    .addColumn('is_demonstration', 'integer', (column) => column.notNull())
    .addColumn('closed_on', 'text')
    .addColumn('successor_id', 'text')
    .addColumn('epoch', 'text', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('chain_hash', 'text', (column) => column.notNull())
    .addColumn('office_device_id', 'text', (column) => column.notNull())
    .addColumn('office_device_sequence', 'integer', (column) => column.notNull())
    .addColumn('quarantine_sequence', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('organization_pk', ['district_id', 'id'])
    .execute()
}

async function createDocuments(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('resolution')
    .addColumn('district_id', 'text', (column) => column.notNull().references('district.id'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('resolution_pk', ['district_id', 'id'])
    .execute()
  await db.schema
    .createTable('directive')
    .addColumn('district_id', 'text', (column) => column.notNull())
    .addColumn('resolution_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('directive_pk', ['district_id', 'id'])
    .addForeignKeyConstraint('directive_resolution', ['district_id', 'resolution_id'], 'resolution', ['district_id', 'id'])
    .execute()
  await db.schema.createIndex('directive_by_resolution').on('directive').columns(['district_id', 'resolution_id', 'position']).execute()
  for (const name of ['resolution', 'directive']) {
    await db.schema
      .createTable(`${name}_version`)
      .addColumn('district_id', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint(`${name}_version_pk`, ['district_id', 'id', 'version'])
      .addForeignKeyConstraint(`${name}_version_of`, ['district_id', 'id'], name, ['district_id', 'id'])
      .execute()
  }
}

async function createDevices(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('device')
    .addColumn('district_id', 'text', (column) => column.notNull())
    .addColumn('organization_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('enrolled_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_contact_ms', 'bigint')
    .addColumn('revoked_ms', 'bigint')
    .addColumn('app_version', 'text')
    .addColumn('waiting', 'integer', (column) => column.notNull())
    .addColumn('acked_sequence', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('device_pk', ['district_id', 'organization_id', 'id'])
    .addForeignKeyConstraint('device_organization', ['district_id', 'organization_id'], 'organization', ['district_id', 'id'])
    .execute()
}

async function createCodes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('enrolment_code')
    .addColumn('district_id', 'text', (column) => column.notNull())
    .addColumn('organization_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('secret_hash', 'text', (column) => column.notNull().unique())
    .addColumn('digits_hash', 'text')
    .addColumn('created_ms', 'bigint', (column) => column.notNull())
    .addColumn('expires_ms', 'bigint', (column) => column.notNull())
    .addColumn('used_ms', 'bigint')
    .addColumn('used_by_device_id', 'text')
    .addColumn('cancelled_ms', 'bigint')
    .addPrimaryKeyConstraint('enrolment_code_pk', ['district_id', 'organization_id', 'id'])
    .addForeignKeyConstraint('enrolment_code_organization', ['district_id', 'organization_id'], 'organization', ['district_id', 'id'])
    .execute()
  await db.schema
    .createTable('enrolment_attempt')
    .addColumn('district_id', 'text', (column) => column.notNull())
    .addColumn('organization_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('enrolment_attempt_pk', ['district_id', 'organization_id', 'id'])
    .addForeignKeyConstraint('enrolment_attempt_organization', ['district_id', 'organization_id'], 'organization', ['district_id', 'id'])
    .execute()
}

async function createHistory(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('change')
    .addColumn('district_id', 'text', (column) => column.notNull())
    .addColumn('organization_id', 'text', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
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
    .addPrimaryKeyConstraint('change_pk', ['district_id', 'organization_id', 'sequence'])
    .addUniqueConstraint('change_id', ['district_id', 'organization_id', 'id'])
    .addForeignKeyConstraint('change_organization', ['district_id', 'organization_id'], 'organization', ['district_id', 'id'])
    .execute()
  await db.schema.createIndex('change_by_topic').on('change').columns(['district_id', 'organization_id', 'topic', 'sequence']).execute()
  await db.schema
    .createIndex('change_by_device')
    .on('change')
    .columns(['district_id', 'organization_id', 'device_id', 'device_sequence'])
    .unique()
    .execute()
}

async function createQuarantine(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('quarantine')
    .addColumn('district_id', 'text', (column) => column.notNull())
    .addColumn('organization_id', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('device_sequence', 'bigint', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('content_hash', 'text', (column) => column.notNull())
    .addColumn('received_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('quarantine_pk', ['district_id', 'organization_id', 'number'])
    .addUniqueConstraint('quarantine_once', ['district_id', 'organization_id', 'device_id', 'device_sequence', 'code', 'content_hash'])
    .addForeignKeyConstraint('quarantine_organization', ['district_id', 'organization_id'], 'organization', ['district_id', 'id'])
    .execute()
}
