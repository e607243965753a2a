import type { DistrictId, OfficerId } from '#core/directive'
import type { SetupProgress, SetupWish } from '#core/report'
import { type Result, err, ok } from '#core/result'
import type { DistrictRecord, OfficerRecord } from '../store/records.ts'
import type { DistrictStore, StoreAccess } from '../store/store.ts'

/** Makes the district and its first person, unless the server has one. Call inside a transaction. */
export async function setUp(access: StoreAccess, wish: SetupWish, made: { readonly districtId: DistrictId; readonly officerId: OfficerId; readonly passwordHash: string }): Promise<Result<{ readonly district: DistrictRecord; readonly officer: OfficerRecord }, 'SetupDone'>> {
  if ((await access.listDistricts()).length > 0) return err('SetupDone')
  const { districtId, officerId, passwordHash } = made
  const district: DistrictRecord = {
    id: districtId,
    key: districtId,
    name: wish.district,
    region: wish.region,
    zone: wish.zone,
    office: { name: wish.office, phone: wish.phone },
    clerk: { name: wish.name, post: wish.post, phone: wish.phone },
    ruleSet: {},
    standingPeriodUnit: 'year',
    settings: {},
  }
  const officer: OfficerRecord = { id: officerId, districtId, login: wish.login, name: wish.name, post: wish.post, roles: ['specialist', 'administrator'], passwordHash }
  await access.forDistrict(districtId).insert(district)
  await access.forDistrict(districtId).officers.insert(officer)
  return ok({ district, officer })
}

/** How far an office is with the steps of its first run. */
export async function readProgress(own: DistrictStore, { settings = {} }: DistrictRecord): Promise<SetupProgress> {
  const [officers, organizations, documents, devices] = [await own.officers.list(), await own.organizations.list(), await own.documents.listResolutions(), await own.listDevices()]
  return {
    people: officers.length,
    organizations: organizations.filter(({ closedOn }) => closedOn === null).length,
    documents: documents.length,
    letters: devices.length > 0 ? devices.length : await own.journal.count({ text: '/codes' }) + (await own.journal.count({ text: 'letters' })),
    isDismissed: settings.setupDismissed === true,
  }
}
