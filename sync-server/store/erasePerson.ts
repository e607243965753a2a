import type { Kysely } from 'kysely'
import type { PersonId } from '#core/directive'
import type { Change } from '#core/sync'
import type { OrganizationScope } from './records.ts'
import { fromJson } from './rowsToRecords.ts'
import type { Tables } from './tables.ts'

/**
 * Puts another name into every change that brought a person's, and marks them: their links of the chain stay as they
 * were made. See docs/decisions/0018-erasure.md.
 */
export async function erasePerson(db: Kysely<Tables>, { districtId, organizationId }: OrganizationScope, personId: PersonId, name: string): Promise<number> {
  const own = () => db.updateTable('change').where('district_id', '=', districtId).where('organization_id', '=', organizationId)
  const rows = await db.selectFrom('change').select(['sequence', 'body']).where('district_id', '=', districtId).where('organization_id', '=', organizationId).where('kind', '=', 'person').execute()
  let count = 0
  for (const { sequence, body } of rows) {
    const told = fromJson<Pick<Change, 'value'>>(body)
    if (told.value['personId'] !== personId) continue
    const { notice } = told.value
    const value = { personId, name, post: '', ...(notice === undefined ? {} : { notice }) }
    await own().set({ body: JSON.stringify({ ...told, value, extra: undefined }), erased: 1 }).where('sequence', '=', sequence).execute()
    count += 1
  }
  return count
}
