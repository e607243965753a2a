import { type Kysely, sql } from 'kysely'
import { createBackupStore } from './backupStore.ts'
import { createDistrictStore } from './districtStore.ts'
import { createOrganizationStore } from './organizationStore.ts'
import { findInvitation } from './peopleRecords.ts'
import type { SessionRecord } from './records.ts'
import { rowToAttemptCount, rowToCode, rowToDevice, rowToDistrict, rowToOfficer, rowToOrganization } from './rowsToRecords.ts'
import type { StoreAccess } from './store.ts'
import { findTeacherLink } from './teacherLinkStore.ts'
import type { Tables } from './tables.ts'

/** The store's doors over one connection or one transaction. */
export function createAccess(db: Kysely<Tables>): StoreAccess {
  return {
    forDistrict: (districtId) => createDistrictStore(db, districtId),
    forOrganization: (districtId, organizationId) => createOrganizationStore(db, { districtId, organizationId }),
    backups: createBackupStore(db),
    ...createLookups(db),
    ...createMeta(db),
  }
}

type Lookups = Omit<StoreAccess, 'forDistrict' | 'forOrganization' | 'backups' | keyof Meta>

/** The only queries across tenants: by a secret's hash, a public number, a sign-in name; and the list for the start. */
function createLookups(db: Kysely<Tables>): Lookups {
  return {
    async listDistricts() {
      return (await db.selectFrom('district').selectAll().orderBy('key').execute()).map(rowToDistrict)
    },
    async renewOfficeWriter(deviceId) {
      await db.updateTable('organization').set({ office_device_id: deviceId, office_device_sequence: 0 }).execute()
    },
    async findDeviceByToken(tokenHash) {
      const row = await db.selectFrom('device').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
      return row === undefined ? null : rowToDevice(row)
    },
    async findCodeBySecret(secretHash) {
      const row = await db.selectFrom('enrolment_code').selectAll().where('secret_hash', '=', secretHash).executeTakeFirst()
      return row === undefined ? null : rowToCode(row)
    },
    findTeacherLink: (secretHash) => findTeacherLink(db, secretHash),
    async findOrganizationByNumber(number) {
      const row = await db.selectFrom('organization').selectAll().where('number', '=', number).executeTakeFirst()
      return row === undefined ? null : rowToOrganization(row)
    },
    readGreatestNumber: () => readGreatestNumber(db),
    async findOfficerByLogin(login) {
      const row = await db.selectFrom('officer').selectAll().where('login', '=', login).executeTakeFirst()
      return row === undefined ? null : rowToOfficer(row)
    },
    findSession: (sessionHash) => findSession(db, sessionHash),
    findInvitation: (secretHash) => findInvitation(db, secretHash),
    async countEnrolmentAttempts(sinceMs) {
      const counted = await db
        .selectFrom('enrolment_attempt')
        .select(({ fn }) => [fn.countAll().as('count'), fn.min('at_ms').as('oldest')])
        .where('at_ms', '>', sinceMs)
        .executeTakeFirstOrThrow()
      return rowToAttemptCount(counted)
    },
  }
}

async function findSession(db: Kysely<Tables>, sessionHash: string): Promise<SessionRecord | null> {
  const row = await db.selectFrom('office_session').selectAll().where('hash', '=', sessionHash).executeTakeFirst()
  if (row === undefined) return null
  return { hash: row.hash, districtId: row.district_id, officerId: row.officer_id, createdMs: row.created_ms, lastUsedMs: row.last_used_ms, browser: row.browser }
}

async function readGreatestNumber(db: Kysely<Tables>): Promise<number> {
  const row = await db.selectFrom('organization').select(({ fn, cast }) => fn.max(cast<number>('number', 'integer')).as('greatest')).executeTakeFirst()
  return Number(row?.greatest ?? 0)
}

type Meta = Pick<StoreAccess, 'readMeta' | 'writeMeta' | 'deleteMeta' | 'countWrites'>

function createMeta(db: Kysely<Tables>): Meta {
  return {
    async readMeta(key) {
      return (await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst())?.value ?? null
    },
    async writeMeta(key, value) {
      await db
        .insertInto('meta')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute()
    },
    async countWrites() {
      return Number((await sql<{ readonly count: number }>`select total_changes() as count`.execute(db)).rows[0]?.count ?? 0)
    },
    async deleteMeta(key) {
      await db.deleteFrom('meta').where('key', '=', key).execute()
    },
  }
}
