import type { OrganizationId } from '#core/directive'

/** The kinds a cell is made of; notes and evidence stay where they are. */
export const cellKinds = ['publication', 'acknowledgement', 'execution', 'control', 'extension', 'extensionRequest', 'retraction']

/** Tells the records of many organizations apart. */
export function groupByOrganization<Item extends { readonly organizationId: OrganizationId }>(items: readonly Item[]): Map<OrganizationId, Item[]> {
  const groups = new Map<OrganizationId, Item[]>()
  for (const item of items) {
    const group = groups.get(item.organizationId)
    if (group === undefined) groups.set(item.organizationId, [item])
    else group.push(item)
  }
  return groups
}
