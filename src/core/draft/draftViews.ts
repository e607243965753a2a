import * as v from 'valibot'
import { type DateOnly, type DirectiveId, type OfficerId, type ResolutionId, type RuleSet, decodeRuleSet } from '#core/directive'
import type { DraftBody } from './draft.ts'
import { draftSchema } from './decodeDraft.ts'

/** One line of the list of drafts. */
export interface DraftRow {
  readonly id: string
  /** Of the file. */
  readonly name: string
  readonly kindText: string
  readonly number: string | null
  readonly date: DateOnly | null
  readonly title: string
  readonly directives: number
  /** Rows a person should look at. */
  readonly doubtful: number
  readonly changedMs: number
  readonly changedBy: string
  /** Who looks after it; the name is empty where nobody does. */
  readonly curatorId: OfficerId | null
  readonly curator: string
  /** It is a new version of a published document. */
  readonly isCorrection: boolean
}

/** The published document a draft is a new version of. */
export interface CorrectedDocument {
  readonly id: ResolutionId
  readonly version: number
  readonly kindText: string
  readonly number: string | null
  readonly date: DateOnly | null
  readonly points: readonly { readonly id: DirectiveId; readonly number: string | null; readonly text: string; readonly version: number; readonly isWithdrawn: boolean }[]
  /** The document was changed since the draft was made from it. */
  readonly isStale: boolean
  /** Its publishing was undone: nobody has it now. */
  readonly isUndone: boolean
  /** The draft was read from a text of its own, so it can be a document of its own again. */
  readonly isJoined: boolean
}

/** A published document that a draft seems to be again. */
export interface SameDocument {
  readonly id: ResolutionId
  readonly kindText: string
  readonly number: string | null
  readonly date: DateOnly | null
  /** The text is the same to the word; else number and date are. */
  readonly isSameText: boolean
}

/** A draft as the review shows it. */
export interface DraftView {
  readonly id: string
  readonly revision: number
  readonly name: string
  /** The document's text, which the spans count in. */
  readonly text: string
  readonly body: DraftBody
  readonly changedMs: number
  readonly changedBy: OfficerId
  readonly same: readonly SameDocument[]
  readonly corrects: CorrectedDocument | null
  readonly curatorId: OfficerId | null
  readonly officers: readonly { readonly id: OfficerId; readonly name: string }[]
  /** Dates on the screen are computed by it; it travels as what the district changed in the defaults. */
  readonly ruleSet: RuleSet
}

/** What a saving answers. */
export interface DraftSaved {
  readonly revision: number
  readonly changedMs: number
}

/** What publishing answers. */
export interface DraftPublished {
  readonly resolutionId: ResolutionId
  readonly organizations: number
  readonly directives: number
  /** Directives that nobody is named for: they wait under «Без адресата». */
  readonly unaddressed: number
}

/** Body of a saving, a discarding or a publishing: which revision its sender saw. */
export interface DraftWish {
  readonly revision: number
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/))
const date = v.pipe(v.string(), v.isoDate(), v.transform((iso) => iso as DateOnly))
const resolutionId = v.pipe(id, v.transform((text) => text as ResolutionId))
const officerId = v.pipe(id, v.transform((text) => text as OfficerId))
const named = { kindText: v.string(), number: v.nullable(v.string()), date: v.nullable(date) }

const row: v.GenericSchema<unknown, DraftRow> = v.looseObject({ id, name: v.string(), ...named, title: v.string(), directives: count, doubtful: count, changedMs: v.number(), changedBy: v.string(), curatorId: v.nullable(officerId), curator: v.string(), isCorrection: v.boolean() })
const corrects: v.GenericSchema<unknown, CorrectedDocument> = v.looseObject({
  id: resolutionId,
  version: count,
  ...named,
  points: v.array(v.looseObject({ id: v.pipe(id, v.transform((text) => text as DirectiveId)), number: v.nullable(v.string()), text: v.string(), version: count, isWithdrawn: v.boolean() })),
  isStale: v.boolean(),
  isUndone: v.boolean(),
  isJoined: v.boolean(),
})
const view: v.GenericSchema<unknown, DraftView> = v.looseObject({
  id,
  revision: count,
  name: v.string(),
  text: v.string(),
  body: draftSchema,
  changedMs: v.number(),
  changedBy: officerId,
  same: v.array(v.looseObject({ id: resolutionId, ...named, isSameText: v.boolean() })),
  corrects: v.nullable(corrects),
  curatorId: v.nullable(officerId),
  officers: v.array(v.looseObject({ id: officerId, name: v.string() })),
  ruleSet: v.pipe(v.unknown(), v.rawTransform(readRules)),
})
const saved: v.GenericSchema<unknown, DraftSaved> = v.looseObject({ revision: count, changedMs: v.number() })
const published: v.GenericSchema<unknown, DraftPublished> = v.looseObject({ resolutionId, organizations: count, directives: count, unaddressed: count })

/** The server sends what the district changed in the rules of dates. */
function readRules({ dataset, addIssue, NEVER }: v.RawTransformContext<unknown>): RuleSet {
  const ruleSet = decodeRuleSet(dataset.value)
  if (ruleSet.ok) return ruleSet.value
  addIssue({ message: 'RuleSetInvalid' })
  return NEVER
}

function reader<T>(schema: v.GenericSchema<unknown, T>): (body: unknown) => T | null {
  return (body) => {
    const parsed = v.safeParse(schema, body)
    return parsed.success ? parsed.output : null
  }
}

/** Readers of the server's answers on drafts; null for another shape. */
export const readDraftAnswer = { rows: reader(v.array(row)), view: reader(view), body: reader(draftSchema), saved: reader(saved), published: reader(published) } as const

const wishSchema = v.object({ revision: count })

/** Reads which revision the sender saw; null for another shape. */
export function decodeDraftWish(body: unknown): DraftWish | null {
  const parsed = v.safeParse(wishSchema, body)
  return parsed.success ? parsed.output : null
}

/** Body of a joining: which revision its sender saw, and the document it is to become a new version of. */
export interface JoinRequest extends DraftWish {
  readonly resolutionId: ResolutionId | null
}
const joinSchema = v.object({ revision: count, resolutionId: v.nullable(resolutionId) })

/** Reads a joining; null for another shape. */
export function decodeJoin(body: unknown): JoinRequest | null {
  const parsed = v.safeParse(joinSchema, body)
  return parsed.success ? parsed.output : null
}
