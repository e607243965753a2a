import { type DeviceId, isOpen } from '#core/directive'
import { type Result, err, ok } from '#core/result'
import type { EnrolmentAnswer, EnrolmentRequest } from '#core/sync'
import { fastHash } from '../secrets.ts'
import type { CodeRecord, DeviceRecord, OrganizationRecord } from '../store/records.ts'
import type { Store, StoreAccess } from '../store/store.ts'
import { dateInZone } from '../zoneDate.ts'
import type { EnrolDeps, EnrolRefusal } from './enrolRefusal.ts'
import { findTypedCode } from './typedCode.ts'

/**
 * Enrols a phone by a link's secret or by an organization's number with nine digits. A code is used once; the phone
 * that used it gets the same answer again, so that a lost answer costs nothing.
 */
export async function enrolPhone(store: Store, request: EnrolmentRequest, deps: EnrolDeps): Promise<Result<EnrolmentAnswer, EnrolRefusal>> {
  const tokenHash = fastHash(request.token)
  if ('secret' in request) {
    const code = await store.findCodeBySecret(fastHash(request.secret))
    return code === null ? err({ type: 'EnrolmentCodeWrong' }) : useCode(store, code, { request, tokenHash }, deps)
  }
  const found = await findTypedCode(store, request, tokenHash, deps)
  if (!found.ok) return found
  const { code, attemptId } = found.value
  const enrolled = await useCode(store, code, { request, tokenHash }, deps)
  // The try counted as failed while it ran; only a success takes it back.
  if (enrolled.ok) await store.forOrganization(code.districtId, code.organizationId).codes.deleteAttempt(attemptId)
  return enrolled
}

interface Applicant {
  readonly request: EnrolmentRequest
  readonly tokenHash: string
}

function useCode(store: Store, code: CodeRecord, applicant: Applicant, deps: EnrolDeps): Promise<Result<EnrolmentAnswer, EnrolRefusal>> {
  return store.transaction(async (access) => {
    const organization = access.forOrganization(code.districtId, code.organizationId)
    const [owner, known] = [await organization.read(), await access.findDeviceByToken(applicant.tokenHash)]
    if (owner === null) return err({ type: 'EnrolmentCodeWrong' })
    if (known !== null) return answerAgain(known, owner, await organization.codes.findUsedBy(known.id), code)
    const nowMs = deps.nowMs()
    if (!(await isStillOpen(access, owner, nowMs))) return err({ type: 'OrganizationClosed' })
    const deviceId = deps.newId() as DeviceId
    if (!(await organization.codes.use(code.id, deviceId, nowMs))) return err(await refuseCode(access, code))
    await organization.devices.insert(newDevice(owner, deviceId, applicant, nowMs))
    return ok(answerOf(owner, deviceId))
  })
}

/** A token enrols once: again with the code it enrolled with, never with another. */
function answerAgain(known: DeviceRecord, owner: OrganizationRecord, usedCode: CodeRecord | null, code: CodeRecord): Result<EnrolmentAnswer, EnrolRefusal> {
  if (usedCode?.id !== code.id) return err({ type: 'BodyMalformed' })
  return known.revokedMs === null ? ok(answerOf(owner, known.id)) : err({ type: 'EnrolmentCodeUsed' })
}

/** Whether an organization works today, by its district's calendar. */
export async function isStillOpen(access: StoreAccess, owner: OrganizationRecord, nowMs: number): Promise<boolean> {
  const district = await access.forDistrict(owner.districtId).read()
  return district === null || isOpen(owner, dateInZone(nowMs, district.zone))
}

/** Whoever had the code is told who gives a new one: a phone without an organization knows nobody yet. */
async function refuseCode(access: StoreAccess, code: CodeRecord): Promise<EnrolRefusal> {
  const current = await access.findCodeBySecret(code.secretHash)
  const district = await access.forDistrict(code.districtId).read()
  const type = current?.usedMs === null ? 'EnrolmentCodeExpired' : 'EnrolmentCodeUsed'
  return district === null ? { type } : { type, clerk: { name: district.clerk.name, phone: district.clerk.phone } }
}

function newDevice(owner: OrganizationRecord, id: DeviceId, { request, tokenHash }: Applicant, nowMs: number): DeviceRecord {
  return {
    id,
    districtId: owner.districtId,
    organizationId: owner.id,
    tokenHash,
    label: request.deviceLabel,
    enrolledMs: nowMs,
    lastContactMs: null,
    revokedMs: null,
    appVersion: null,
    waiting: 0,
    ackedSequence: 0,
  }
}

function answerOf(owner: OrganizationRecord, deviceId: DeviceId): EnrolmentAnswer {
  return { districtId: owner.districtId, organizationId: owner.id, deviceId, organizationName: owner.name }
}
