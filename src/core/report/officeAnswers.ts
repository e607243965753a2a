import * as v from 'valibot'
import { controlStates, executionStates, organizationKinds } from '#core/directive'
import type { DateOnly } from '#core/directive'
import { directiveSchema, isSubjectKey, readHealth, resolutionSchema, type JsonObject } from '#core/sync'
import { deviceTroubles } from './deviceTroubles.ts'
import { fieldAnswerSchema } from './materialViews.ts'
import { actsAnswerSchema } from './officeActs.ts'
import { cellStates } from './officeViews.ts'
import { officeRights } from './officeRights.ts'
import type { OfficerName } from './lifeViews.ts'
import { safetySchema } from './safetyView.ts'
import type {
  AssignmentCounts,
  AssignmentRow,
  AssignmentView,
  DeviceView,
  DocumentRow,
  HistoryEntry,
  MatrixCell,
  MatrixView,
  NewCodeView,
  OfficerView,
  OrganizationRow,
  OrganizationView,
  RelatedAssignment,
  UnaddressedRow,
} from './officeViews.ts'

/*
 * Decoders of the office's answers: a page left open over an update of the server says so instead of drawing half an
 * answer. Fields of a newer version pass through.
 */

/** An id as the server mints them; the brand is the caller's field. */
function id<Id extends string>(): v.GenericSchema<unknown, Id> {
  return v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/), v.transform((text) => text as Id))
}
const date = v.pipe(v.string(), v.isoDate(), v.transform((text) => text as DateOnly))
const subject = v.pipe(v.string(), v.guard(isSubjectKey))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const instant = v.number()
const text = v.string()
/** Absent from a server of an earlier version. */
const trouble = v.optional(v.nullable(v.picklist(deviceTroubles)), null)

const officer: v.GenericSchema<unknown, OfficerView> = v.looseObject({
  officer: v.looseObject({ id: id<OfficerView['officer']['id']>(), name: text, post: text }),
  rights: v.array(v.picklist(officeRights)),
  district: v.looseObject({ name: text, zone: text, office: text, phone: text }),
  today: date,
})

const counts: v.GenericSchema<unknown, AssignmentCounts> = v.looseObject({
  assignments: count,
  reported: count,
  released: count,
  awaitsDecision: count,
  returned: count,
  overdue: count,
  requests: count,
  withdrawn: v.optional(count, 0),
})

const cell: v.GenericSchema<unknown, MatrixCell> = v.looseObject({
  subject,
  state: v.picklist(cellStates),
  execution: v.picklist(executionStates),
  control: v.picklist(controlStates),
  delivery: v.picklist(['undelivered', 'delivered', 'acknowledged']),
  dueDate: v.nullable(date),
  isOverdue: v.boolean(),
  hasClash: v.boolean(),
  hasRequest: v.boolean(),
  isWithdrawn: v.optional(v.boolean(), false),
})

const documentRow: v.GenericSchema<unknown, DocumentRow> = v.looseObject({
  resolution: resolutionSchema,
  directives: count,
  unaddressed: count,
  counts,
  isWithdrawn: v.optional(v.boolean(), false),
  curatorId: v.optional(v.nullable(id<OfficerName['id']>()), null),
  curator: v.optional(text, ''),
})

const unaddressedRow: v.GenericSchema<unknown, UnaddressedRow> = v.looseObject({
  resolution: resolutionSchema,
  directive: directiveSchema,
  proposalReach: count,
})

const kinds = v.array(v.picklist(organizationKinds))
const organizationEntries = {
  id: id<OrganizationRow['id']>(),
  number: text,
  name: text,
  kinds,
}
const organizationRowEntries = {
  ...organizationEntries,
  settlement: text,
  phone: text,
  head: text,
  closedOn: v.nullable(date),
  successorId: v.nullable(id<OrganizationRow['id']>()),
  lastContactMs: v.nullable(instant),
  trouble,
  devices: count,
  counts,
}
const organizationRow: v.GenericSchema<unknown, OrganizationRow> = v.looseObject(organizationRowEntries)

