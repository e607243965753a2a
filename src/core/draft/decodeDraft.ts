import * as v from 'valibot'
import { type ChildId, type DateOnly, type DirectiveId, parseDateOnly } from '#core/directive'
import { doubts } from '#core/resolution'
import { type Result, err, ok } from '#core/result'
import { addresseeSchema, isSafeJson, materialSchema, printedDeadlineSchema, reportFieldSchema } from '#core/sync'
import type { DraftBody, DraftItem } from './draft.ts'
import { areSoundFields, fieldBounds, isSoundMaterial } from './draftFields.ts'

/** Bounds of one draft. */
export const draftBounds = { items: 3_000, children: 200, textLength: 20_000, lineLength: 2_000, materials: fieldBounds.materials } as const

/** Longest text that may be pasted (UTF-16 units). */
export const maxPastedLength = 500_000

export interface DraftError {
  readonly type: 'DraftMalformed'
}

const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/))
const line = v.pipe(v.string(), v.maxLength(draftBounds.lineLength))
const words = v.pipe(v.string(), v.maxLength(draftBounds.textLength))
const date = v.pipe(v.string(), v.check((text) => parseDateOnly(text) !== null), v.transform((text) => text as DateOnly))
const place = v.pipe(v.number(), v.integer(), v.minValue(0))
const span = v.nullable(v.pipe(v.object({ start: place, end: place }), v.check(({ start, end }) => start <= end)))
const doubt = v.nullable(v.picklist(doubts))
const materials = v.pipe(v.array(v.pipe(materialSchema, v.check((material) => isSoundMaterial(material)))), v.maxLength(draftBounds.materials))

const itemSchema: v.GenericSchema<unknown, DraftItem> = v.object({
  id: v.pipe(id, v.transform((text) => text as DirectiveId)),
  isDirective: v.boolean(),
  number: v.nullable(line),
  heading: v.nullable(words),
  headingKind: v.nullable(v.picklist(['addressee', 'task', 'lead_in', 'area'])),
  text: words,
  children: v.pipe(v.array(v.object({ id: v.pipe(id, v.transform((text) => text as ChildId)), text: words })), v.maxLength(draftBounds.children)),
  addressee: addresseeSchema,
  deadline: printedDeadlineSchema,
  reportDue: v.nullable(date),
  periodUnit: v.nullable(v.picklist(['year', 'half_year', 'quarter', 'school_year'])),
  isOnControl: v.boolean(),
  reportFields: v.pipe(v.array(reportFieldSchema), v.check((fields) => areSoundFields(fields))),
  materials,
  spans: v.object({ text: span, deadline: span }),
  doubts: v.object({ text: doubt, addressee: v.nullable(v.picklist([...doubts, 'InstitutionUnknown'])), deadline: doubt }),
})

export const draftSchema: v.GenericSchema<unknown, DraftBody> = v.object({
  document: v.object({
    kind: v.picklist(['resolution', 'decision', 'protocol', 'order', 'ruling', 'recommendations', 'plan', 'assignments']),
    kindText: line,
    number: v.nullable(line),
    date: v.nullable(date),
    issuer: v.nullable(line),
    title: line,
    force: v.picklist(['order', 'recommendation']),
    materials,
  }),
  items: v.pipe(v.array(itemSchema), v.maxLength(draftBounds.items), v.check((items) => areOwn(items))),
})

/** Reads a draft from outside. Errors: `DraftMalformed` for another shape, one beyond the bounds, or an id that stands twice. */
export function decodeDraft(body: unknown): Result<DraftBody, DraftError> {
  if (!isSafeJson(body)) return err({ type: 'DraftMalformed' })
  const parsed = v.safeParse(draftSchema, body)
  return parsed.success ? ok(parsed.output) : err({ type: 'DraftMalformed' })
}

/** Ids become those of directives and children, of which none may stand for two. */
function areOwn(items: readonly DraftItem[]): boolean {
  const ids = items.flatMap((item) => [String(item.id), ...item.children.map((child) => String(child.id))])
  return new Set(ids).size === ids.length
}
