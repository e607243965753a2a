import type { OrganizationId } from '#core/directive'
import type { PoruchenoDatabase } from './database.ts'
import { storageFailure } from './deviceFailures.ts'

/** What this phone has shown its person already. Losing it shows something once more, and loses nothing. */
export type SeenKey = 'seen introduction' | 'seen install' | `seen digest ${string}`

/** The day on which an organization's dates of the week were told last. */
export function digestKey(organizationId: OrganizationId): SeenKey {
  return `seen digest ${organizationId}`
}

/** What was noted when it was shown; null before that. */
export async function readSeen(db: PoruchenoDatabase, key: SeenKey): Promise<string | null> {
  const value = (await db.settings.get(key))?.value
  return typeof value === 'string' ? value : null
}

/** Notes that it was shown; on a full disk it will be shown again. */
export async function writeSeen(db: PoruchenoDatabase, key: SeenKey, value: string): Promise<void> {
  await db.settings.put({ key, value }).catch(storageFailure)
}
