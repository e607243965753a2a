import type { Kysely, Selectable } from 'kysely'
import type { OrganizationScope } from './records.ts'
import type { TeacherLinkTable, Tables } from './tables.ts'
import type { TeacherLinkRecord, TeacherLinkStore } from './teacherLinkRecords.ts'

/** The links of one organization for people without the program; every query names its district and itself. */
export function createTeacherLinkStore(db: Kysely<Tables>, { districtId, organizationId }: OrganizationScope): TeacherLinkStore {
  const update = () => db.updateTable('teacher_link').where('district_id', '=', districtId).where('organization_id', '=', organizationId)
  return {
    async insert(link) {
      await db.insertInto('teacher_link').values(linkToRow({ ...link, districtId, organizationId })).execute()
    },
    async list() {
      const own = db.selectFrom('teacher_link').selectAll().where('district_id', '=', districtId).where('organization_id', '=', organizationId)
      return (await own.orderBy('created_ms').orderBy('id').execute()).map(rowToLink)
    },
    async setPerson(linkId, personId) {
      await update().set({ person_id: personId }).where('id', '=', linkId).execute()
    },
    async cancel(linkId, nowMs) {
      const { numUpdatedRows } = await update().set({ cancelled_ms: nowMs, name: '', task: '' }).where('id', '=', linkId).where('cancelled_ms', 'is', null).executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async tidy(nowMs, forgottenMs) {
      await update().set({ name: '', task: '' }).where('expires_ms', '<=', nowMs).where('name', '!=', '').execute()
      await db.deleteFrom('teacher_link').where('district_id', '=', districtId).where('organization_id', '=', organizationId).where('expires_ms', '<=', forgottenMs).execute()
    },
    async eraseName({ personId, name }, instead) {
      await update().set({ name: instead }).where('name', '!=', '').where((link) => link.or([link('person_id', '=', personId), link.and([link('person_id', 'is', null), link('name', '=', name)])])).execute()
    },
  }
}

/** The look-up by the secret alone, which is how a page says whose it is. */
export async function findTeacherLink(db: Kysely<Tables>, secretHash: string): Promise<TeacherLinkRecord | null> {
  const row = await db.selectFrom('teacher_link').selectAll().where('secret_hash', '=', secretHash).executeTakeFirst()
  return row === undefined ? null : rowToLink(row)
}

function rowToLink(row: Selectable<TeacherLinkTable>): TeacherLinkRecord {
  return {
    id: row.id,
    districtId: row.district_id,
    organizationId: row.organization_id,
    secretHash: row.secret_hash,
    subject: row.subject,
    name: row.name,
    task: row.task,
    dueDate: row.due_date,
    personId: row.person_id,
    createdMs: row.created_ms,
    expiresMs: row.expires_ms,
    cancelledMs: row.cancelled_ms,
  }
}

function linkToRow(link: TeacherLinkRecord): TeacherLinkTable {
  return {
    district_id: link.districtId,
    organization_id: link.organizationId,
    id: link.id,
    secret_hash: link.secretHash,
    subject: link.subject,
    name: link.name,
    task: link.task,
    due_date: link.dueDate,
    person_id: link.personId,
    created_ms: link.createdMs,
    expires_ms: link.expiresMs,
    cancelled_ms: link.cancelledMs,
  }
}
