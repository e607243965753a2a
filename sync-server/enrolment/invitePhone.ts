import { type Result, err, ok } from '#core/result'
import { fastHash, mintSecret } from '../secrets.ts'
import type { CodeRecord } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import { isStillOpen } from './enrolPhone.ts'
import type { CodeDeps } from './enrolmentCodes.ts'
import { invitationLifeMs, maxInvitations, secretBytes } from './enrolmentLimits.ts'

/** A link for one more phone, shown once; the server keeps its hash. */
export interface PhoneInvitation {
  /** 128 bits as 22 characters of base64url, for `linkOf`. */
  readonly secret: string
  readonly expiresMs: number
}

/** Why a phone may invite no other. */
export interface InviteRefusal {
  readonly type: 'TokenUnknown' | 'DeviceRevoked' | 'OrganizationClosed' | 'TooManyAttempts'
  readonly retryAfterSeconds?: number
}

/**
 * Makes the link of a school's second phone for one that works there. A phone that was cut off, or whose head has left,
 * invites nobody; links that lie about unused are few, and none lives longer than a day.
 */
export async function invitePhone(store: Store, tokenHash: string, deps: CodeDeps): Promise<Result<PhoneInvitation, InviteRefusal>> {
  const secret = mintSecret(secretBytes, deps.randomBytes)
  return store.transaction(async (access) => {
    const device = await access.findDeviceByToken(tokenHash)
    if (device === null) return err({ type: 'TokenUnknown' })
    if (device.revokedMs !== null || (device.handedOverMs ?? null) !== null) return err({ type: 'DeviceRevoked' })
    const { districtId, organizationId } = device
    const organization = access.forOrganization(districtId, organizationId)
    const [owner, nowMs] = [await organization.read(), deps.nowMs()]
    if (owner === null || !(await isStillOpen(access, owner, nowMs))) return err({ type: 'OrganizationClosed' })
    const live = (await organization.codes.listInvitations()).filter((code) => isLive(code, nowMs))
    const [oldest] = live
    if (oldest !== undefined && live.length >= maxInvitations) return err({ type: 'TooManyAttempts', retryAfterSeconds: Math.max(1, Math.ceil((oldest.expiresMs - nowMs) / 1000)) })
    const expiresMs = nowMs + invitationLifeMs
    await organization.codes.insert({ id: deps.newId(), districtId, organizationId, secretHash: fastHash(secret), digitsHash: null, createdMs: nowMs, expiresMs, usedMs: null, usedByDeviceId: null, cancelledMs: null, invitedById: device.id })
    return ok({ secret, expiresMs })
  })
}

function isLive({ usedMs, cancelledMs, expiresMs }: CodeRecord, nowMs: number): boolean {
  return usedMs === null && cancelledMs === null && expiresMs > nowMs
}
