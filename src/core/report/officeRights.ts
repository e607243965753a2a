/** Who somebody of the office is; one person may be several. */
export const officerRoles = ['specialist', 'chief', 'administrator'] as const
export type OfficerRole = (typeof officerRoles)[number]

/**
 * What a request needs: to see the district; to accept, return and move dates; to change documents, organizations and
 * what came on paper; to change the people and the settings of the office.
 */
export const officeRights = ['read', 'decide', 'write', 'administer'] as const
export type OfficeRight = (typeof officeRights)[number]

const rightsByRole: Readonly<Record<OfficerRole, readonly OfficeRight[]>> = {
  specialist: ['read', 'decide', 'write'],
  chief: ['read', 'decide'],
  administrator: ['read', 'administer'],
}

/** The rights of somebody with these roles, in the order of `officeRights`. */
export function rightsOf(roles: readonly OfficerRole[]): OfficeRight[] {
  return officeRights.filter((right) => roles.some((role) => rightsByRole[role].includes(right)))
}
