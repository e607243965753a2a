import type { DistrictId, OfficerId, OrganizationId } from '#core/directive'

/** The district of every history and who decides in it. */
export const districtId = 'dist' as DistrictId
export const officerId = 'officer' as OfficerId

/** A school with most of the phones, and a kindergarten. */
export const school = 'orga' as OrganizationId
export const kindergarten = 'orgb' as OrganizationId
export const organizationIds: readonly OrganizationId[] = [school, kindergarten]
