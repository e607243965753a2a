import * as v from 'valibot'
import type { ChangeId, DeviceId, Directive, DirectiveId, DistrictId, OrganizationId, PersonId, Resolution, ResolutionId } from '#core/directive'
import { type Result, err, ok } from '#core/result'
import type { Change, JsonObject, StoredChange } from './change.ts'
import { changeIdOf } from './change.ts'
import { directiveSchema, encodeDirective, resolutionSchema } from './documentSchemas.ts'
import { type Health, healthSchema } from './health.ts'
import { type HistoryDigest, digestSchema } from './historyDigest.ts'
import { isSafeJson } from './safeJson.ts'
import { isSubjectKey } from './subject.ts'

/** The version this code speaks. A server accepts its own and the four before it. */
export const protocolVersion = 1

/** Most changes one exchange carries up, and their greatest total size (UTF-16 units of JSON). */
export const maxChangesPerExchange = 100
export const maxChangesLength = 64 * 1024

/** Greatest size of one change (UTF-16 units of JSON). */
export const maxChangeLength = 16 * 1024

/** Greatest size of a request's body as sent, and after it was inflated (bytes). */
export const maxCompressedBytes = 256 * 1024
export const maxInflatedBytes = 2 * 1024 * 1024

/** Greatest size of the changes one phone gives back (UTF-16 units of JSON); compressed they stay within a request. */
export const maxGivenBackLength = 512 * 1024

/** Most points a phone asks back at once. */
export const maxFetched = 20

/**
 * One change as a phone sends it. What the whole request already says (district, organization, device) is left out,
 * and `schemaVersion`, `appVersion`, `supersedes` when they are the request's own or empty. Further fields are kept.
 */
export interface ExchangeRequest {
  readonly protocol: number
  readonly appVersion: string
  readonly schemaVersion: number
  /** Where this phone has read to: `<epoch>.<sequence>.<chain hash>`; null before the first exchange. */
  readonly cursor: string | null
  /** The phone's clock (ms), for the office's log of wrong clocks only. */
  readonly deviceTimeMs: number
  /** Changes still on the phone after this request's own. */
  readonly waiting: number
  readonly changes: readonly JsonObject[]
  /** How the phone fares; only when it changed since the last answered exchange. */
  readonly health?: Health | undefined
  /** «Сверить»: what the phone holds up to its cursor; the answer says whether the server holds the same. */
  readonly digest?: HistoryDigest | undefined
  /** Of a phone enrolled anew, with no cursor yet: the cursor it had before. */
  readonly formerCursor?: string | undefined
  /** The receipt up to which the phone knows its history secured; absent at 0. */
  readonly secured?: number | undefined
  /** What the phone holds of a life of the history that the server lost, once; read by `decodeGivenBack`. */
  readonly givenBack?: JsonObject | undefined
  /** Points whose changes the phone wants again, its own too: they had left it. */
  readonly fetch?: readonly (DirectiveId | ResolutionId)[] | undefined
}

/** What became of the sent changes and what is new; one answer per exchange. */
export interface ExchangeAnswer {
  readonly protocol: number
  readonly nowMs: number
  readonly cursor: string
  /** The cursor did not stand in this history: the phone offers everything it kept again. */
  readonly historyChanged: boolean
  /** With `historyChanged`: of the life the cursor names the server holds the first so many changes. */
  readonly heldUpTo?: number | undefined
  /** The code for which what the phone gave back was not taken; absent when it was, or nothing was given. */
  readonly givenBack?: string | undefined
  /** Changes up to this receipt lie in the last two verified backups; absent when the request says the same. */
  readonly secured?: number | undefined
  /** Ranges `[first device sequence, count, first receipt]` of all that stands in the history (a repeat keeps its first receipt). */
  readonly receipts: readonly (readonly [number, number, number])[]
  /** `[device sequence, effective stamp (ms)]` where the server clamped the author's stamp. */
  readonly stamps: readonly (readonly [number, number])[]
  /** `[device sequence, code]` of what was refused. */
  readonly rejected: readonly (readonly [number, string])[]
  /** `[device sequence, code]` of what is kept for the office to look at, and not applied. */
  readonly quarantined: readonly (readonly [number, string])[]
  /** Changes of others after the cursor, in the order of the history. */
  readonly changes: readonly StoredChange[]
  /** The versions of documents and directives that `changes` publish. */
  readonly resolutions: readonly Resolution[]
  readonly directives: readonly Directive[]
  /** Published directives that did not fit into this answer; 0 when the phone is up to date. */
  readonly remaining: number
  readonly more: boolean
  /** Whether the request's digest is that of the server's history up to the same cursor; absent when none was sent. */
  readonly digest?: boolean | undefined
}

