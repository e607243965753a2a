import type { OrganizationId } from '#core/directive'

/** What was looked for in one organization's list: a word of one says nothing in another. */
export interface Find {
  readonly query: string
  readonly chip: string
}

/*
 * Kept like the look, in localStorage: it is wanted with the first drawing of the list, losing it loses nothing, and in the
 * database every letter typed would be one more write that waits for the disk.
 */
const keyOf = (part: keyof Find, organizationId: OrganizationId): string => `${part} ${organizationId}`

export function readFind(storage: Storage, organizationId: OrganizationId): Find {
  const read = (part: keyof Find): string => storage.getItem(keyOf(part, organizationId)) ?? ''
  return { query: read('query'), chip: read('chip') }
}

/** Writes what changed: a letter typed waits for it. */
export function writeFind(storage: Storage, organizationId: OrganizationId, find: Find): void {
  const before = readFind(storage, organizationId)
  for (const part of ['query', 'chip'] as const) if (find[part] !== before[part]) storage.setItem(keyOf(part, organizationId), find[part])
}

export function forgetFind(storage: Storage, organizationId: OrganizationId): void {
  for (const part of ['query', 'chip'] as const) storage.removeItem(keyOf(part, organizationId))
}
