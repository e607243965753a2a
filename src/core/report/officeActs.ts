import * as v from 'valibot'
import { type ControlState, type DateOnly, type OrganizationId, isClosed, parseDateOnly, refuseControl } from '#core/directive'
import { type Result, err, ok } from '#core/result'
import { type AssignmentState, type ExecutionValue, type SubjectKey, isSafeJson, isSubjectKey, maxTextLength, toldWays } from '#core/sync'
import type { OfficeRequestError } from './officeRequests.ts'

/** What the office may decide on an assignment. */
export const officeActs = ['release', 'return', 'extend', 'refuseExtension', 'control', 'extraControl', 'cancel', 'reopen', 'refuseCorrection'] as const
export type OfficeAct = (typeof officeActs)[number]

/** Acts that must say why: the school reads it in the point itself. */
export const actsWithReason: readonly OfficeAct[] = ['return', 'refuseExtension', 'reopen', 'refuseCorrection']

/** One decision; `day` is when a returned report is expected again, or the new date of an extension. */
export interface ActWish {
  readonly act: OfficeAct
  readonly reason?: string
  readonly day?: DateOnly
}

/** Names one assignment of the district. */
export interface AssignmentPlace {
  readonly organizationId: OrganizationId
  readonly subject: SubjectKey
}

/** Body of `POST /api/office/decisions`: one decision on many assignments, each judged by itself. */
export interface ActsRequest {
  readonly places: readonly AssignmentPlace[]
  readonly wish: ActWish
}

/** Body of `POST /api/office/decisions/undo`: which decisions to take back. */
export interface UndoRequest {
  readonly places: readonly (AssignmentPlace & { readonly changeId: string })[]
}

/** The answer to both: what stands now, and what was refused with its code. */
export interface ActsAnswer {
  readonly done: readonly (AssignmentPlace & { readonly changeId: string })[]
  readonly refused: readonly (AssignmentPlace & { readonly code: string })[]
}

/** Body of `POST …/assignments/:subject/told`: what a school said by telephone, in a letter or in person. */
export interface ToldWish {
  readonly state: 'inProgress' | 'reported' | 'notApplicableClaim'
  readonly text: string
  readonly toldBy: string
  readonly toldOn: DateOnly
  readonly toldWay: NonNullable<ExecutionValue['toldWay']>
}

/** Most assignments of one request. */
export const maxActPlaces = 1000

/** The parts of a folded assignment an act is judged by. */
export type ActGround = Pick<AssignmentState, 'control' | 'execution'> & {
  readonly hasRequest: boolean
  readonly hasCorrection: boolean
}

const stateByAct: Readonly<Partial<Record<OfficeAct, ControlState>>> = {
  release: 'released', return: 'returned', control: 'onControl', extraControl: 'extraControl', cancel: 'cancelled', reopen: 'onControl',
}

/** The control an act leads to; null for one that leaves it as it is. */
export function controlAfter(act: OfficeAct): ControlState | null {
  return stateByAct[act] ?? null
}

/** Whether an act fits what stands; the reason is judged apart. */
export function mayAct(act: OfficeAct, { control, hasRequest, hasCorrection }: ActGround): boolean {
  if (act === 'extend') return !isClosed(control)
  if (act === 'refuseExtension') return hasRequest && !isClosed(control)
  if (act === 'refuseCorrection') return hasCorrection && isClosed(control)
  if ((act === 'reopen') !== isClosed(control)) return false
  const to = controlAfter(act)
  return to !== null && refuseControl(control, to, 'named apart') === null
}

const date = v.pipe(v.string(), v.check((text) => parseDateOnly(text) !== null, 'DateInvalid'), v.transform((text) => text as DateOnly))
const reason = v.pipe(v.string(), v.trim(), v.maxLength(maxTextLength))
const placeEntries = {
  organizationId: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/), v.transform((text) => text as OrganizationId)),
  subject: v.pipe(v.string(), v.guard(isSubjectKey)),
}
const changeId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/))
function listOf<T>(item: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, T[]> {
  return v.pipe(v.array(item), v.minLength(1), v.maxLength(maxActPlaces))
}

const actsSchema: v.GenericSchema<unknown, ActsRequest> = v.object({
  places: listOf(v.object(placeEntries)),
  wish: v.object({ act: v.picklist(officeActs), reason: v.exactOptional(reason), day: v.exactOptional(date) }),
})
const undoSchema: v.GenericSchema<unknown, UndoRequest> = v.object({ places: listOf(v.object({ ...placeEntries, changeId })) })
const toldSchema: v.GenericSchema<unknown, ToldWish> = v.object({
  state: v.picklist(['inProgress', 'reported', 'notApplicableClaim']),
  text: reason,
  toldBy: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  toldOn: date,
  toldWay: v.picklist(toldWays),
})
const changeSchema: v.GenericSchema<unknown, { readonly changeId: string }> = v.object({ changeId })

/** Reads a decision on many assignments. */
export const decodeActs = (body: unknown): Result<ActsRequest, OfficeRequestError> => decode(actsSchema, body)
/** Reads which decisions to take back. */
export const decodeUndo = (body: unknown): Result<UndoRequest, OfficeRequestError> => decode(undoSchema, body)
/** Reads what a school told the office. */
export const decodeTold = (body: unknown): Result<ToldWish, OfficeRequestError> => decode(toldSchema, body)
/** Reads the name of one change. */
export const decodeChangeName = (body: unknown): Result<{ readonly changeId: string }, OfficeRequestError> => decode(changeSchema, body)

function decode<T>(schema: v.GenericSchema<unknown, T>, body: unknown): Result<T, OfficeRequestError> {
  if (!isSafeJson(body)) return err({ type: 'BodyMalformed' })
  const parsed = v.safeParse(schema, body)
  if (parsed.success) return ok(parsed.output)
  const isDateAlone = parsed.issues.every((issue) => issue.message === 'DateInvalid')
  return err({ type: isDateAlone ? 'DateInvalid' : 'BodyMalformed' })
}

const placedAnswer = <E extends v.ObjectEntries>(entries: E) => v.array(v.looseObject({ ...placeEntries, ...entries }))

/** The shape of `ActsAnswer` on the wire. */
export const actsAnswerSchema: v.GenericSchema<unknown, ActsAnswer> = v.looseObject({
  done: placedAnswer({ changeId: v.string() }),
  refused: placedAnswer({ code: v.string() }),
})
