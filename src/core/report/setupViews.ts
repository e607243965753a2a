import * as v from 'valibot'
import { type Result, err, ok } from '#core/result'
import { isSafeJson } from '#core/sync'

/** What makes an empty server an office: `POST /api/office/setup`. */
export interface SetupWish {
  /** Printed by the server at its start. */
  readonly code: string
  readonly district: string
  readonly region: string
  readonly zone: string
  readonly office: string
  readonly phone: string
  readonly name: string
  readonly post: string
  readonly login: string
  readonly password: string
}

/** `GET /api/office/setup/progress`: how far the five steps are. */
export interface SetupProgress {
  readonly people: number
  readonly organizations: number
  readonly documents: number
  /** Phones that connected, or codes that wait for one. */
  readonly letters: number
  readonly isDismissed: boolean
}

/** `ok`, to be looked at, or wrong. */
export const checkStates = ['ok', 'attention', 'bad'] as const

/** One thing the doctor looked at; `found` says what it saw, in a word of the catalogue. */
export interface DoctorCheck {
  readonly check: string
  readonly state: (typeof checkStates)[number]
  readonly found: string
  /** Numbers and addresses for the sentence. */
  readonly details: Readonly<Record<string, string | number>>
}

/** `GET /api/office/doctor`. */
export interface DoctorView {
  readonly nowMs: number
  readonly publicUrl: string
  readonly version: string
  readonly checks: readonly DoctorCheck[]
}

const line = (longest: number): v.GenericSchema<unknown, string> => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longest))
const maybe = (longest: number): v.GenericSchema<unknown, string> => v.pipe(v.string(), v.trim(), v.maxLength(longest))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const wish: v.GenericSchema<unknown, SetupWish> = v.object({
  code: v.pipe(v.string(), v.transform((text) => text.replace(/\D/g, '')), v.regex(/^\d{9}$/)),
  district: line(200),
  region: maybe(200),
  zone: v.pipe(v.string(), v.regex(/^(?:Europe|Asia)\/[A-Za-z_-]{2,30}$/)),
  office: line(300),
  phone: line(60),
  name: line(120),
  post: line(200),
  login: v.pipe(v.string(), v.trim(), v.toLowerCase(), v.regex(/^[\p{L}\d._-]{2,40}$/u)),
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
})
const progress: v.GenericSchema<unknown, SetupProgress> = v.looseObject({ people: count, organizations: count, documents: count, letters: count, isDismissed: v.boolean() })
const doctor: v.GenericSchema<unknown, DoctorView> = v.looseObject({
  nowMs: v.number(),
  publicUrl: v.string(),
  version: v.string(),
  checks: v.array(v.looseObject({ check: v.string(), state: v.picklist(checkStates), found: v.string(), details: v.record(v.string(), v.union([v.string(), v.number()])) })),
})

/** Reads the wish to set a server up. */
export function decodeSetup(body: unknown): Result<SetupWish, { readonly type: 'BodyMalformed' }> {
  const parsed = isSafeJson(body) ? v.safeParse(wish, body) : null
  return parsed?.success === true ? ok(parsed.output) : err({ type: 'BodyMalformed' })
}

const decoder = <T>(schema: v.GenericSchema<unknown, T>) => (body: unknown): T | null => {
  const parsed = v.safeParse(schema, body)
  return parsed.success ? parsed.output : null
}

/** Readers of the answers of the first run and of the doctor. */
export const readSetupAnswer = {
  needed: decoder(v.looseObject({ isNeeded: v.boolean() })),
  progress: decoder(progress),
  doctor: decoder(doctor),
}
