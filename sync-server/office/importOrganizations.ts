import { type ImportDone, type ImportWish, type PlannedRow, planImport } from '#core/organizations'
import { type Result, err, ok } from '#core/result'
import type { StoreAccess } from '../store/store.ts'
import { type CareCall, insertOrganizations, tellProfile } from './organizationCare.ts'

/**
 * Takes the lines of a list: all of them or none. They are compared with the organizations once more; where that gives
 * something else than the specialist saw, nothing is taken. Call inside a transaction.
 */
export async function importOrganizations(access: StoreAccess, wish: ImportWish, call: CareCall): Promise<Result<ImportDone, 'ImportChanged'>> {
  const { organizations } = access.forDistrict(call.district.id)
  const planned = planImport(wish.rows, await organizations.list(), call.context.today)
  const [added, changed] = [planned.filter(isAdded), planned.filter(isChanged)]
  if (added.length !== wish.added || changed.length !== wish.changed || planned.some(({ type }) => type === 'bad')) return err('ImportChanged')
  const inserted = await insertOrganizations(access, added.map(({ fields }) => fields), call)
  for (const { organizationId, fields } of changed) {
    await organizations.change(organizationId, fields)
    await tellProfile(access, organizationId, call)
  }
  return ok({ added: added.length, changed: changed.length, organizationIds: inserted.map(({ organizationId }) => organizationId) })
}

function isAdded(row: PlannedRow): row is Extract<PlannedRow, { readonly type: 'added' }> {
  return row.type === 'added'
}

function isChanged(row: PlannedRow): row is Extract<PlannedRow, { readonly type: 'changed' }> {
  return row.type === 'changed'
}
