import type { Kysely } from 'kysely'
import type { DistrictId } from '#core/directive'
import { createPeopleStore } from './peopleRecords.ts'
import { rowToOfficer } from './rowsToRecords.ts'
import type { OfficerStore } from './store.ts'
import type { Tables } from './tables.ts'

/** The specialists of one district's office and their signed-in browsers. */
export function createOfficerStore(db: Kysely<Tables>, districtId: DistrictId): OfficerStore {
  return { ...createOfficers(db, districtId), ...createSessions(db, districtId), people: createPeopleStore(db, districtId) }
}

type Officers = Pick<OfficerStore, 'insert' | 'list' | 'find' | 'changePassword'>

function createOfficers(db: Kysely<Tables>, districtId: DistrictId): Officers {
  return {
    async insert({ id, login, name, post, roles, passwordHash, deactivatedMs = null }) {
      await db.insertInto('officer').values({ district_id: districtId, id, login, name, post, roles: JSON.stringify(roles), password_hash: passwordHash, deactivated_ms: deactivatedMs }).execute()
    },
    async list() {
      return (await db.selectFrom('officer').selectAll().where('district_id', '=', districtId).orderBy('login').execute()).map(rowToOfficer)
    },
    async find(officerId) {
      const row = await db.selectFrom('officer').selectAll().where('district_id', '=', districtId).where('id', '=', officerId).executeTakeFirst()
      return row === undefined ? null : rowToOfficer(row)
    },
    async changePassword(officerId, passwordHash) {
      const { numUpdatedRows } = await db
        .updateTable('officer')
        .set({ password_hash: passwordHash })
        .where('district_id', '=', districtId)
        .where('id', '=', officerId)
        .executeTakeFirst()
      await db.deleteFrom('office_session').where('district_id', '=', districtId).where('officer_id', '=', officerId).execute()
      return numUpdatedRows === 1n
    },
  }
}

function createSessions(db: Kysely<Tables>, districtId: DistrictId): Omit<OfficerStore, keyof Officers | 'people'> {
  return {
    async insertSession({ hash, officerId, createdMs, lastUsedMs, browser = '' }) {
      await db
        .insertInto('office_session')
        .values({ district_id: districtId, officer_id: officerId, hash, created_ms: createdMs, last_used_ms: lastUsedMs, browser })
        .execute()
    },
    async touchSession(sessionHash, nowMs) {
      await db.updateTable('office_session').set({ last_used_ms: nowMs }).where('district_id', '=', districtId).where('hash', '=', sessionHash).execute()
    },
    async deleteSession(sessionHash) {
      await db.deleteFrom('office_session').where('district_id', '=', districtId).where('hash', '=', sessionHash).execute()
    },
    async deleteSessionsBefore(sinceMs) {
      await db.deleteFrom('office_session').where('district_id', '=', districtId).where('last_used_ms', '<', sinceMs).execute()
    },
  }
}
