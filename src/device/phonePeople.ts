import type { OrganizationId, PersonId } from '#core/directive'
import { subjectToKey, valueOf } from '#core/sync'
import type { PoruchenoDatabase } from './database.ts'
import type { EnrolmentRow, PersonRow } from './rows.ts'

const subject = subjectToKey({ type: 'organization' })

/** Somebody named on this phone, and when (ms, corrected clock). */
interface NamedPerson {
  readonly personId: PersonId
  readonly stampMs: number
}

/** Makes another known person the author of what this phone records next. */
export async function choosePerson(db: PoruchenoDatabase, organizationId: OrganizationId, personId: PersonId): Promise<void> {
  await db.enrolments.update(organizationId, { personId })
}

/**
 * Who works on this phone in its organizations, those who came first on top: named here since the last change of the head,
 * or at work now. People of the school's other phones are not among them. Names as the history has them now.
 */
export async function listPhonePeople(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<PersonRow[]> {
  const enrolment = await db.enrolments.get(organizationId)
  if (enrolment === undefined) return []
  const sinceMs = enrolment.profile?.organization.handedOverMs ?? 0
  const named = (await listNamed(db, enrolment)).filter((one) => one.stampMs > sinceMs)
  const ids = new Set([...named.map(({ personId }) => personId), ...(enrolment.personId === null ? [] : [enrolment.personId])])
  const rows = await db.people.bulkGet([...ids].map((personId) => [organizationId, personId] as [OrganizationId, PersonId]))
  return rows.filter((row) => row !== undefined)
}

/** Everybody who was ever named on this phone for an organization, the first on top. */
async function listNamed(db: PoruchenoDatabase, { organizationId, deviceId, formerDeviceIds = [] }: EnrolmentRow): Promise<NamedPerson[]> {
  const changes = await db.changes.where('[organizationId+subject]').equals([organizationId, subject]).toArray()
  const own = changes.filter((change) => change.deviceId === deviceId || formerDeviceIds.includes(change.deviceId))
  return own.flatMap((change) => ({ personId: valueOf('person', change)?.personId, stampMs: change.stampMs })).filter(isNamed).sort((a, b) => a.stampMs - b.stampMs)
}

function isNamed(one: { readonly personId: PersonId | undefined; readonly stampMs: number }): one is NamedPerson {
  return one.personId !== undefined
}
