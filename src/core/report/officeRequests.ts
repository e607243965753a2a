import * as v from 'valibot'
import { type OrganizationId, audiences, controlStates, parseDateOnly } from '#core/directive'
import { type Result, err, ok } from '#core/result'
import { isSafeJson, maxTextLength } from '#core/sync'
import type { AddressDecision, ControlDecision, ExtensionDecision } from './officeViews.ts'

/*
 * Decoders of what the office's pages send. A day the calendar does not have is `DateInvalid`, any other misshapen
 * body `BodyMalformed`.
 */

/** Body of `POST /api/office/sign-in`. */
export interface SignInRequest {
  readonly login: string
  readonly password: string
}

/** Why a body was not taken. */
export interface OfficeRequestError {
  readonly type: 'BodyMalformed' | 'DateInvalid'
}

const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/))
const reason = v.exactOptional(v.pipe(v.string(), v.trim(), v.maxLength(maxTextLength)))
const date = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const day = parseDateOnly(dataset.value)
    if (day !== null) return day
    addIssue({ message: 'DateInvalid' })
    return NEVER
  }),
)

/** Longest login and password (UTF-16 units); scrypt is slow, so a longer one is not even tried. */
const credential = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

const signInSchema: v.GenericSchema<unknown, SignInRequest> = v.object({ login: v.pipe(credential, v.trim(), v.toLowerCase()), password: credential })
const addressSchema: v.GenericSchema<unknown, AddressDecision> = v.object({
  audience: v.pipe(v.array(v.picklist(audiences)), v.maxLength(audiences.length)),
  organizationIds: v.pipe(v.array(v.pipe(id, v.transform((text) => text as OrganizationId))), v.maxLength(10_000)),
})
const controlSchema: v.GenericSchema<unknown, ControlDecision> = v.object({ state: v.picklist(controlStates), reason, fixBy: v.exactOptional(date) })
const extensionSchema: v.GenericSchema<unknown, ExtensionDecision> = v.object({ to: date, reason })

/** Reads a sign-in; the login is trimmed and in lower case. */
export function decodeSignIn(body: unknown): Result<SignInRequest, OfficeRequestError> {
  return decode(signInSchema, body)
}

/** Reads the clerk's addressing of one directive. */
export function decodeAddressDecision(body: unknown): Result<AddressDecision, OfficeRequestError> {
  return decode(addressSchema, body)
}

/** Reads a decision on control. */
export function decodeControlDecision(body: unknown): Result<ControlDecision, OfficeRequestError> {
  return decode(controlSchema, body)
}

/** Reads an extension. */
export function decodeExtensionDecision(body: unknown): Result<ExtensionDecision, OfficeRequestError> {
  return decode(extensionSchema, body)
}

function decode<T>(schema: v.GenericSchema<unknown, T>, body: unknown): Result<T, OfficeRequestError> {
  if (!isSafeJson(body)) return err({ type: 'BodyMalformed' })
  const parsed = v.safeParse(schema, body)
  if (parsed.success) return ok(parsed.output)
  return err({ type: parsed.issues.every((issue) => issue.message === 'DateInvalid') ? 'DateInvalid' : 'BodyMalformed' })
}
