import * as v from 'valibot'
import { controlStates, executionStates } from '#core/directive'
import type {
  ChangeId,
  DateOnly,
  OfficerId,
  PersonId,
} from '#core/directive'
import { organizationKinds } from '#core/directive'
import type { JsonObject, KnownKind } from './change.ts'
import { controlAnswers, officeKinds, reportDecisions, schoolKinds, toldWays } from './change.ts'
import { isSubjectKey } from './subject.ts'

/*
 * Shapes of the values of known kinds. Objects are loose: a field that a newer version added is kept and relayed.
 */

/** Longest free text of one change, in UTF-16 units. */
export const maxTextLength = 4000

const text = v.pipe(v.string(), v.maxLength(maxTextLength))
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(maxTextLength))
const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/))
const date = v.pipe(
  v.string(),
  v.isoDate(),
  v.transform((iso) => iso as DateOnly),
)
const webLink = v.pipe(v.string(), v.maxLength(2000), v.regex(/^https:\/\/\S+$/))

const changeId = v.pipe(id, v.transform((value) => value as ChangeId))
/** Who told the office what it entered for the school. */
const told = { toldBy: v.optional(v.pipe(v.string(), v.maxLength(200))), toldOn: v.optional(date), toldWay: v.optional(v.picklist(toldWays)) }

const execution = v.pipe(
  v.looseObject({ state: v.picklist(executionStates), text: v.optional(text), reason: v.optional(text), ...told }),
  v.check((value) => value.state !== 'notApplicableClaim' || (value.reason ?? '').trim() !== ''),
)
const control = v.pipe(
  v.looseObject({
    state: v.picklist(controlStates),
    reason: v.optional(text),
    fixBy: v.optional(date),
    answers: v.optional(v.picklist(controlAnswers)),
    undoes: v.optional(changeId),
  }),
  v.check((value) => value.state !== 'returned' || (value.reason ?? '').trim() !== ''),
)
/** Only a refusal and an undoing may leave the date open: then the office has moved none. */
const extension = v.pipe(
  v.looseObject({ to: v.optional(date), reason: v.optional(text), refused: v.optional(v.literal(true)), undoes: v.optional(changeId) }),
  v.check((value) => value.to !== undefined || value.refused === true || value.undoes !== undefined),
)
const evidence = v.pipe(
  v.looseObject({
    title: v.pipe(v.string(), v.maxLength(300)),
    hash: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
    link: v.optional(webLink),
    sizeBytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  }),
  v.check((value) => (value.hash === undefined) !== (value.link === undefined)),
)
/** A state is any word: what a newer program says of a point is kept. */
const reportedPoint = v.looseObject({
  subject: v.pipe(v.string(), v.guard(isSubjectKey)),
  number: v.nullable(v.string()),
  state: v.string(),
  text,
  on: v.optional(date),
  isCut: v.optional(v.literal(true)),
})
const reportDecision = v.pipe(
  v.looseObject({ state: v.picklist(reportDecisions), reason: v.optional(text), report: changeId }),
  v.check((value) => value.state !== 'returned' || (value.reason ?? '').trim() !== ''),
)
/** A number, yes or no, a calendar date, a text or an https link, by the field's type; null empties the field. */
const fieldAnswer = v.nullable(v.union([text, v.pipe(v.number(), v.finite()), v.boolean()]))
const profile = v.looseObject({
  organization: v.looseObject({
    number: v.string(),
    name: v.string(),
    kinds: v.array(v.picklist(organizationKinds)),
    settlement: v.string(),
    /** Absent while it works. */
    closedOn: v.exactOptional(date),
    /** Who carries on the work of a closed one. */
    successor: v.exactOptional(v.string()),
    handedOverMs: v.exactOptional(v.number()),
  }),
  district: v.looseObject({
    name: v.string(),
    zone: v.string(),
    standingPeriodUnit: v.picklist(['year', 'half_year', 'quarter', 'school_year']),
    keepClosedDays: v.exactOptional(v.number()),
    phrases: v.exactOptional(v.array(v.string())),
  }),
  office: v.looseObject({ name: v.string(), phone: v.string() }),
  clerk: v.looseObject({ name: v.string(), post: v.string(), phone: v.string() }),
  officers: v.array(
    v.looseObject({
      id: v.pipe(id, v.transform((value) => value as OfficerId)),
      name: v.string(),
      post: v.string(),
    }),
  ),
})

/** The schema of every known kind's value; on the wire and in both databases. */
export const valueSchemas = {
  acknowledgement: v.looseObject({}),
  execution,
  progressNote: v.looseObject({ text: reason, asks: v.optional(v.literal('correction')), ...told }),
  extensionRequest: v.looseObject({ to: date, reason }),
  evidence,
  fieldValue: v.looseObject({ fieldId: id, value: v.optional(fieldAnswer, null) }),
  organizationReport: v.looseObject({ text, points: v.optional(v.array(reportedPoint)) }),
  ownStep: v.looseObject({}),
  innerAssignment: v.looseObject({}),
  teacherAnswer: v.looseObject({ link: id, text: reason }),
  person: v.looseObject({ personId: v.pipe(id, v.transform((value) => value as PersonId)), name, post: v.pipe(v.string(), v.maxLength(200)) }),
  retraction: v.looseObject({ changeId }),
  profile,
  publication: v.looseObject({ control: v.optional(v.picklist(controlStates)), withdrawn: v.optional(v.boolean()), undone: v.optional(v.boolean()) }),
  control,
  extension,
  reportDecision,
} as const satisfies Record<KnownKind, v.GenericSchema>

type ValueOf<K extends KnownKind> = v.InferOutput<(typeof valueSchemas)[K]>

const knownKinds: readonly string[] = [...schoolKinds, ...officeKinds]

/** Whether this version knows the kind. */
export function isKnownKind(kind: string): kind is KnownKind {
  return knownKinds.includes(kind)
}

/** Whether only the office may write the kind. */
export function isOfficeKind(kind: string): boolean {
  return (officeKinds as readonly string[]).includes(kind)
}

/** Whether a value fits its kind; a value of an unknown kind always does. */
export function isValueOfKind(kind: string, value: JsonObject): boolean {
  return !isKnownKind(kind) || v.is(valueSchemas[kind], value)
}

/** The typed value of a change of the given kind, or null when it is of another kind or malformed. */
export function valueOf<K extends KnownKind>(kind: K, change: { readonly kind: string; readonly value: JsonObject }): ValueOf<K> | null {
  if (change.kind !== kind) return null
  const parsed = v.safeParse(valueSchemas[kind] as v.GenericSchema<unknown, ValueOf<K>>, change.value)
  return parsed.success ? parsed.output : null
}
