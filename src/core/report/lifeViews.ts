import * as v from 'valibot'
import { type DateOnly, type DirectiveId, type DirectivePart, type OfficerId, type Resolution, directiveParts } from '#core/directive'
import { resolutionSchema } from '#core/sync'

/** `undone`: its publishing was taken back before a phone could have it; it is a draft again. */
export const documentStates = ['published', 'withdrawn', 'undone'] as const
export type DocumentState = (typeof documentStates)[number]

/** What an office does to a document. */
export const documentEventKinds = ['published', 'corrected', 'withdrawn', 'broughtBack', 'undone'] as const
export type DocumentEventKind = (typeof documentEventKinds)[number]

/** What becomes of a point by it. */
export const pointFates = ['added', 'changed', 'same', 'broughtBack', 'withdrawn'] as const

/** One point of a document's change, and how many organizations get, keep and lose it. */
export interface EventPoint {
  readonly directiveId: DirectiveId
  readonly number: string | null
  /** Its beginning. */
  readonly text: string
  readonly fate: (typeof pointFates)[number]
  readonly parts: readonly DirectivePart[]
  readonly isControlChanged: boolean
  readonly dueBefore: DateOnly | null
  readonly dueAfter: DateOnly | null
  readonly gives: number
  readonly tells: number
  readonly takes: number
}

/** `GET /api/office/drafts/:draftId/difference`: what publishing will do, before it is done. */
export interface DifferenceView {
  readonly isCorrection: boolean
  /** Nothing would change. */
  readonly isIdle: boolean
  readonly isHeadChanged: boolean
  /** Those of which anything changes. */
  readonly points: readonly EventPoint[]
  readonly counts: DifferenceCounts
}
export interface DifferenceCounts {
  /** Organizations that are told anything. */
  readonly organizations: number
  /** Points × organizations that come anew, and organizations they come to. */
  readonly added: number
  readonly addedTo: number
  /** Organizations for which a date, or anything else of a point they hold, changes. */
  readonly dueMoved: number
  readonly changed: number
  /** Points × organizations taken back, and the organizations. */
  readonly taken: number
  readonly takenFrom: number
  /** Points nobody will have. */
  readonly unaddressed: number
}

/** `GET /api/office/documents/:resolutionId/life`. */
export interface DocumentLifeView {
  readonly resolution: Resolution
  readonly state: DocumentState
  readonly curatorId: OfficerId | null
  readonly officers: readonly OfficerName[]
  /** The draft in which it is being corrected. */
  readonly correction: { readonly draftId: string; readonly changedMs: number; readonly changedBy: string } | null
  readonly undo: UndoView
  /** The newest first. */
  readonly events: readonly DocumentEventView[]
  readonly points: readonly LifePoint[]
}
export interface OfficerName {
  readonly id: OfficerId
  readonly name: string
}
/** Whether the last publishing can still be taken back: not once a phone it reached was in contact since. */
export type UndoView =
  | { readonly type: 'possible'; readonly kind: DocumentEventKind; readonly atMs: number }
  | { readonly type: 'received'; readonly organization: string; readonly atMs: number }
  | { readonly type: 'none' }
export interface DocumentEventView {
  readonly kind: DocumentEventKind
  readonly atMs: number
  readonly officer: string
  readonly version: number
  readonly isHeadChanged: boolean
  readonly organizations: number
  readonly points: readonly EventPoint[]
  readonly reason: string | null
}
export interface LifePoint {
  readonly directiveId: DirectiveId
  readonly number: string | null
  readonly text: string
  readonly version: number
  readonly withdrawnMs: number | null
  /** How many organizations have it. */
  readonly holders: number
}

/** Body of a withdrawal or of bringing back: the points, null for the whole document. */
export interface WithdrawalWish {
  readonly directiveIds: readonly DirectiveId[] | null
  readonly reason: string | null
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/))
const directiveId = v.pipe(id, v.transform((text) => text as DirectiveId))
const officerId = v.pipe(id, v.transform((text) => text as OfficerId))
const date = v.pipe(v.string(), v.isoDate(), v.transform((text) => text as DateOnly))

const eventPoint: v.GenericSchema<unknown, EventPoint> = v.looseObject({
  directiveId,
  number: v.nullable(v.string()),
  text: v.string(),
  fate: v.picklist(pointFates),
  parts: v.array(v.picklist(directiveParts)),
  isControlChanged: v.boolean(),
  dueBefore: v.nullable(date),
  dueAfter: v.nullable(date),
  gives: count,
  tells: count,
  takes: count,
})
const difference: v.GenericSchema<unknown, DifferenceView> = v.looseObject({
  isCorrection: v.boolean(),
  isIdle: v.boolean(),
  isHeadChanged: v.boolean(),
  points: v.array(eventPoint),
  counts: v.looseObject({ organizations: count, added: count, addedTo: count, dueMoved: count, changed: count, taken: count, takenFrom: count, unaddressed: count }),
})
const kind = v.picklist(documentEventKinds)
const undo: v.GenericSchema<unknown, UndoView> = v.variant('type', [
  v.looseObject({ type: v.literal('possible'), kind, atMs: v.number() }),
  v.looseObject({ type: v.literal('received'), organization: v.string(), atMs: v.number() }),
  v.looseObject({ type: v.literal('none') }),
])
export const officerNameSchema: v.GenericSchema<unknown, OfficerName> = v.looseObject({ id: officerId, name: v.string() })
const life: v.GenericSchema<unknown, DocumentLifeView> = v.looseObject({
  resolution: resolutionSchema,
  state: v.picklist(documentStates),
  curatorId: v.nullable(officerId),
  officers: v.array(officerNameSchema),
  correction: v.nullable(v.looseObject({ draftId: id, changedMs: v.number(), changedBy: v.string() })),
  undo,
  events: v.array(v.looseObject({ kind, atMs: v.number(), officer: v.string(), version: count, isHeadChanged: v.boolean(), organizations: count, points: v.array(eventPoint), reason: v.nullable(v.string()) })),
  points: v.array(v.looseObject({ directiveId, number: v.nullable(v.string()), text: v.string(), version: count, withdrawnMs: v.nullable(v.number()), holders: count })),
})

function reader<T>(schema: v.GenericSchema<unknown, T>): (body: unknown) => T | null {
  return (body) => {
    const parsed = v.safeParse(schema, body)
    return parsed.success ? parsed.output : null
  }
}

/** Readers of the server's answers on a document's life; null for another shape. */
export const readLifeAnswer = { life: reader(life), difference: reader(difference) } as const

const reason = v.optional(v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(1000))), null)
const withdrawal = v.object({ directiveIds: v.nullable(v.pipe(v.array(directiveId), v.minLength(1), v.maxLength(3_000))), reason })

/** Reads a withdrawal; null for another shape. */
export const decodeWithdrawal: (body: unknown) => WithdrawalWish | null = reader(withdrawal)

/** Reads who is to look after a document; undefined for another shape. */
export function decodeCurator(body: unknown): OfficerId | null | undefined {
  const parsed = v.safeParse(v.object({ officerId: v.nullable(officerId) }), body)
  return parsed.success ? parsed.output.officerId : undefined
}
