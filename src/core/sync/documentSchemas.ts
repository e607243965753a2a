import * as v from 'valibot'
import { audiences } from '#core/directive'
import type { Addressee, ChildId, DateOnly, Directive, DirectiveId, Material, OrganizationId, PrintedDeadline, ReportField, Resolution, ResolutionId } from '#core/directive'

const idText = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/))
const date = v.pipe(v.string(), v.isoDate(), v.transform((iso) => iso as DateOnly))
const audience = v.array(v.picklist(audiences))
const position = v.picklist(['end_of_point', 'after_last_child', 'inside_text', 'after'])
const printed = { text: v.string(), position }

/** A deadline as printed. */
export const printedDeadlineSchema: v.GenericSchema<unknown, PrintedDeadline> = v.variant('kind', [
  v.looseObject({ kind: v.literal('none'), text: v.null() }),
  v.looseObject({ kind: v.picklist(['until_date', 'date']), ...printed, date: v.nullable(v.string()) }),
  v.looseObject({ kind: v.literal('year'), ...printed, year: v.number() }),
  v.looseObject({ kind: v.literal('from_date'), ...printed, from: v.string() }),
  v.looseObject({ kind: v.literal('period'), ...printed, from: v.nullable(v.string()), to: v.nullable(v.string()) }),
  v.looseObject({ kind: v.picklist(['permanent', 'immediate']), ...printed }),
  v.looseObject({
    kind: v.literal('recurring'),
    ...printed,
    every: v.picklist(['day', 'week', 'month', 'quarter', 'year']),
    day: v.exactOptional(v.number()),
    date: v.exactOptional(v.string()),
  }),
  v.looseObject({ kind: v.literal('event'), ...printed, days: v.number() }),
])

/** A file or a link of the office. */
export const materialSchema: v.GenericSchema<unknown, Material> = v.looseObject({
  id: idText,
  title: v.string(),
  hash: v.nullable(v.string()),
  link: v.nullable(v.string()),
  sizeBytes: v.nullable(v.number()),
  fileType: v.exactOptional(v.string()),
})

const noText = v.optional(v.nullable(v.string()), null)
const noDate = v.optional(v.nullable(date), null)
const nothing: never[] = []
const noDeadline: PrintedDeadline = { kind: 'none', text: null }
const notComputed = { dueDate: null, rule: 'no_date', movedFrom: null, toConfirm: false } as const satisfies Directive['computed']

/** Whom a directive is addressed to; what `encodeDirective` leaves out comes back. */
export const addresseeSchema: v.GenericSchema<unknown, Addressee> = v.looseObject({
  text: noText,
  responsible: noText,
  audience,
  scope: v.optional(audience, nothing),
  scopeBasis: noText,
  organizationIds: v.optional(v.array(v.pipe(idText, v.transform((value) => value as OrganizationId))), nothing),
  decidedBy: v.optional(v.picklist(['text', 'clerk']), 'text'),
})

/** A typed field of a report. */
export const reportFieldSchema: v.GenericSchema<unknown, ReportField> = v.looseObject({ id: idText, label: v.string(), type: v.picklist(['number', 'yesNo', 'date', 'text', 'link']), unit: v.nullable(v.string()) })

/** A directive version in an answer; what `encodeDirective` leaves out comes back, fields of a newer version are kept. */
export const directiveSchema: v.GenericSchema<unknown, Directive> = v.looseObject({
  id: v.pipe(idText, v.transform((value) => value as DirectiveId)),
  resolutionId: v.pipe(idText, v.transform((value) => value as ResolutionId)),
  version: v.number(),
  position: v.number(),
  number: noText,
  heading: noText,
  headingKind: v.optional(v.nullable(v.picklist(['addressee', 'task', 'lead_in', 'area'])), null),
  text: v.string(),
  children: v.optional(v.array(v.looseObject({ id: v.pipe(idText, v.transform((value) => value as ChildId)), text: v.string() })), nothing),
  addressee: addresseeSchema,
  deadline: v.optional(printedDeadlineSchema, noDeadline),
  computed: v.optional(
    v.looseObject({
      dueDate: v.nullable(date),
      rule: v.picklist(['given_date', 'bare_year', 'period_end', 'start_only', 'no_date', 'immediate', 'promptly', 'recurring', 'standing', 'after_receipt']),
      movedFrom: v.nullable(date),
      toConfirm: v.boolean(),
    }),
    notComputed,
  ),
  reportDue: noDate,
  periodUnit: v.optional(v.nullable(v.picklist(['year', 'half_year', 'quarter', 'school_year'])), null),
  firstPeriodFrom: noDate,
  reportFields: v.optional(v.array(reportFieldSchema), nothing),
  materials: v.optional(v.array(materialSchema), nothing),
})

const leftOutOfAddressee: Partial<Directive['addressee']> = { text: null, responsible: null, scope: nothing, scopeBasis: null, organizationIds: nothing, decidedBy: 'text' }
const leftOut: Partial<Directive> = {
  number: null,
  heading: null,
  headingKind: null,
  children: nothing,
  deadline: noDeadline,
  computed: notComputed,
  reportDue: null,
  periodUnit: null,
  firstPeriodFrom: null,
  reportFields: nothing,
  materials: nothing,
}

/** Writes a directive version for the wire without what it has in common with a directive of which nothing more is known than its text. */
export function encodeDirective(directive: Directive): object {
  return { ...withoutDefaults(directive, leftOut), addressee: withoutDefaults(directive.addressee, leftOutOfAddressee) }
}

function withoutDefaults<T extends object>(whole: T, defaults: Partial<T>): Partial<T> {
  const known = new Map<string, unknown>(Object.entries(defaults))
  const told = Object.entries(whole).filter(([key, value]) => !known.has(key) || JSON.stringify(value) !== JSON.stringify(known.get(key)))
  return Object.fromEntries(told) as Partial<T>
}

/** A resolution version in an answer; fields of a newer version are kept. */
export const resolutionSchema: v.GenericSchema<unknown, Resolution> = v.looseObject({
  id: v.pipe(idText, v.transform((value) => value as ResolutionId)),
  version: v.number(),
  kind: v.picklist(['resolution', 'decision', 'protocol', 'order', 'ruling', 'recommendations', 'plan', 'assignments']),
  kindText: v.string(),
  number: v.nullable(v.string()),
  date: v.nullable(date),
  issuer: v.nullable(v.string()),
  title: v.string(),
  force: v.picklist(['order', 'recommendation']),
  materials: v.array(materialSchema),
})