const positive = v.pipe(v.number(), v.integer(), v.minValue(1))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const stamp = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15))
const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/))
const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
const jsonObject = v.custom<JsonObject>(isJsonObject)

const requestSchema = v.looseObject({
  protocol: count,
  appVersion: v.pipe(v.string(), v.maxLength(40)),
  schemaVersion: positive,
  cursor: v.nullable(v.pipe(v.string(), v.maxLength(200))),
  deviceTimeMs: v.pipe(v.number(), v.integer()),
  waiting: v.optional(count, 0),
  changes: v.pipe(v.array(jsonObject), v.maxLength(maxChangesPerExchange)),
  // What only informs never costs the records beside it, whatever shape another version gives it.
  health: v.optional(v.fallback(v.optional(healthSchema), undefined)),
  digest: v.optional(v.fallback(v.optional(digestSchema), undefined)),
  formerCursor: v.optional(v.fallback(v.optional(v.pipe(v.string(), v.maxLength(200))), undefined)),
  secured: v.optional(v.fallback(v.optional(count), undefined)),
  givenBack: v.optional(v.fallback(v.optional(jsonObject), undefined)),
  fetch: v.optional(v.fallback(v.optional(v.pipe(v.array(v.pipe(id, v.transform((value) => value as DirectiveId))), v.maxLength(maxFetched))), undefined)),
})

const changeEntries = {
  deviceSequence: positive,
  authorId: v.pipe(id, v.transform((value) => value as PersonId)),
  subject: v.pipe(v.string(), v.guard(isSubjectKey)),
  kind: v.pipe(v.string(), v.regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/)),
  value: jsonObject,
  supersedes: v.optional(v.pipe(v.array(v.pipe(id, v.transform((value) => value as ChangeId))), v.maxLength(50)), []),
  stampMs: stamp,
  subjectVersion: count,
  schemaVersion: v.optional(positive),
  appVersion: v.optional(v.pipe(v.string(), v.maxLength(40))),
}
const sentChangeSchema = v.looseObject(changeEntries)
const pulledChangeSchema = v.looseObject({
  ...changeEntries,
  deviceId: v.pipe(id, v.transform((value) => value as DeviceId)),
  sequence: positive,
})

const answerSchema = v.looseObject({
  protocol: count,
  nowMs: stamp,
  cursor: v.string(),
  historyChanged: v.optional(v.boolean(), false),
  heldUpTo: v.optional(count),
  givenBack: v.optional(v.string()),
  secured: v.optional(count),
  receipts: v.array(v.strictTuple([positive, positive, positive])),
  stamps: v.optional(v.array(v.strictTuple([positive, stamp])), []),
  rejected: v.optional(v.array(v.strictTuple([positive, v.string()])), []),
  quarantined: v.optional(v.array(v.strictTuple([positive, v.string()])), []),
  changes: v.optional(v.array(pulledChangeSchema), []),
  resolutions: v.optional(v.array(resolutionSchema), []),
  directives: v.optional(v.array(directiveSchema), []),
  remaining: v.optional(count, 0),
  more: v.optional(v.boolean(), false),
  digest: v.optional(v.boolean()),
})

/** The identity that a request's token, and not its body, gives to every change in it. */
export interface Writer {
  readonly districtId: DistrictId
  readonly organizationId: OrganizationId
  readonly deviceId: DeviceId
}

type Versions = Pick<ExchangeRequest, 'appVersion' | 'schemaVersion'>

/** Writes a change for the wire; the inverse of `decodeChange` for the same writer and versions. */
export function encodeChange(change: Change, versions: Versions): JsonObject {
  const { id: _id, districtId: _district, organizationId: _organization, deviceId: _device, supersedes, schemaVersion, appVersion, extra, ...rest } = change
  return {
    ...extra,
    ...rest,
    ...(supersedes.length > 0 ? { supersedes } : {}),
    ...(schemaVersion === versions.schemaVersion ? {} : { schemaVersion }),
    ...(appVersion === versions.appVersion ? {} : { appVersion }),
  }
}

/** Reads one sent change; `ChangeMalformed` says nothing of the others in the same request. */
export function decodeChange(sent: JsonObject, writer: Writer, versions: Versions): Result<Change, { readonly type: 'ChangeMalformed' }> {
  const parsed = v.safeParse(sentChangeSchema, sent)
  if (!parsed.success) return err({ type: 'ChangeMalformed' })
  const { deviceSequence, authorId, subject, kind, value, supersedes, stampMs, subjectVersion, schemaVersion, appVersion, ...extra } = parsed.output
  return ok({
    ...writer,
    id: changeIdOf(writer.deviceId, deviceSequence),
    deviceSequence,
    authorId,
    subject,
    kind,
    value,
    supersedes,
    stampMs,
    subjectVersion,
    schemaVersion: schemaVersion ?? versions.schemaVersion,
    appVersion: appVersion ?? versions.appVersion,
    ...withExtra(extra as JsonObject),
  })
}

