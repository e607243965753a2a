import type { ExchangeRequest } from '#core/sync'
import { type PhoneCookie, cookieEveryMs } from '../http/phoneCookie.ts'
import type { DeviceContact, DeviceRecord } from '../store/records.ts'
import type { OrganizationStore } from '../store/store.ts'

/** Figures beyond these are misprints, and no database column must break on them. */
const maxWaiting = 1_000_000
const maxSkewMs = 1000 * 365 * 86_400_000

/** What an exchange tells of its phone. */
export function contactOf({ appVersion, waiting, health, deviceTimeMs }: ExchangeRequest, nowMs: number, ackedSequence: number): DeviceContact {
  const clockSkewMs = Math.max(-maxSkewMs, Math.min(maxSkewMs, deviceTimeMs - nowMs))
  return { nowMs, appVersion, waiting: Math.min(waiting, maxWaiting), ackedSequence, health, clockSkewMs }
}

/** What the browser should remember of the phone it is: said again when the contact before was long ago, else null. */
export async function phoneToRemember({ history }: OrganizationStore, { districtId, organizationId, id: deviceId, lastContactMs }: DeviceRecord, nowMs: number): Promise<PhoneCookie | null> {
  if (lastContactMs === null || nowMs - lastContactMs < cookieEveryMs) return null
  return { districtId, organizationId, deviceId, lastSequence: await history.lastOfDevice(deviceId), lastContactMs: nowMs }
}
