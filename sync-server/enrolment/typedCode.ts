import { type Result, err, ok } from '#core/result'
import { isSlowHashOf } from '../secrets.ts'
import type { AttemptCount, CodeRecord, OrganizationRecord } from '../store/records.ts'
import type { OrganizationStore, Store } from '../store/store.ts'
import type { EnrolDeps, EnrolRefusal } from './enrolRefusal.ts'
import { attemptWindowMs, maxOrganizationAttempts, maxServerAttempts } from './enrolmentLimits.ts'

/** What a person typed. */
export interface TypedProof {
  readonly organizationNumber: string
  readonly code: string
}

/** The code that was typed, used or not, and the try that was counted for it. */
export interface TypedCode {
  readonly code: CodeRecord
  readonly attemptId: string
}

/**
 * Finds the code a person typed. Every try is counted before the slow hash begins, so that tries sent all at once
 * cannot pass the limit together.
 */
export async function findTypedCode(store: Store, proof: TypedProof, tokenHash: string, deps: EnrolDeps): Promise<Result<TypedCode, EnrolRefusal>> {
  const owner = await store.findOrganizationByNumber(proof.organizationNumber)
  // Numbers are public: an unknown one tells nothing and can hit nothing.
  if (owner === null) return err({ type: 'EnrolmentCodeWrong' })
  const attempt = await reserveAttempt(store, owner, deps)
  if (!attempt.ok) return attempt
  const codes = await candidates(store, owner, tokenHash)
  for (const code of codes) {
    if (code.digitsHash !== null && (await isSlowHashOf(proof.code, code.digitsHash))) return ok({ code, attemptId: attempt.value })
  }
  return err({ type: 'EnrolmentCodeWrong' })
}

/** The newest letter, and the one this phone enrolled with if its answer was lost and a newer letter was made since. */
async function candidates(store: Store, owner: OrganizationRecord, tokenHash: string): Promise<CodeRecord[]> {
  const { codes } = store.forOrganization(owner.districtId, owner.id)
  const known = await store.findDeviceByToken(tokenHash)
  const own = known === null ? null : await codes.findUsedBy(known.id)
  const newest = await codes.findNewestTyped()
  return [newest, own?.id === newest?.id ? null : own].filter((code) => code !== null)
}

function reserveAttempt(store: Store, owner: OrganizationRecord, deps: EnrolDeps): Promise<Result<string, EnrolRefusal>> {
  return store.transaction(async (access) => {
    const nowMs = deps.nowMs()
    const { codes } = access.forOrganization(owner.districtId, owner.id)
    const wait = await secondsToWait(codes, await access.countEnrolmentAttempts(nowMs - attemptWindowMs), nowMs)
    if (wait !== null) return err({ type: 'TooManyAttempts', retryAfterSeconds: wait })
    const attemptId = deps.newId()
    await codes.deleteAttemptsBefore(nowMs - attemptWindowMs)
    await codes.insertAttempt(attemptId, nowMs)
    return ok(attemptId)
  })
}

async function secondsToWait(codes: OrganizationStore['codes'], onServer: AttemptCount, nowMs: number): Promise<number | null> {
  const own = await codes.countAttempts(nowMs - attemptWindowMs)
  const full = own.count >= maxOrganizationAttempts ? own : onServer.count >= maxServerAttempts ? onServer : null
  if (full === null) return null
  return Math.max(1, Math.ceil(((full.oldestMs ?? nowMs) + attemptWindowMs - nowMs) / 1000))
}
