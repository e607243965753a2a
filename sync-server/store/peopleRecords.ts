import type { Kysely, Selectable } from 'kysely'
import type { DistrictId } from '#core/directive'
import type { InvitationRecord, PeopleStore } from './peopleStore.ts'
import type { DistrictRecord } from './records.ts'
import { districtToRow } from './rowsToRecords.ts'
import type { OfficeInvitationTable, Tables } from './tables.ts'

/** The ways in of one district's officers. */
export function createPeopleStore(db: Kysely<Tables>, districtId: DistrictId): PeopleStore {
  return { ...createStanding(db, districtId), ...createInvitations(db, districtId), ...createSessionList(db, districtId) }
}

type Standing = Pick<PeopleStore, 'change' | 'setDeactivated'>

function createStanding(db: Kysely<Tables>, districtId: DistrictId): Standing {
  const officers = () => db.updateTable('officer').where('district_id', '=', districtId)
  return {
    async change(officerId, { name, post, roles }) {
      const { numUpdatedRows } = await officers().set({ name, post, roles: JSON.stringify(roles) }).where('id', '=', officerId).executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async setDeactivated(officerId, deactivatedMs) {
      const { numUpdatedRows } = await officers().set({ deactivated_ms: deactivatedMs }).where('id', '=', officerId).executeTakeFirst()
      if (deactivatedMs !== null) await endSessions(db, districtId, officerId)
      return numUpdatedRows === 1n
    },
  }
}

type Invitations = Pick<PeopleStore, 'invite' | 'listInvitations' | 'withdraw'>

function createInvitations(db: Kysely<Tables>, districtId: DistrictId): Invitations {
  return {
    async invite({ hash, officerId, expiresMs }) {
      await db.deleteFrom('office_invitation').where('district_id', '=', districtId).where('officer_id', '=', officerId).execute()
      await db.insertInto('office_invitation').values({ hash, district_id: districtId, officer_id: officerId, expires_ms: expiresMs }).execute()
    },
    async listInvitations() {
      return (await db.selectFrom('office_invitation').selectAll().where('district_id', '=', districtId).execute()).map(rowToInvitation)
    },
    async withdraw(secretHash) {
      const { numDeletedRows } = await db.deleteFrom('office_invitation').where('district_id', '=', districtId).where('hash', '=', secretHash).executeTakeFirst()
      return numDeletedRows === 1n
    },
  }
}

function createSessionList(db: Kysely<Tables>, districtId: DistrictId): Omit<PeopleStore, keyof Standing | keyof Invitations> {
  return {
    async listSessions(officerId) {
      let query = db.selectFrom('office_session').selectAll().where('district_id', '=', districtId)
      if (officerId !== undefined) query = query.where('officer_id', '=', officerId)
      const rows = await query.orderBy('last_used_ms', 'desc').execute()
      return rows.map((row) => ({ hash: row.hash, districtId, officerId: row.officer_id, createdMs: row.created_ms, lastUsedMs: row.last_used_ms, browser: row.browser }))
    },
    async replacePassword(officerId, passwordHash, exceptSession) {
      await db.updateTable('officer').set({ password_hash: passwordHash }).where('district_id', '=', districtId).where('id', '=', officerId).execute()
      await db.deleteFrom('office_session').where('district_id', '=', districtId).where('officer_id', '=', officerId).where('hash', '!=', exceptSession).execute()
    },
    endSessions: (officerId) => endSessions(db, districtId, officerId),
  }
}

async function endSessions(db: Kysely<Tables>, districtId: DistrictId, officerId: InvitationRecord['officerId']): Promise<void> {
  await db.deleteFrom('office_session').where('district_id', '=', districtId).where('officer_id', '=', officerId).execute()
}

/** Finds whose an invitation is, by its secret alone. */
export async function findInvitation(db: Kysely<Tables>, secretHash: string): Promise<InvitationRecord | null> {
  const row = await db.selectFrom('office_invitation').selectAll().where('hash', '=', secretHash).executeTakeFirst()
  return row === undefined ? null : rowToInvitation(row)
}

/** Replaces what an office may set of its district: never its id, its key or the secret of its chains. */
export async function changeDistrict(db: Kysely<Tables>, district: DistrictRecord): Promise<boolean> {
  const { id, key: _key, chain_key: _chainKey, ...settable } = districtToRow(district, '')
  const { numUpdatedRows } = await db.updateTable('district').set(settable).where('id', '=', id).executeTakeFirst()
  return numUpdatedRows === 1n
}

function rowToInvitation(row: Selectable<OfficeInvitationTable>): InvitationRecord {
  return { hash: row.hash, districtId: row.district_id, officerId: row.officer_id, expiresMs: row.expires_ms }
}