/** Reads a request's envelope; its changes are read one by one with `decodeChange`. */
export function decodeRequest(body: unknown): Result<ExchangeRequest, { readonly type: 'BodyMalformed' | 'ProtocolUnsupported' }> {
  // What is given back nests its changes one level deeper; `decodeGivenBack` looks at it by itself.
  if (!isSafeJson(isJsonObject(body) ? { ...body, givenBack: null } : body)) return err({ type: 'BodyMalformed' })
  const version = v.safeParse(v.looseObject({ protocol: count }), body)
  if (!version.success) return err({ type: 'BodyMalformed' })
  if (version.output.protocol > protocolVersion) return err({ type: 'ProtocolUnsupported' })
  const parsed = v.safeParse(requestSchema, body)
  return parsed.success ? ok(parsed.output) : err({ type: 'BodyMalformed' })
}

/** Writes an answer for the wire, empty lists left out: an answer with nothing new fits into 200 bytes. */
export function encodeAnswer(answer: ExchangeAnswer): JsonObject {
  const { historyChanged, stamps, rejected, quarantined, changes, resolutions, directives, remaining, more, ...always } = answer
  const versions = versionsOf(changes)
  const optional = {
    historyChanged: historyChanged || undefined,
    stamps: filled(stamps),
    rejected: filled(rejected),
    quarantined: filled(quarantined),
    changes: filled(changes.map((change) => encodeStored(change, versions))),
    ...(changes.length > 0 ? versions : {}),
    resolutions: filled(resolutions),
    directives: filled(directives.map(encodeDirective)),
    remaining: remaining > 0 ? remaining : undefined,
    more: more || undefined,
  }
  const present = Object.entries(optional).filter(([, value]) => value !== undefined)
  return { ...always, ...Object.fromEntries(present) } as unknown as JsonObject
}

/** Reads an answer for the given organization. */
export function decodeAnswer(body: unknown, scope: Omit<Writer, 'deviceId'>): Result<ExchangeAnswer, { readonly type: 'AnswerUnreadable' }> {
  if (!isSafeJson(body)) return err({ type: 'AnswerUnreadable' })
  const parsed = v.safeParse(answerSchema, body)
  if (!parsed.success) return err({ type: 'AnswerUnreadable' })
  const { appVersion, schemaVersion } = parsed.output
  const versions: Versions = {
    appVersion: typeof appVersion === 'string' ? appVersion : '',
    schemaVersion: typeof schemaVersion === 'number' ? schemaVersion : 1,
  }
  return ok({ ...parsed.output, changes: parsed.output.changes.map((change) => readPulled(change, scope, versions)) })
}

/** Reads one change in the form others are told it (`toldForm`); null when it is none. */
export function decodeTold(told: unknown, scope: Omit<Writer, 'deviceId'>): StoredChange | null {
  const parsed = v.safeParse(pulledChangeSchema, told)
  return parsed.success ? readPulled(parsed.output, scope, { appVersion: '', schemaVersion: 1 }) : null
}

function readPulled(pulled: v.InferOutput<typeof pulledChangeSchema>, scope: Omit<Writer, 'deviceId'>, versions: Versions): StoredChange {
  const { deviceId, deviceSequence, authorId, subject, kind, value, supersedes, stampMs, subjectVersion, schemaVersion, appVersion, sequence, ...extra } = pulled
  // By name: credentials are a scope too, and their token must not be kept with every change.
  const { districtId, organizationId } = scope
  return {
    districtId,
    organizationId,
    id: changeIdOf(deviceId, deviceSequence),
    deviceId,
    deviceSequence,
    authorId,
    subject,
    kind,
    value,
    supersedes,
    stampMs,
    effectiveStampMs: stampMs,
    sequence,
    subjectVersion,
    schemaVersion: schemaVersion ?? versions.schemaVersion,
    appVersion: appVersion ?? versions.appVersion,
    ...withExtra(extra as JsonObject),
  }
}

/** A peer's raw stamp never leaves the server: one phone with a wrong clock must not drag the others. */
function encodeStored(change: StoredChange, versions: Versions): JsonObject {
  const { effectiveStampMs, deviceId, ...rest } = change
  return { ...encodeChange({ ...rest, deviceId, stampMs: effectiveStampMs }, versions), deviceId }
}

function versionsOf(changes: readonly StoredChange[]): Versions {
  const first = changes[0]
  return { appVersion: first?.appVersion ?? '', schemaVersion: first?.schemaVersion ?? 1 }
}

function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined
}

function withExtra(extra: JsonObject): { readonly extra?: JsonObject } {
  return Object.keys(extra).length > 0 ? { extra } : {}
}
