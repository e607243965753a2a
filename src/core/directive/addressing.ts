import type { Addressee } from './directive.ts'
import type { DateOnly } from './ids.ts'
import { educationalKinds, type Audience, type Organization, type OrganizationKind } from './organization.ts'

/**
 * Whether a directive reaches an organization: by one of its kinds, or because the clerk picked it. «Образовательные
 * организации» reach general schools, preschools and supplementary education; `teachers`, `other` and `unaddressed`
 * reach nobody. Says nothing of closing: see `addressedOrganizations`.
 */
export function isAddressed(addressee: Addressee, organization: Organization): boolean {
  if (addressee.organizationIds.includes(organization.id)) return true
  const reached = new Set(addressee.audience.flatMap(kindsReachedBy))
  return organization.kinds.some((kind) => reached.has(kind))
}

/** The organizations that get a directive published on `today`, each once and in their own order; a closed one gets nothing new. */
export function addressedOrganizations(addressee: Addressee, organizations: readonly Organization[], today: DateOnly): Organization[] {
  return organizations.filter((organization) => isOpen(organization, today) && isAddressed(addressee, organization))
}

/** Whether an organization still works: it is closed from `closedOn` itself on. */
export function isOpen(organization: Organization, today: DateOnly): boolean {
  return organization.closedOn === null || organization.closedOn > today
}

/** Whether a directive waits under «Без адресата»: nobody is named and the clerk has picked nobody. */
export function isUnaddressed(addressee: Addressee): boolean {
  return addressee.organizationIds.length === 0 && addressee.audience.every((audience) => audience === 'unaddressed')
}

/** The clerk's decision to follow the text's own hint; an addressee without a hint stays as it is. */
export function addressByScope(addressee: Addressee): Addressee {
  if (addressee.scope.length === 0) return addressee
  return { ...addressee, audience: addressee.scope, decidedBy: 'clerk' }
}

/** The kinds of organization that an audience includes; none for those that reach no phone. */
export function kindsReachedBy(audience: Audience): readonly OrganizationKind[] {
  switch (audience) {
    case 'all_organizations':
      return educationalKinds
    case 'teachers':
    case 'other':
    case 'unaddressed':
      return []
    default:
      return [audience]
  }
}