const matrix: v.GenericSchema<unknown, MatrixView> = v.looseObject({
  resolution: resolutionSchema,
  directives: v.array(directiveSchema),
  rows: v.array(
    v.looseObject({ organization: v.looseObject(organizationEntries), lastContactMs: v.nullable(instant), trouble, cells: v.array(v.nullable(cell)) }),
  ),
})

const device: v.GenericSchema<unknown, DeviceView> = v.looseObject({
  id: id<DeviceView['id']>(),
  label: text,
  enrolledMs: instant,
  lastContactMs: v.nullable(instant),
  revokedMs: v.nullable(instant),
  appVersion: v.nullable(text),
  waiting: count,
  health: v.optional(v.pipe(v.unknown(), v.transform(readHealth)), null),
  clockSkewMs: v.optional(v.nullable(instant), null),
  handedOverMs: v.optional(v.nullable(instant), null),
  invitedBy: v.optional(v.nullable(text), null),
})

const assignmentRow: v.GenericSchema<unknown, AssignmentRow> = v.looseObject({
  resolution: v.looseObject({
    id: id<AssignmentRow['resolution']['id']>(),
    kindText: text,
    number: v.nullable(text),
    date: v.nullable(date),
    title: text,
  }),
  directiveId: id<AssignmentRow['directiveId']>(),
  number: v.nullable(text),
  heading: v.nullable(text),
  headingKind: v.nullable(v.picklist(['addressee', 'task', 'lead_in', 'area'])),
  text,
  cell,
})

const organization: v.GenericSchema<unknown, OrganizationView> = v.looseObject({
  ...organizationRowEntries,
  people: v.array(v.looseObject({ id: id<OrganizationView['people'][number]['id']>(), name: text, post: text })),
  deviceList: v.array(device),
  assignments: v.array(assignmentRow),
  codeExpiresMs: v.nullable(instant),
  quarantined: count,
})

const newCode: v.GenericSchema<unknown, NewCodeView> = v.looseObject({
  organizationNumber: text,
  code: v.pipe(text, v.regex(/^\d{9}$/)),
  link: text,
  expiresMs: instant,
})

const historyEntry: v.GenericSchema<unknown, HistoryEntry> = v.looseObject({
  changeId: text,
  receipt: v.number(),
  kind: text,
  value: v.custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
  author: text,
  post: text,
  byOffice: v.boolean(),
  deviceLabel: text,
  atMs: instant,
  notApplied: v.boolean(),
})

const related: v.GenericSchema<unknown, RelatedAssignment> = v.looseObject({
  subject,
  period: text,
  childId: v.nullable(id<NonNullable<RelatedAssignment['childId']>>()),
  cell,
})

const assignment: v.GenericSchema<unknown, AssignmentView> = v.looseObject({
  resolution: resolutionSchema,
  directive: directiveSchema,
  organization: v.looseObject({ id: id<OrganizationRow['id']>(), number: text, name: text }),
  subject,
  cell,
  reportText: v.nullable(text),
  clashChangeIds: v.array(text),
  openRequest: v.nullable(v.looseObject({ to: date, reason: text })),
  extendedTo: v.nullable(date),
  fieldAnswers: v.exactOptional(v.array(fieldAnswerSchema)),
  related: v.array(related),
  history: v.array(historyEntry),
})

function decoder<T>(schema: v.GenericSchema<unknown, T>): (body: unknown) => T | null {
  return (body) => {
    const parsed = v.safeParse(schema, body)
    return parsed.success ? parsed.output : null
  }
}

/** Readers of `/api/office/*` answers, one per view; null when the answer is not of this version's shape. */
export const readOfficeAnswer = {
  officer: decoder(officer),
  documents: decoder(v.array(documentRow)),
  unaddressed: decoder(v.array(unaddressedRow)),
  matrix: decoder(matrix),
  organizations: decoder(v.array(organizationRow)),
  organization: decoder(organization),
  newCode: decoder(newCode),
  assignment: decoder(assignment),
  safety: decoder(safetySchema),
  acts: decoder(actsAnswerSchema),
}
