import * as v from 'valibot'
import { type ChildId, type DateOnly, type OrganizationId, controlStates, executionStates, organizationKinds } from '#core/directive'
import { directiveSchema, resolutionSchema } from '#core/sync'
import { cellStates } from './officeViews.ts'
import type { OrganizationMarks, SummaryHead, SummaryMark, SummaryPage } from './summaryViews.ts'

const date = v.pipe(v.string(), v.isoDate(), v.transform((text) => text as DateOnly))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const instant = v.nullable(v.number())
const text = v.string()
const person = { name: text, post: text }

const mark: v.GenericSchema<unknown, SummaryMark> = v.looseObject({
  directive: count,
  period: text,
  childId: v.nullable(v.pipe(text, v.transform((id) => id as ChildId))),
  isMain: v.boolean(),
  state: v.picklist(cellStates),
  execution: v.picklist(executionStates),
  control: v.picklist(controlStates),
  dueDate: v.nullable(date),
  isOverdue: v.boolean(),
  hasRequest: v.boolean(),
  isWithdrawn: v.optional(v.boolean(), false),
  isAcknowledged: v.boolean(),
  text,
  claimedMs: instant,
  reason: text,
  decidedMs: instant,
  fixBy: v.nullable(date),
  waitsSinceMs: instant,
  answers: v.array(v.tuple([text, v.union([v.string(), v.number(), v.boolean()])])),
})

const organization: v.GenericSchema<unknown, OrganizationMarks> = v.looseObject({
  organization: v.looseObject({
    id: v.pipe(text, v.regex(/^[a-z0-9-]{1,60}$/), v.transform((id) => id as OrganizationId)),
    number: text,
    name: text,
    kinds: v.array(v.picklist(organizationKinds)),
    settlement: text,
    head: text,
    phone: text,
  }),
  lastContactMs: instant,
  marks: v.array(mark),
})

const head: v.GenericSchema<unknown, SummaryHead> = v.looseObject({
  on: date,
  today: date,
  madeMs: v.number(),
  untilMs: v.number(),
  district: v.looseObject({ name: text, zone: text }),
  letterhead: v.array(text),
  clerk: v.looseObject({ ...person, phone: text }),
  signer: v.nullable(v.looseObject(person)),
  documents: v.array(resolutionSchema),
  directives: v.array(directiveSchema),
  revision: count,
})

const page: v.GenericSchema<unknown, SummaryPage> = v.looseObject({
  head: v.nullable(head),
  revision: count,
  total: count,
  organizations: v.array(organization),
  next: v.nullable(text),
})

/** Reads a page of a report; null when it is not of this version's shape, a mark without its directive included. */
export function readSummaryPage(body: unknown): SummaryPage | null {
  const parsed = v.safeParse(page, body)
  return parsed.success ? parsed.output : null
}
