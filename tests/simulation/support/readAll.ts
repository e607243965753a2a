import type { OrganizationId } from '#core/directive'
import type { ChangeRow } from '../../../src/device/rows.ts'
import type { SimulatedPhone } from './simulatedPhone.ts'

/** The own rows of every phone in one organization; what others wrote is the same on all. */
export async function readAll(phones: readonly SimulatedPhone[], organizationId: OrganizationId): Promise<ChangeRow[]> {
  const rows: ChangeRow[] = []
  for (const phone of phones) {
    const enrolment = await phone.db.enrolments.get(organizationId)
    const own = new Set(enrolment === undefined ? [] : [enrolment.deviceId, ...(enrolment.formerDeviceIds ?? [])])
    const known = await phone.db.changes.where('[organizationId+subject]').between([organizationId, ''], [organizationId, '\uffff']).toArray()
    rows.push(...known.filter((row) => own.has(row.deviceId)))
  }
  return rows
}
