import { type ExchangeRequest, cursorToText, protocolVersion } from '#core/sync'
import type { DeviceRecord } from '../store/records.ts'
import type { StoreAccess } from '../store/store.ts'
import { dateInZone } from '../zoneDate.ts'
import { contactOf } from './contact.ts'
import type { ExchangeDeps, ExchangeOutcome } from './exchangeTypes.ts'
import { checkCursor, headOf } from './readPage.ts'
import { takeChanges } from './takeChanges.ts'

/** From its first contact a phone has so long (ms) to hand in what it holds: a day of weak networks. */
export const handingInMs = 24 * 3_600_000

/** Whether another head took over from this phone. */
export function handsIn({ handedOverMs }: DeviceRecord): boolean {
  return handedOverMs !== undefined && handedOverMs !== null
}

/**
 * One exchange of a phone whose organization got another head: what it still holds goes into the history as always, it
 * reads nothing more, and it is told to ask again at once. The exchange that brings nothing more closes it. Null for a phone
 * that must read first, because the server was restored. See docs/decisions/0016-handover.md.
 */
export async function takeHandedIn(access: StoreAccess, device: DeviceRecord, request: ExchangeRequest, { nowMs: clock, newId }: ExchangeDeps): Promise<ExchangeOutcome | null> {
  const { districtId, organizationId, id: deviceId } = device
  const organization = access.forOrganization(districtId, organizationId)
  const nowMs = clock()
  const head = await headOf(organization)
  const { historyChanged } = await checkCursor(organization.history, head, { text: request.cursor ?? request.formerCursor ?? null, ackedSequence: device.ackedSequence }, newId)
  const isEmpty = request.changes.length === 0 && request.waiting === 0
  // Records that wait while none are sent: a phone reads a history anew before it offers them.
  if (historyChanged || request.givenBack !== undefined || (request.changes.length === 0 && !isEmpty)) return null
  const isOver = device.handingInMs !== undefined && device.handingInMs !== null && nowMs - device.handingInMs > handingInMs
  await organization.devices.beginHandingIn(deviceId, nowMs)
  await organization.devices.recordContact(deviceId, contactOf(request, nowMs, device.ackedSequence))
  // After the day a phone that writes on and on is closed like any other: its next request goes to the quarantine.
  if (isEmpty || isOver) await organization.devices.revoke(deviceId, nowMs)
  if (isEmpty) {
    const district = await access.forDistrict(districtId).read()
    return { type: 'revoked', revokedOn: dateInZone(nowMs, district?.zone ?? 'UTC'), isHandedOver: true, taken: [] }
  }
  const { stored, repeated, ...taken } = await takeChanges(organization, request, { districtId, organizationId, deviceId }, { nowMs, historyChanged })
  // A phone believes a receipt only below its cursor; what it was not told before that it never reads.
  const cursor = cursorToText(await headOf(organization))
  const nothingNew = { cursor, changes: [], resolutions: [], directives: [], remaining: 0, more: true }
  return { type: 'answered', answer: { protocol: protocolVersion, nowMs, historyChanged, ...taken, ...nothingNew }, stored, repeated, returned: 0, phone: null }
}
