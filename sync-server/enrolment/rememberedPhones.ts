import type { Remembered } from '#core/sync'
import type { PhoneCookie } from '../http/phoneCookie.ts'
import type { Store } from '../store/store.ts'

/**
 * What the office knows of the phones a browser was: the later of its own records and of the cookie's, for a server restored
 * from a backup may know less. A device that is not of that organization is nobody's.
 */
export async function findRemembered(store: Store, phones: readonly PhoneCookie[]): Promise<Remembered[]> {
  const found: Remembered[] = []
  for (const { districtId, organizationId, deviceId, lastSequence, lastContactMs } of phones) {
    const organization = await store.forDistrict(districtId).organizations.find(organizationId)
    const own = store.forOrganization(districtId, organizationId)
    const device = organization === null ? null : await own.devices.find(deviceId)
    if (organization === null || device === null) continue
    found.push({
      organizationName: organization.name,
      lastContactMs: Math.max(lastContactMs, device.lastContactMs ?? 0),
      lastSequence: Math.max(lastSequence, await own.history.lastOfDevice(deviceId)),
    })
  }
  return found
}
