import * as v from 'valibot'
import { audiences } from '#core/directive'
import type { ChildId, DateOnly, Directive, DirectiveId, OrganizationId, PrintedDeadline, Resolution, ResolutionId } from '#core/directive'

const idText = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/))
const date = v.pipe(v.string(), v.isoDate(), v.transform((iso) => iso as DateOnly))
const audience = v.array(v.picklist(audiences))
const position = v.picklist(['end_of_point', 'after_last_child', 'inside_text', 'after'])
const printed = { text: v.string(), position }

const printedDeadline: v.GenericSchema<unknown, PrintedDeadline> = v.variant('kind', [
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

const material = v.looseObject({
  id: idText,
  title: v.string(),
  hash: v.nullable(v.string()),
  link: v.nullable(v.string()),
  sizeBytes: v.nullable(v.number()),
})

/** A directive version in an answer; fields of a newer version are kept. */
export const directiveSchema: v.GenericSchema<unknown, Directive> = v.looseObject({
  id: v.pipe(idText, v.transform((value) => value as DirectiveId)),
  resolutionId: v.pipe(idText, v.transform((value) => value as ResolutionId)),
  version: v.number(),
  position: v.number(),
  number: v.nullable(v.string()),
  heading: v.nullable(v.string()),
  headingKind: v.nullable(v.picklist(['addressee', 'task', 'lead_in', 'area'])),
  text: v.string(),
  children: v.array(v.looseObject({ id: v.pipe(idText, v.transform((value) => value as ChildId)), text: v.string() })),
  addressee: v.looseObject({
    text: v.nullable(v.string()),
    responsible: v.nullable(v.string()),
    audience,
    scope: audience,
    scopeBasis: v.nullable(v.string()),
    organizationIds: v.array(v.pipe(idText, v.transform((value) => value as OrganizationId))),
    decidedBy: v.picklist(['text', 'clerk']),
  }),
  deadline: printedDeadline,
  computed: v.looseObject({
    dueDate: v.nullable(date),
    rule: v.picklist(['given_date', 'bare_year', 'period_end', 'start_only', 'no_date', 'immediate', 'promptly', 'recurring', 'standing', 'after_receipt']),
    movedFrom: v.nullable(date),
    toConfirm: v.boolean(),
  }),
  reportDue: v.nullable(date),
  periodUnit: v.nullable(v.picklist(['year', 'half_year', 'quarter', 'school_year'])),
  firstPeriodFrom: v.nullable(date),
  reportFields: v.array(
    v.looseObject({ id: idText, label: v.string(), type: v.picklist(['number', 'yesNo', 'date', 'text', 'link']), unit: v.nullable(v.string()) }),
  ),
  materials: v.array(material),
})

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
  materials: v.array(material),
})
