import { type ErrorCode, type ExchangeRequest, protocolVersion } from '#core/sync'
import { errorToCode } from '../http/errorAnswer.ts'
import { fastHash } from '../secrets.ts'
import { canonicalJson } from '../store/canonicalJson.ts'
import type { DeviceRecord } from '../store/records.ts'
import type { Store, StoreAccess } from '../store/store.ts'
import { dateInZone } from '../zoneDate.ts'
import { isSameHistory } from './compareDigest.ts'
import { contactOf, phoneToRemember } from './contact.ts'
import type { ExchangeDeps, ExchangeOutcome, TakenPair } from './exchangeTypes.ts'
import { checkCursor, headOf, readPage } from './readPage.ts'
import { deviceSequenceOf } from './sortChanges.ts'
import { takeChanges } from './takeChanges.ts'
import { takeGivenBack } from './takeGivenBack.ts'
import { handsIn, takeHandedIn } from './takeHandedIn.ts'

/**
 * One exchange, in one transaction: the phone's rights are read where its changes are written, then comes what others
 * wrote. An answer is given only after everything it confirms is on the disk.
 */
export async function exchange(store: Store, tokenHash: string, request: ExchangeRequest, deps: ExchangeDeps): Promise<ExchangeOutcome> {
  try {
    return await exchangeOnce(store, tokenHash, request, { ...deps, notesContact: true })
  } catch (cause) {
    if (request.changes.length > 0 || request.givenBack !== undefined || errorToCode(cause) !== 'StorageFull') throw cause
    // Who only reads is told what stands, though there is no room left even for noting that they called.
    return exchangeOnce(store, tokenHash, request, { ...deps, notesContact: false })
  }
}

interface OnceDeps extends ExchangeDeps {
  readonly notesContact: boolean
}

function exchangeOnce(store: Store, tokenHash: string, request: ExchangeRequest, deps: OnceDeps): Promise<ExchangeOutcome> {
  return store.transaction(async (access) => {
    const device = await access.findDeviceByToken(tokenHash)
    if (device === null) return { type: 'unknown' }
    if (device.revokedMs !== null) return holdBack(access, device, device.revokedMs, request, deps)
    const handedIn = handsIn(device) ? await takeHandedIn(access, device, request, deps) : null
    return handedIn ?? answer(access, device, request, deps)
  })
}

async function answer(access: StoreAccess, device: DeviceRecord, request: ExchangeRequest, deps: OnceDeps): Promise<ExchangeOutcome> {
  const { districtId, organizationId, id: deviceId } = device
  const organization = access.forOrganization(districtId, organizationId)
  const nowMs = deps.nowMs()
  const head = await headOf(organization)
  const claimed = await checkCursor(organization.history, head, { text: request.cursor ?? request.formerCursor ?? null, ackedSequence: device.ackedSequence }, deps.newId)
  // A former cursor only tells whether this is the life the phone knew.
  const from = request.cursor === null ? { ...claimed, sequence: 0 } : claimed
  const { historyChanged, heldUpTo } = from
  // Before the phone's own changes: they may be about what only this publishes again.
  const returned = request.givenBack === undefined ? 0 : await takeGivenBack(access, device, request.givenBack, nowMs)
  const othersUpTo = head.sequence + (returned ?? 0)
  const { stored, repeated, ...taken } = await takeChanges(organization, request, { districtId, organizationId, deviceId }, { nowMs, historyChanged })
  const headNow = stored + (returned ?? 0) === 0 && !historyChanged ? head : await headOf(organization)
  const page = await readPage(access, { districtId, organizationId, deviceId, head: headNow }, { after: from.sequence, othersUpTo, fetch: request.fetch }, deps.pageSize)
  const contact = contactOf(request, nowMs, historyChanged ? device.ackedSequence : from.sequence)
  if (deps.notesContact) await organization.devices.recordContact(deviceId, contact)
  const refusal = returned === null ? ('GivenBackUnproven' satisfies ErrorCode) : undefined
  const secured = head.securedSequence === (request.secured ?? 0) ? undefined : head.securedSequence
  const digest = request.digest === undefined ? undefined : !historyChanged && (await isSameHistory(organization.history, from.sequence, request.digest))
  const safety = { historyChanged, heldUpTo, givenBack: refusal, secured, digest }
  return { type: 'answered', answer: { protocol: protocolVersion, nowMs, ...safety, ...taken, ...page }, stored, repeated, returned: returned ?? 0, phone: await phoneToRemember(organization, device, nowMs) }
}

/** A phone whose access was closed reads nothing; what it still sends is kept for the office, with a number each. */
async function holdBack(access: StoreAccess, device: DeviceRecord, revokedMs: number, request: ExchangeRequest, deps: ExchangeDeps): Promise<ExchangeOutcome> {
  const { quarantine } = access.forOrganization(device.districtId, device.organizationId)
  const district = await access.forDistrict(device.districtId).read()
  const taken: TakenPair[] = []
  for (const sent of request.changes) {
    const deviceSequence = deviceSequenceOf(sent)
    if (deviceSequence === null) continue
    const record = { deviceId: device.id, deviceSequence, code: 'DeviceRevoked', body: sent, contentHash: fastHash(canonicalJson(sent)), receivedMs: deps.nowMs() }
    taken.push([deviceSequence, await quarantine.keep(record)])
  }
  return { type: 'revoked', revokedOn: dateInZone(revokedMs, district?.zone ?? 'UTC'), isHandedOver: handsIn(device), taken }
}
