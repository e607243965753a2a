import type { Kysely } from 'kysely'
import type { PersonId } from '#core/directive'
import type { JsonObject } from '#core/sync'
import type { OrganizationScope } from './records.ts'
import { fromJson } from './rowsToRecords.ts'
import type { Tables } from './tables.ts'

interface Told {
  readonly kind?: string
  readonly value?: JsonObject
}

/**
 * Puts another name into every change that brought a person's, and marks them: their links of the chain stay as they
 * were made; and into what of it was put aside for the office. See docs/decisions/0018-erasure.md.
 */
export async function erasePerson(db: Kysely<Tables>, { districtId, organizationId }: OrganizationScope, personId: PersonId, name: string): Promise<number> {
  const without = (told: Told): string | null => {
    if (told.value?.['personId'] !== personId) return null
    const { notice } = told.value
    return JSON.stringify({ ...told, value: { personId, name, post: '', ...(notice === undefined ? {} : { notice }) }, extra: undefined })
  }
  const rows = await db.selectFrom('change').select(['sequence', 'body']).where('district_id', '=', districtId).where('organization_id', '=', organizationId).where('kind', '=', 'person').execute()
  let count = 0
  for (const { sequence, body: told } of rows) {
    const body = without(fromJson<Told>(told))
    if (body === null) continue
    await db.updateTable('change').set({ body, erased: 1 }).where('district_id', '=', districtId).where('organization_id', '=', organizationId).where('sequence', '=', sequence).execute()
    count += 1
  }
  const aside = await db.selectFrom('quarantine').select(['number', 'body']).where('district_id', '=', districtId).where('organization_id', '=', organizationId).execute()
  for (const { number, body: told } of aside) {
    const sent = fromJson<Told>(told)
    const body = sent.kind === 'person' ? without(sent) : null
    if (body !== null) await db.updateTable('quarantine').set({ body }).where('district_id', '=', districtId).where('organization_id', '=', organizationId).where('number', '=', number).execute()
  }
  return count
}
