import type { Kysely } from 'kysely'
import type { OrganizationScope } from './records.ts'
import { deviceToRow, rowToDevice } from './rowsToRecords.ts'
import type { DeviceStore } from './store.ts'
import type { Tables } from './tables.ts'

/** The phones enrolled for one organization. */
export function createDeviceStore(db: Kysely<Tables>, { districtId, organizationId }: OrganizationScope): DeviceStore {
  const own = () => db.selectFrom('device').selectAll().where('district_id', '=', districtId).where('organization_id', '=', organizationId)
  const update = () => db.updateTable('device').where('district_id', '=', districtId).where('organization_id', '=', organizationId)
  return {
    async insert(device) {
      await db.insertInto('device').values(deviceToRow({ ...device, districtId, organizationId })).execute()
    },
    async find(deviceId) {
      const row = await own().where('id', '=', deviceId).executeTakeFirst()
      return row === undefined ? null : rowToDevice(row)
    },
    async list() {
      return (await own().orderBy('enrolled_ms').orderBy('id').execute()).map(rowToDevice)
    },
    async recordContact(deviceId, { nowMs, appVersion, waiting, ackedSequence, health, clockSkewMs }) {
      const told = health === undefined ? {} : { health: JSON.stringify(health) }
      await update()
        .set({ last_contact_ms: nowMs, app_version: appVersion, waiting, acked_sequence: ackedSequence, clock_skew_ms: clockSkewMs, ...told })
        .where('id', '=', deviceId)
        .execute()
    },
    async revoke(deviceId, nowMs) {
      const { numUpdatedRows } = await update().set({ revoked_ms: nowMs }).where('id', '=', deviceId).where('revoked_ms', 'is', null).executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async handOver(nowMs) {
      const { numUpdatedRows } = await update().set({ handed_over_ms: nowMs }).where('revoked_ms', 'is', null).where('handed_over_ms', 'is', null).executeTakeFirst()
      return Number(numUpdatedRows)
    },
    async beginHandingIn(deviceId, nowMs) {
      await update().set({ handing_in_ms: nowMs }).where('id', '=', deviceId).where('handing_in_ms', 'is', null).execute()
    },
  }
}
