import { type DateOnly, type DeviceId, type OfficerId, type OrganizationId, isOpen } from '#core/directive'
import { type ClosingDone, type ClosingWish, type OrganizationAdded, type OrganizationEdit, type OrganizationFields, changedFields, checkFields } from '#core/organizations'
import type { SummaryContext } from '#core/report'
import { type Result, err, ok } from '#core/result'
import type { AppendDeps } from '../history/history.ts'
import { publishProfile } from '../history/profile.ts'
import type { DistrictRecord, OrganizationRecord } from '../store/records.ts'
import type { StoreAccess } from '../store/store.ts'
import { readdress } from './readdress.ts'

/** Who changes the organizations of which district, and when. Every function here is called inside a transaction. */
export interface CareCall {
  readonly district: DistrictRecord
  readonly officerId: OfficerId
  readonly context: SummaryContext
  readonly newId: () => string
  readonly append: AppendDeps
}

/** The first public number of a server without organizations. */
const firstNumber = 1001

/** Adds organizations with numbers one after another; each history begins with the profile its phones will read. */
export async function insertOrganizations(access: StoreAccess, list: readonly OrganizationFields[], call: CareCall): Promise<OrganizationAdded[]> {
  const { organizations } = access.forDistrict(call.district.id)
  const next = Math.max(firstNumber, (await access.readGreatestNumber()) + 1)
  const added: OrganizationAdded[] = []
  for (const [at, fields] of list.entries()) {
    const organization: OrganizationRecord = {
      ...fields,
      id: call.newId() as OrganizationId,
      districtId: call.district.id,
      number: String(next + at),
      closedOn: null,
      successorId: null,
      isDemonstration: false,
    }
    await organizations.insert(organization, { epoch: call.newId(), officeDeviceId: `${call.newId()}office` as DeviceId })
    await tellProfile(access, organization.id, call)
    added.push({ organizationId: organization.id, number: organization.number })
  }
  return added
}

/** Adds one organization. `OrganizationExists`: one of the name works in the settlement already. */
export async function addOrganization(access: StoreAccess, fields: OrganizationFields, call: CareCall): Promise<Result<OrganizationAdded, 'OrganizationInvalid' | 'OrganizationExists'>> {
  if (checkFields(fields).length > 0) return err('OrganizationInvalid')
  const known = await access.forDistrict(call.district.id).organizations.list()
  if (known.some((one) => isOpen(one, call.context.today) && isSameName(one, fields))) return err('OrganizationExists')
  const [added] = await insertOrganizations(access, [fields], call)
  return added === undefined ? err('OrganizationInvalid') : ok(added)
}

/** Changes an organization; what somebody else changed since it was seen is not overwritten. */
export async function editOrganization(access: StoreAccess, organizationId: OrganizationId, { fields, seen }: OrganizationEdit, call: CareCall): Promise<Result<null, 'NotFound' | 'OrganizationInvalid' | 'OrganizationChanged'>> {
  const { organizations } = access.forDistrict(call.district.id)
  const standing = await organizations.find(organizationId)
  if (standing === null) return err('NotFound')
  if (checkFields(fields).length > 0) return err('OrganizationInvalid')
  if (changedFields(standing, fields).length === 0) return ok(null)
  if (changedFields(standing, seen).length > 0) return err('OrganizationChanged')
  await organizations.change(organizationId, fields)
  await tellProfile(access, organizationId, call)
  return ok(null)
}

/**
 * Closes an organization from a day on. Its history stays; its open assignments stay as they are, or go to the
 * successor and are cancelled here with the reason.
 */
export async function closeOrganization(access: StoreAccess, organizationId: OrganizationId, { closedOn, successorId, readdressReason }: ClosingWish, call: CareCall): Promise<Result<ClosingDone, 'NotFound' | 'OrganizationClosed' | 'SuccessorInvalid' | 'DateInvalid'>> {
  const { organizations } = access.forDistrict(call.district.id)
  const standing = await organizations.find(organizationId)
  if (standing === null) return err('NotFound')
  if (standing.closedOn !== null) return err('OrganizationClosed')
  // A day to come would leave phones that believe their school is closed while it works.
  if (closedOn > call.context.today) return err('DateInvalid')
  const successor = successorId === null ? null : await organizations.find(successorId)
  if (!isSuccessor(standing, { successorId, readdressReason }, successor, call.context.today)) return err('SuccessorInvalid')
  const readdressed = successor === null || readdressReason === null ? 0 : await readdress(access, { from: standing, to: successor, reason: readdressReason }, call)
  await organizations.close(organizationId, { closedOn, successorId })
  await access.forOrganization(call.district.id, organizationId).codes.cancelLetters(call.append.nowMs)
  await tellProfile(access, organizationId, call)
  return ok({ readdressed })
}

/** Opens an erroneously closed organization again; what went to the successor stays there. */
export async function reopenOrganization(access: StoreAccess, organizationId: OrganizationId, call: CareCall): Promise<Result<null, 'NotFound'>> {
  if (!(await access.forDistrict(call.district.id).organizations.reopen(organizationId))) return err('NotFound')
  await tellProfile(access, organizationId, call)
  return ok(null)
}

/** Names a new head: the letters of the old one are void, the phones are closed once they have handed in what they hold. */
export async function handOverOrganization(access: StoreAccess, organizationId: OrganizationId, head: string, call: CareCall): Promise<Result<null, 'NotFound' | 'OrganizationClosed'>> {
  const { organizations } = access.forDistrict(call.district.id)
  const standing = await organizations.find(organizationId)
  if (standing === null) return err('NotFound')
  if (!isOpen(standing, call.context.today)) return err('OrganizationClosed')
  const { devices, codes } = access.forOrganization(call.district.id, organizationId)
  await organizations.change(organizationId, { ...standing, head })
  await devices.handOver(call.append.nowMs)
  // Links without digits are of the old head's phone: they go with it.
  await codes.cancelAll(call.append.nowMs)
  await tellProfile(access, organizationId, call)
  return ok(null)
}

/** Tells an organization's phones what the office now says of it. */
export async function tellProfile(access: StoreAccess, organizationId: OrganizationId, { district, officerId, append }: CareCall): Promise<void> {
  const own = access.forDistrict(district.id)
  const organization = await own.organizations.find(organizationId)
  if (organization === null) return
  const successor = organization.successorId === null ? null : await own.organizations.find(organization.successorId)
  await publishProfile(access.forOrganization(district.id, organizationId), { organization, district, officers: await own.officers.list(), successor: successor?.name }, officerId, append)
}

function isSuccessor(closing: OrganizationRecord, { successorId, readdressReason }: Omit<ClosingWish, 'closedOn'>, successor: OrganizationRecord | null, today: DateOnly): boolean {
  if (successorId === null) return readdressReason === null
  return successor !== null && successor.id !== closing.id && isOpen(successor, today)
}

function isSameName(one: OrganizationRecord, { name, settlement }: OrganizationFields): boolean {
  return one.name.toLowerCase() === name.toLowerCase() && one.settlement.toLowerCase() === settlement.toLowerCase()
}
