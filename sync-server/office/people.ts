import type { OfficerId } from '#core/directive'
import { type InvitationView, type PersonRow, type PersonWish, passwordStrength } from '#core/report'
import { type Result, err, ok } from '#core/result'
import type { AppendDeps } from '../history/history.ts'
import { publishProfile } from '../history/profile.ts'
import { type RandomBytes, fastHash, mintSecret } from '../secrets.ts'
import { isDeactivated, sessionIdleMs } from '../session.ts'
import type { InvitationRecord } from '../store/peopleStore.ts'
import type { DistrictRecord, OfficerRecord } from '../store/records.ts'
import type { DistrictStore, StoreAccess } from '../store/store.ts'

/** How long a link opens (ms). */
export const invitationMs = 7 * 86_400_000

/** Why the people stay as they were. */
export type PeopleRefusal = 'NotFound' | 'LoginTaken' | 'LastAdministrator'

/** Everybody of the office, those at work first. */
export async function listPeople(district: DistrictStore, nowMs: number): Promise<PersonRow[]> {
  const [officers, invitations, sessions] = [await district.officers.list(), await district.officers.people.listInvitations(), await district.officers.people.listSessions()]
  const rows = officers.map((officer): PersonRow => {
    const { id, login, name, post, roles } = officer
    const link = invitations.find((one) => one.officerId === id && one.expiresMs > nowMs)
    const used = sessions.find((one) => one.officerId === id && nowMs - one.lastUsedMs < sessionIdleMs)
    return { id, login, name, post, roles, standing: standingOf(officer), linkUntilMs: link?.expiresMs ?? null, lastUsedMs: used?.lastUsedMs ?? null }
  })
  return rows.sort((a, b) => Number(a.standing === 'deactivated') - Number(b.standing === 'deactivated') || a.name.localeCompare(b.name, 'ru'))
}

function standingOf(officer: OfficerRecord): PersonRow['standing'] {
  if (isDeactivated(officer)) return 'deactivated'
  return officer.passwordHash === '' ? 'invited' : 'active'
}

/** Adds somebody who has no password yet. Call inside a transaction. */
export async function addPerson(access: StoreAccess, district: DistrictRecord, wish: PersonWish & { readonly id: OfficerId }, by: Author): Promise<Result<OfficerId, PeopleRefusal>> {
  if ((await access.findOfficerByLogin(wish.login)) !== null) return err('LoginTaken')
  await access.forDistrict(district.id).officers.insert({ ...wish, districtId: district.id, passwordHash: '' })
  await publishProfiles(access, district, by)
  return ok(wish.id)
}

/** Changes how somebody is called and what he may do. Call inside a transaction. */
export async function changePerson(access: StoreAccess, district: DistrictRecord, { id, name, post, roles }: PersonWish & { readonly id: OfficerId }, by: Author): Promise<Result<null, PeopleRefusal>> {
  const { officers } = access.forDistrict(district.id)
  if ((await officers.find(id)) === null) return err('NotFound')
  if (!roles.includes('administrator') && (await isLastAdministrator(access.forDistrict(district.id), id))) return err('LastAdministrator')
  await officers.people.change(id, { name, post, roles })
  await publishProfiles(access, district, by)
  return ok(null)
}

/** Closes somebody's access at once, or opens it again. Call inside a transaction. */
export async function setDeactivated(access: StoreAccess, district: DistrictRecord, id: OfficerId, deactivatedMs: number | null): Promise<Result<null, PeopleRefusal>> {
  const own = access.forDistrict(district.id)
  if ((await own.officers.find(id)) === null) return err('NotFound')
  if (deactivatedMs !== null && (await isLastAdministrator(own, id))) return err('LastAdministrator')
  await own.officers.people.setDeactivated(id, deactivatedMs)
  return ok(null)
}

/** An invitation that was not accepted yet administers nothing. */
async function isLastAdministrator({ officers }: DistrictStore, id: OfficerId): Promise<boolean> {
  const others = (await officers.list()).filter((one) => one.id !== id && standingOf(one) === 'active' && one.roles.includes('administrator'))
  return others.length === 0
}

interface InviteDeps {
  readonly nowMs: number
  readonly publicUrl: string
  readonly randomBytes: RandomBytes
}

/** Makes the one link of an officer; the one before it opens no more. The secret stands in the address's fragment, which no server logs. */
export async function inviteOfficer(district: DistrictStore, officer: OfficerRecord, { nowMs, publicUrl, randomBytes }: InviteDeps): Promise<InvitationView> {
  const secret = mintSecret(32, randomBytes)
  const expiresMs = nowMs + invitationMs
  await district.officers.people.invite({ hash: fastHash(secret), districtId: officer.districtId, officerId: officer.id, expiresMs })
  return { link: `${publicUrl}/office/invitation#${secret}`, expiresMs }
}

/** Whom a link lets in; null when it does not. */
export async function findInvited(access: StoreAccess, secret: string, nowMs: number): Promise<{ readonly invitation: InvitationRecord; readonly officer: OfficerRecord } | null> {
  const invitation = await access.findInvitation(fastHash(secret))
  if (invitation === null || invitation.expiresMs <= nowMs) return null
  const officer = await access.forDistrict(invitation.districtId).officers.find(invitation.officerId)
  return officer === null || isDeactivated(officer) ? null : { invitation, officer }
}

/** Whether a password may be had: its rules are the page's own. */
export function isFitPassword(password: string, { login, name }: Pick<OfficerRecord, 'login' | 'name'>): boolean {
  return ['fair', 'strong'].includes(passwordStrength(password, [login, ...name.split(/[\s.]+/)]))
}

interface Author extends AppendDeps {
  readonly officerId: OfficerId
}

/** Tells every open organization's phones who its office are and how its district is set. Call inside a transaction. */
export async function publishProfiles(access: StoreAccess, district: DistrictRecord, { officerId, ...deps }: Author): Promise<number> {
  const own = access.forDistrict(district.id)
  const [officers, organizations] = [await own.officers.list(), (await own.organizations.list()).filter(({ closedOn }) => closedOn === null)]
  for (const organization of organizations) {
    await publishProfile(access.forOrganization(district.id, organization.id), { organization, district, officers }, officerId, deps)
  }
  return organizations.length
}
