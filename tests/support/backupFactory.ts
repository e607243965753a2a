import { dirname, join } from 'node:path'
import type { DistrictId, OrganizationId } from '#core/directive'
import { type BackupDeps, takeBackup } from '../../sync-server/backup/takeBackup.ts'
import type { BackupRecord } from '../../sync-server/store/records.ts'
import type { OrganizationStore, StoreAccess } from '../../sync-server/store/store.ts'
import type { TestServer } from './serverFactory.ts'

/** What a test server’s backups are made of; its clock stands, so a test moves it between two. */
export function backupDeps(server: TestServer, folder = join(dirname(server.path), 'backups')): BackupDeps {
  return { store: server.store, databasePath: server.path, folder, nowMs: server.deps.nowMs, newId: server.deps.newId }
}

/** Takes a backup that must succeed, and lets a day pass. */
export async function takeGood(server: TestServer, deps: BackupDeps = backupDeps(server)): Promise<BackupRecord> {
  const taken = await takeBackup(deps, new AbortController().signal)
  if (!taken.ok) throw new Error(`${taken.error.type}: ${taken.error.detail}`)
  server.clock.nowMs += 86_400_000
  return taken.value
}

/** The school of the district `north`. */
export function northSchool(access: StoreAccess): OrganizationStore {
  return access.forOrganization('north' as DistrictId, 'northschool' as OrganizationId)
}
