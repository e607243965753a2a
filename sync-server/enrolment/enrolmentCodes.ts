import { type RandomBytes, digitsCost, fastHash, mintSecret, mintText, slowHash } from '../secrets.ts'
import type { OrganizationScope } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import { codeDigits, codeLifeMs, secretBytes } from './enrolmentLimits.ts'

/** What making a code needs from outside. */
export interface CodeDeps {
  readonly nowMs: () => number
  readonly newId: () => string
  readonly randomBytes: RandomBytes
}

/** A code as it is shown once; the server keeps only hashes. */
export interface NewLink {
  readonly organizationNumber: string
  /** 128 bits as 22 characters of base64url, for `linkOf`. */
  readonly secret: string
  readonly expiresMs: number
}
export interface NewCode extends NewLink {
  /** Nine digits. */
  readonly code: string
}

/**
 * Makes a letter's code: a link and nine digits, either of which enrols one phone. It cancels every unused letter of
 * the organization. Null when there is no such organization.
 */
export async function createCode(store: Store, owner: OrganizationScope, deps: CodeDeps): Promise<NewCode | null> {
  const code = mintText(codeDigits, '0123456789', deps.randomBytes)
  const digitsHash = await slowHash(code, digitsCost, deps.randomBytes)
  const link = await insertCode(store, owner, digitsHash, deps)
  return link === null ? null : { ...link, code }
}

/** Makes a link alone, e.g. for one more phone shown a QR; it cancels nothing. Null when there is no such organization. */
export function createLink(store: Store, owner: OrganizationScope, deps: CodeDeps): Promise<NewLink | null> {
  return insertCode(store, owner, null, deps)
}

/** The address a phone opens; the secret stands in the fragment, which no browser sends. */
export function linkOf(publicUrl: string, secret: string): string {
  return `${publicUrl}/e#${secret}`
}

function insertCode(store: Store, { districtId, organizationId }: OrganizationScope, digitsHash: string | null, deps: CodeDeps): Promise<NewLink | null> {
  const secret = mintSecret(secretBytes, deps.randomBytes)
  const nowMs = deps.nowMs()
  const expiresMs = nowMs + codeLifeMs
  return store.transaction(async (access) => {
    const organization = access.forOrganization(districtId, organizationId)
    const owner = await organization.read()
    if (owner === null) return null
    if (digitsHash !== null) await organization.codes.cancelLetters(nowMs)
    await organization.codes.insert({
      id: deps.newId(),
      districtId,
      organizationId,
      secretHash: fastHash(secret),
      digitsHash,
      createdMs: nowMs,
      expiresMs,
      usedMs: null,
      usedByDeviceId: null,
      cancelledMs: null,
    })
    return { organizationNumber: owner.number, secret, expiresMs }
  })
}
