import type { Addressee, DateOnly, DistrictId, Organization, OrganizationId, OrganizationKind } from '#core/directive'

const nobody: Addressee = {
  text: null,
  responsible: null,
  audience: ['unaddressed'],
  scope: [],
  scopeBasis: null,
  organizationIds: [],
  decidedBy: 'text',
}

/** An addressee as the text leaves it: nobody, until a test says otherwise. */
export function makeAddressee(changes: Partial<Addressee> = {}): Addressee {
  return { ...nobody, ...changes }
}

/** An open organization of the given kinds. */
export function makeOrganization(id: string, kinds: readonly OrganizationKind[], closedOn: DateOnly | null = null): Organization {
  return {
    id: id as OrganizationId,
    districtId: 'd1' as DistrictId,
    number: '1001',
    name: 'МБОУ «СОШ № 51»',
    kinds,
    settlement: 'с. Верхнее',
    closedOn,
    successorId: null,
  }
}
