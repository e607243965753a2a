import * as v from 'valibot'
import type { DeviceId, DistrictId, OrganizationId } from '#core/directive'
import { type Result, err, ok } from '#core/result'
import { isSafeJson } from './safeJson.ts'

/**
 * What a phone sends to enrol. The phone mints its own token and keeps it before it asks, so that a lost answer costs
 * nothing: the same code with the same token is answered again, with another token it is «used».
 */
export type EnrolmentRequest = EnrolmentProof & {
  /** 256 bits as 43 characters of base64url. */
  readonly token: string
  /** How the phone calls itself, e.g. "Android, Chrome 138"; at most 80 characters. */
  readonly deviceLabel: string
}

/** Either the QR link's secret (128 bits, 22 characters of base64url) or the organization's number with the nine digits. */
export type EnrolmentProof =
  | { readonly secret: string }
  | { readonly organizationNumber: string; readonly code: string }

export interface EnrolmentAnswer {
  readonly districtId: DistrictId
  readonly organizationId: OrganizationId
  readonly deviceId: DeviceId
  readonly organizationName: string
}

const common = {
  token: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
  deviceLabel: v.pipe(v.string(), v.maxLength(80)),
}
const requestSchema = v.union([
  v.object({ ...common, secret: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)) }),
  v.object({ ...common, organizationNumber: v.pipe(v.string(), v.regex(/^\d{1,8}$/)), code: v.pipe(v.string(), v.regex(/^\d{9}$/)) }),
])
const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/))
const answerSchema = v.looseObject({
  districtId: v.pipe(id, v.transform((value) => value as DistrictId)),
  organizationId: v.pipe(id, v.transform((value) => value as OrganizationId)),
  deviceId: v.pipe(id, v.transform((value) => value as DeviceId)),
  organizationName: v.string(),
})

/** Reads an enrolment request on the server. */
export function decodeEnrolmentRequest(body: unknown): Result<EnrolmentRequest, { readonly type: 'BodyMalformed' }> {
  const parsed = isSafeJson(body) ? v.safeParse(requestSchema, body) : null
  return parsed?.success === true ? ok(parsed.output) : err({ type: 'BodyMalformed' })
}

/** Reads an enrolment answer on the phone. */
export function decodeEnrolmentAnswer(body: unknown): Result<EnrolmentAnswer, { readonly type: 'AnswerUnreadable' }> {
  const parsed = isSafeJson(body) ? v.safeParse(answerSchema, body) : null
  return parsed?.success === true ? ok(parsed.output) : err({ type: 'AnswerUnreadable' })
}
