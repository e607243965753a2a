import { type RestoreView, type RestoredRow, type SafetyView, backupLateAfterMs } from '#core/report'
import { failureKey, readFailure } from '../backup/backupSchedule.ts'
import type { DeviceRecord, OrganizationRecord, RestoreRecord } from '../store/records.ts'
import type { DistrictStore, StoreAccess } from '../store/store.ts'

/** `GET safety`: backups are the whole server's, a restore is told of the own district alone. */
export async function readSafety(access: StoreAccess, district: DistrictStore, nowMs: number): Promise<SafetyView> {
  const [backup] = await access.backups.list()
  return {
    lastBackup: backup === undefined ? null : { takenMs: backup.takenMs, sizeBytes: backup.sizeBytes },
    isBackupLate: backup === undefined || nowMs - backup.takenMs > backupLateAfterMs,
    backupFailure: readFailure(await access.readMeta(failureKey)),
    restore: await readRestore(district),
  }
}

async function readRestore(district: DistrictStore): Promise<RestoreView | null> {
  const restores = await district.listRestores()
  // All histories are restored together; one that was not began later.
  const [last] = [...restores].sort((a, b) => b.restoredMs - a.restoredMs)
  if (last === undefined) return null
  const [organizations, devices] = [await district.organizations.list(), await district.listDevices()]
  const rows = organizations.flatMap((organization) => {
    const restore = restores.find(({ organizationId, restoredMs }) => organizationId === organization.id && restoredMs === last.restoredMs)
    return restore === undefined ? [] : rowOf(organization, restore, devices)
  })
  return {
    restoredMs: last.restoredMs,
    takenMs: last.takenMs,
    returned: rows.reduce((sum, row) => sum + row.returned, 0),
    organizations: rows.filter((row) => row.devices > 0 || row.returned > 0).sort(byNeedOfCall),
  }
}

function rowOf({ id, number, name, head, phone }: OrganizationRecord, { restoredMs, returned }: RestoreRecord, all: readonly DeviceRecord[]): RestoredRow {
  const devices = all.filter((device) => device.organizationId === id && device.revokedMs === null && device.enrolledMs <= restoredMs)
  const contacts = devices.map(({ lastContactMs, enrolledMs }) => lastContactMs ?? enrolledMs)
  return {
    id,
    number,
    name,
    head,
    phone,
    lastContactMs: contacts.length === 0 ? null : Math.max(...contacts),
    devices: devices.length,
    called: devices.filter(({ lastContactMs }) => lastContactMs !== null && lastContactMs > restoredMs).length,
    returned,
  }
}

function byNeedOfCall(a: RestoredRow, b: RestoredRow): number {
  const isAwaited = ({ called, devices }: RestoredRow): number => (called < devices ? 0 : 1)
  return isAwaited(a) - isAwaited(b) || a.name.localeCompare(b.name, 'ru')
}
