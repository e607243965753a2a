import * as v from 'valibot'
import { type DateOnly, type OrganizationId, type ResolutionId, organizationKinds, parseDateOnly } from '#core/directive'
import { type OrganizationFields, tidy } from './organizationFields.ts'
import { type ImportRow, type ReadImport, maxImportRows } from './readImport.ts'
import { importFields } from './recognizeColumns.ts'

/*
 * What the pages of organizations send and read. Texts of a body are tidied while they are decoded; whether they may be
 * stored is said by `checkFields`, so that a form and the server say it in the same words.
 */

/** Answer to adding an organization. */
export interface OrganizationAdded {
  readonly organizationId: OrganizationId
  /** Given by the server. */
  readonly number: string
}

/** Body of `POST organizations/:id/edit`. */
export interface OrganizationEdit {
  readonly fields: OrganizationFields
  /** What the specialist saw: who changed it meanwhile is not overwritten. */
  readonly seen: OrganizationFields
}

/** Body of `POST organizations/:id/close`. */
export interface ClosingWish {
  readonly closedOn: DateOnly
  readonly successorId: OrganizationId | null
  /** The words with which its open assignments are cancelled here and go to the successor; null leaves them as they are. */
  readonly readdressReason: string | null
}

/** Answer to closing: how many assignments the successor got that it did not have. */
export interface ClosingDone {
  readonly readdressed: number
}

/** A published document with directives addressed to an organization that never got them. */
export interface StandingDocument {
  readonly resolutionId: ResolutionId
  readonly kindText: string
  readonly number: string | null
  readonly date: DateOnly | null
  readonly title: string
  readonly directives: number
  /** Of them with a due date that is over. */
  readonly overdue: number
}

/** One open point as a letter lists it. */
export interface LetterPoint {
  readonly number: string | null
  readonly text: string
  /** As it is cited: kind, number and date. */
  readonly document: Pick<StandingDocument, 'kindText' | 'number' | 'date'>
  readonly dueDate: DateOnly | null
}

/** One organization's enrolment letter: the secrets stand in this answer alone. */
export interface LetterView {
  readonly organizationId: OrganizationId
  readonly organizationNumber: string
  readonly organizationName: string
  readonly head: string
  /** Nine digits. */
  readonly code: string
  readonly link: string
  readonly expiresMs: number
  readonly points: readonly LetterPoint[]
}

/** Letters made by one request: each costs the server a slow hash. */
export const maxLettersAtOnce = 10

/** Body of `POST organizations/import`: the lines to take, as they were read, and what the specialist saw them become. */
export interface ImportWish {
  readonly rows: readonly ImportRow[]
  readonly added: number
  readonly changed: number
}

/** Answer to an import. */
export interface ImportDone {
  readonly added: number
  readonly changed: number
  readonly organizationIds: readonly OrganizationId[]
}

const text = v.pipe(v.string(), v.maxLength(1000), v.transform(tidy))
const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/))
const organizationId = v.pipe(id, v.transform((value) => value as OrganizationId))
const date = v.pipe(v.string(), v.check((day) => parseDateOnly(day) !== null), v.transform((day) => day as DateOnly))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const fields: v.GenericSchema<unknown, OrganizationFields> = v.object({
  name: text,
  kinds: v.pipe(v.array(v.picklist(organizationKinds)), v.transform((kinds) => organizationKinds.filter((kind) => kinds.includes(kind)))),
  settlement: text,
  phone: text,
  head: text,
})
const edit: v.GenericSchema<unknown, OrganizationEdit> = v.object({ fields, seen: fields })
const closing: v.GenericSchema<unknown, ClosingWish> = v.object({ closedOn: date, successorId: v.nullable(organizationId), readdressReason: v.nullable(v.pipe(text, v.minLength(1), v.maxLength(400))) })
const handover: v.GenericSchema<unknown, { readonly head: string }> = v.object({ head: v.pipe(text, v.minLength(1), v.maxLength(100)) })
const resolutionId = v.pipe(id, v.transform((value) => value as ResolutionId))
const delivery: v.GenericSchema<unknown, { readonly resolutionIds: readonly ResolutionId[] }> = v.object({ resolutionIds: v.pipe(v.array(resolutionId), v.minLength(1), v.maxLength(1000)) })
const letters: v.GenericSchema<unknown, { readonly organizationIds: readonly OrganizationId[] }> = v.object({
  organizationIds: v.pipe(v.array(organizationId), v.minLength(1), v.maxLength(maxLettersAtOnce), v.check((ids) => new Set(ids).size === ids.length)),
})

const cell = v.exactOptional(v.pipe(v.string(), v.maxLength(500)))
const row: v.GenericSchema<unknown, ImportRow> = v.object({ row: v.pipe(v.number(), v.integer(), v.minValue(1)), number: cell, name: cell, kinds: cell, settlement: cell, phone: cell, head: cell })
const importWish: v.GenericSchema<unknown, ImportWish> = v.object({ rows: v.pipe(v.array(row), v.minLength(1), v.maxLength(maxImportRows)), added: count, changed: count })

function decoder<T>(schema: v.GenericSchema<unknown, T>): (body: unknown) => T | null {
  return (body) => {
    const parsed = v.safeParse(schema, body)
    return parsed.success ? parsed.output : null
  }
}

/** Readers of what the pages send; null for another shape. */
export const readOrganizationWish = {
  fields: decoder(fields),
  edit: decoder(edit),
  closing: decoder(closing),
  handover: decoder(handover),
  delivery: decoder(delivery),
  letters: decoder(letters),
  import: decoder(importWish),
}

const word = v.string()
const added: v.GenericSchema<unknown, OrganizationAdded> = v.looseObject({ organizationId, number: word })
const closed: v.GenericSchema<unknown, ClosingDone> = v.looseObject({ readdressed: count })
const standing: v.GenericSchema<unknown, readonly StandingDocument[]> = v.array(
  v.looseObject({ resolutionId, kindText: word, number: v.nullable(word), date: v.nullable(date), title: word, directives: count, overdue: count }),
)
const letter: v.GenericSchema<unknown, LetterView> = v.looseObject({
  organizationId,
  organizationNumber: word,
  organizationName: word,
  head: word,
  code: v.pipe(word, v.regex(/^\d{9}$/)),
  link: word,
  expiresMs: v.number(),
  points: v.array(v.looseObject({ number: v.nullable(word), text: word, document: v.looseObject({ kindText: word, number: v.nullable(word), date: v.nullable(date) }), dueDate: v.nullable(date) })),
})
const read: v.GenericSchema<unknown, ReadImport> = v.looseObject({
  sheet: word,
  fields: v.array(v.picklist(importFields)),
  unknown: v.array(word),
  rows: v.array(row),
})
const imported: v.GenericSchema<unknown, ImportDone> = v.looseObject({ added: count, changed: count, organizationIds: v.array(organizationId) })

/** Readers of the server's answers; null when an answer is not of this version's shape. */
export const readOrganizationAnswer = {
  added: decoder(added),
  closed: decoder(closed),
  standing: decoder(standing),
  delivered: decoder(v.looseObject({ directives: count })),
  letters: decoder(v.array(letter)),
  read: decoder(read),
  imported: decoder(imported),
}
