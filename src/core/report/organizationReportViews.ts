import * as v from 'valibot'
import type { DateOnly, OrganizationId, Resolution, ResolutionId } from '#core/directive'
import { foldReports } from '#core/organizationReport'
import { type Result, err, ok } from '#core/result'
import { type ReportedPoint, type StoredChange, type SubjectKey, isSafeJson, isSubjectKey, maxTextLength, reportDecisions } from '#core/sync'
import type { OfficeRequestError } from './officeRequests.ts'
import type { HistoryNames } from './summarizeHistory.ts'

type ReportState = (typeof reportDecisions)[number]

/** What was said of a point, with the point's own text as it stands now: not every point has a number. */
export interface ReportedPointView extends ReportedPoint {
  readonly wording?: string | undefined
}

/** One sending of an organization's report on a document, as the office reads it. */
export interface ReportVersionView {
  readonly changeId: string
  readonly receipt: number
  readonly atMs: number
  readonly author: string
  readonly post: string
  readonly text: string
  readonly points: readonly ReportedPointView[]
  /** Null while nobody of the office has decided on this sending. */
  readonly decision: { readonly state: ReportState; readonly reason: string; readonly officer: string; readonly atMs: number } | null
}

/** All sendings of one organization's report on one document, the newest first. */
export interface OrganizationReportView {
  readonly organization: { readonly id: OrganizationId; readonly name: string; readonly number: string }
  readonly resolution: Pick<Resolution, 'id' | 'kindText' | 'number' | 'date' | 'title'>
  readonly versions: readonly ReportVersionView[]
}

/** Body of `POST …/documents/:resolutionId/report`: the office's word on the newest sending. */
export interface ReportDecisionWish {
  readonly report: string
  readonly state: ReportState
  readonly reason?: string
}

/** The sendings among the changes of a document's subject in one history, the newest first. */
export function summarizeReports(changes: readonly StoredChange[], names: Pick<HistoryNames, 'authors'>, wordingOf: (subject: SubjectKey) => string = () => ''): ReportVersionView[] {
  const nameOf = (id: string): { readonly name: string; readonly post: string } => names.authors.get(id) ?? { name: '', post: '' }
  return foldReports(changes).map(({ change, text, points, decision }) => ({
    changeId: change.id,
    receipt: change.sequence,
    atMs: change.effectiveStampMs,
    author: nameOf(change.authorId).name,
    post: nameOf(change.authorId).post,
    text,
    points: points.map((point) => ({ ...point, wording: wordingOf(point.subject) })),
    decision: decision === null ? null : { state: decision.state, reason: decision.reason, officer: nameOf(decision.change.authorId).name, atMs: decision.change.effectiveStampMs },
  }))
}

const wishSchema: v.GenericSchema<unknown, ReportDecisionWish> = v.object({
  report: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/)),
  state: v.picklist(reportDecisions),
  reason: v.exactOptional(v.pipe(v.string(), v.trim(), v.maxLength(maxTextLength))),
})

/** Reads the office's word on a report. */
export function decodeReportDecision(body: unknown): Result<ReportDecisionWish, OfficeRequestError> {
  const parsed = isSafeJson(body) ? v.safeParse(wishSchema, body) : null
  return parsed?.success === true ? ok(parsed.output) : err({ type: 'BodyMalformed' })
}

const text = v.string()
const date = v.pipe(v.string(), v.isoDate(), v.transform((iso) => iso as DateOnly))
const id = <Id extends string>() => v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/), v.transform((one) => one as Id))
const point: v.GenericSchema<unknown, ReportedPointView> = v.looseObject({
  subject: v.pipe(text, v.guard(isSubjectKey)),
  number: v.nullable(text),
  state: text,
  text,
  on: v.optional(date),
  isCut: v.optional(v.literal(true)),
  wording: v.optional(text),
})
const version: v.GenericSchema<unknown, ReportVersionView> = v.looseObject({
  changeId: text,
  receipt: v.number(),
  atMs: v.number(),
  author: text,
  post: text,
  text,
  points: v.array(point),
  decision: v.nullable(v.looseObject({ state: v.picklist(reportDecisions), reason: text, officer: text, atMs: v.number() })),
})

/** The shape of `OrganizationReportView` on the wire. */
export const organizationReportSchema: v.GenericSchema<unknown, OrganizationReportView> = v.looseObject({
  organization: v.looseObject({ id: id<OrganizationId>(), name: text, number: text }),
  resolution: v.looseObject({ id: id<ResolutionId>(), kindText: text, number: v.nullable(text), date: v.nullable(date), title: text }),
  versions: v.array(version),
})

/** Reads `GET …/organizations/:organizationId/reports` and `GET …/documents/:resolutionId/reports`; null when it is not of this version's shape. */
export function readOrganizationReports(body: unknown): readonly OrganizationReportView[] | null {
  const parsed = v.safeParse(v.array(organizationReportSchema), body)
  return parsed.success ? parsed.output : null
}
