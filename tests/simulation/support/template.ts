import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DeviceId } from '#core/directive'
import { publishProfile } from '../../../sync-server/history/profile.ts'
import { openSqliteStore } from '../../../sync-server/store/openSqliteStore.ts'
import { makeDistrictRecord, makeOfficerRecord, makeOrganizationRecord } from '../../support/recordFactory.ts'
import { appendDeps } from '../../support/serverFactory.ts'
import { publishDocument } from './office.ts'
import { districtId, officerId, organizationIds } from './places.ts'
import { historyStartMs } from './virtualClock.ts'

/** Every exchange waits for the disk; thousands of them wait for nothing where the disk is memory. */
const memoryFolder = '/dev/shm'

/** Where one process keeps its servers' databases, and the one every history begins with a copy of. */
export interface ServerFolder {
  readonly path: string
  readonly template: string
  remove(): void
}

/** Makes the folder with a database of one district, its two organizations and one document of two points. */
export async function createServerFolder(): Promise<ServerFolder> {
  const path = mkdtempSync(join(existsSync(memoryFolder) ? memoryFolder : tmpdir(), 'simulation-'))
  const template = join(path, 'template.db')
  const store = await openSqliteStore(template)
  const deps = appendDeps(historyStartMs)
  const district = makeDistrictRecord(districtId)
  const officer = makeOfficerRecord(districtId, officerId, 'officer')
  await store.transaction(async (access) => {
    const own = access.forDistrict(districtId)
    await own.insert(district)
    await own.officers.insert(officer)
    for (const [i, id] of organizationIds.entries()) {
      const organization = makeOrganizationRecord(districtId, id, `900${String(i)}`)
      await own.organizations.insert(organization, { epoch: 'epoch1', officeDeviceId: `${id}office` as DeviceId })
      await publishProfile(access.forOrganization(districtId, id), { organization, district, officers: [officer] }, officerId, deps)
    }
    await publishDocument(access, { number: 1, points: 2 }, deps)
  })
  await store.close()
  return { path, template, remove: () => { rmSync(path, { recursive: true, force: true }) } }
}
