import type { Kysely } from 'kysely'
import type { OrganizationScope } from './records.ts'
import { codeToRow, rowToAttemptCount, rowToCode } from './rowsToRecords.ts'
import type { CodeStore } from './store.ts'
import type { Tables } from './tables.ts'

/** The enrolment codes of one organization and the tries to type them. */
export function createCodeStore(db: Kysely<Tables>, scope: OrganizationScope): CodeStore {
  return { ...createCodes(db, scope), ...createInvitations(db, scope), ...createAttempts(db, scope) }
}

type Codes = Pick<CodeStore, 'insert' | 'findNewestTyped' | 'findUsedBy' | 'use' | 'cancelLetters' | 'cancelAll'>
type Invitations = Pick<CodeStore, 'listInvitations' | 'cancelInvitationsOf'>

function createCodes(db: Kysely<Tables>, { districtId, organizationId }: OrganizationScope): Codes {
  const own = () => db.selectFrom('enrolment_code').selectAll().where('district_id', '=', districtId).where('organization_id', '=', organizationId)
  const update = () => db.updateTable('enrolment_code').where('district_id', '=', districtId).where('organization_id', '=', organizationId)
  return {
    async insert(code) {
      await db.insertInto('enrolment_code').values(codeToRow({ ...code, districtId, organizationId })).execute()
    },
    async findNewestTyped() {
      // A letter neither used nor cancelled is the newest: making it cancelled the others.
      const row = await own()
        .where('digits_hash', 'is not', null)
        .orderBy((code) => code.case().when(code.and({ used_ms: null, cancelled_ms: null })).then(0).else(1).end())
        .orderBy('created_ms', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row === undefined ? null : rowToCode(row)
    },
    async findUsedBy(deviceId) {
      const row = await own().where('used_by_device_id', '=', deviceId).executeTakeFirst()
      return row === undefined ? null : rowToCode(row)
    },
    async use(codeId, deviceId, nowMs) {
      const { numUpdatedRows } = await update()
        .set({ used_ms: nowMs, used_by_device_id: deviceId })
        .where('id', '=', codeId)
        .where('used_ms', 'is', null)
        .where('cancelled_ms', 'is', null)
        .where('expires_ms', '>', nowMs)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async cancelLetters(nowMs) {
      await update().set({ cancelled_ms: nowMs }).where('digits_hash', 'is not', null).where('used_ms', 'is', null).where('cancelled_ms', 'is', null).execute()
    },
    async cancelAll(nowMs) {
      await update().set({ cancelled_ms: nowMs }).where('used_ms', 'is', null).where('cancelled_ms', 'is', null).execute()
    },
  }
}

function createInvitations(db: Kysely<Tables>, { districtId, organizationId }: OrganizationScope): Invitations {
  return {
    async listInvitations() {
      const own = db.selectFrom('enrolment_code').selectAll().where('district_id', '=', districtId).where('organization_id', '=', organizationId)
      return (await own.where('invited_by_device_id', 'is not', null).orderBy('created_ms').orderBy('id').execute()).map(rowToCode)
    },
    async cancelInvitationsOf(deviceId, nowMs) {
      const update = db.updateTable('enrolment_code').where('district_id', '=', districtId).where('organization_id', '=', organizationId)
      await update.set({ cancelled_ms: nowMs }).where('invited_by_device_id', '=', deviceId).where('used_ms', 'is', null).where('cancelled_ms', 'is', null).execute()
    },
  }
}

function createAttempts(db: Kysely<Tables>, { districtId, organizationId }: OrganizationScope): Omit<CodeStore, keyof Codes | keyof Invitations> {
  const removal = () => db.deleteFrom('enrolment_attempt').where('district_id', '=', districtId).where('organization_id', '=', organizationId)
  return {
    async countAttempts(sinceMs) {
      const counted = await db
        .selectFrom('enrolment_attempt')
        .select(({ fn }) => [fn.countAll().as('count'), fn.min('at_ms').as('oldest')])
        .where('district_id', '=', districtId)
        .where('organization_id', '=', organizationId)
        .where('at_ms', '>', sinceMs)
        .executeTakeFirstOrThrow()
      return rowToAttemptCount(counted)
    },
    async insertAttempt(attemptId, nowMs) {
      await db.insertInto('enrolment_attempt').values({ district_id: districtId, organization_id: organizationId, id: attemptId, at_ms: nowMs }).execute()
    },
    async deleteAttempt(attemptId) {
      await removal().where('id', '=', attemptId).execute()
    },
    async deleteAttemptsBefore(sinceMs) {
      await removal().where('at_ms', '<=', sinceMs).execute()
    },
  }
}
