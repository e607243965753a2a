import * as v from 'valibot'
import { type DateOnly, type DirectiveId, type OrganizationId, type ResolutionId, isClosed } from '#core/directive'
import { type AssignmentState, type StoredChange, type SubjectKey, isSubjectKey, valueOf } from '#core/sync'

/** What waits for the office's word. */
export const waitKinds = ['report', 'claim', 'extension', 'correction', 'clash'] as const
export type WaitKind = (typeof waitKinds)[number]

/** One thing that waits in one assignment. */
export interface Wait {
  readonly kind: WaitKind
  /** When the school said it (ms, the stamp all replicas order by). */
  readonly sinceMs: number
  /** The school's own words. */
  readonly text: string
  /** The date an extension is asked to. */
  readonly to: DateOnly | null
  readonly authorId: string
  /** Who told the office, where an officer entered it. */
  readonly toldBy: string | null
}

/** A row of «Ждут решения»: `GET /api/office/queue`, the oldest first. */
export interface QueueRow extends Omit<Wait, 'authorId'> {
  readonly organization: { readonly id: OrganizationId; readonly name: string; readonly number: string }
  readonly resolution: { readonly id: ResolutionId; readonly kindText: string; readonly number: string | null; readonly date: DateOnly | null }
  readonly directive: { readonly id: DirectiveId; readonly number: string | null; readonly position: number; readonly text: string }
  readonly subject: SubjectKey
  /** `whole` for a directive reported once. */
  readonly period: string
  /** From 1, where a part of the directive waits. */
  readonly part: number | null
  readonly author: string
  readonly dueDate: DateOnly | null
  readonly isOverdue: boolean
  /** Links and files beside the words. */
  readonly evidence: number
}

/** What of one folded assignment waits for the office, nothing twice. */
export function waitsOf(state: AssignmentState<StoredChange>): Wait[] {
  const { executionBy, openRequest, openCorrection, clash } = state
  const isOpen = !isClosed(state.control)
  const claim: WaitKind = state.execution === 'reported' ? 'report' : 'claim'
  return [
    ...(state.awaitsDecision && executionBy !== null ? [waitOf(claim, executionBy)] : []),
    ...(openRequest !== null && isOpen ? [waitOf('extension', openRequest)] : []),
    ...(openCorrection === null ? [] : [waitOf('correction', openCorrection)]),
    // A clash of reports waits as a report already; one of other marks waits by itself.
    ...(clash.length > 0 && isOpen && !state.awaitsDecision ? clash.slice(-1).map((change) => waitOf('clash', change)) : []),
  ]
}

function waitOf(kind: WaitKind, change: StoredChange): Wait {
  const { text, reason, toldBy } = change.value
  const said = [text, reason].find((words) => typeof words === 'string' && words !== '')
  return {
    kind,
    sinceMs: change.effectiveStampMs,
    text: typeof said === 'string' ? said : '',
    to: valueOf('extensionRequest', change)?.to ?? null,
    authorId: change.authorId,
    toldBy: typeof toldBy === 'string' ? toldBy : null,
  }
}

const id = <Id extends string>() => v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/), v.transform((text) => text as Id))
const date = v.nullable(v.pipe(v.string(), v.isoDate(), v.transform((text) => text as DateOnly)))
const row: v.GenericSchema<unknown, QueueRow> = v.looseObject({
  organization: v.looseObject({ id: id<OrganizationId>(), name: v.string(), number: v.string() }),
  resolution: v.looseObject({ id: id<ResolutionId>(), kindText: v.string(), number: v.nullable(v.string()), date }),
  directive: v.looseObject({ id: id<DirectiveId>(), number: v.nullable(v.string()), position: v.number(), text: v.string() }),
  subject: v.pipe(v.string(), v.guard(isSubjectKey)),
  period: v.string(),
  part: v.nullable(v.number()),
  kind: v.picklist(waitKinds),
  sinceMs: v.number(),
  text: v.string(),
  to: date,
  author: v.string(),
  toldBy: v.nullable(v.string()),
  dueDate: date,
  isOverdue: v.boolean(),
  evidence: v.number(),
})

/** Reads the answer of `GET /api/office/queue`; null when it is not of this version's shape. */
export function readQueue(body: unknown): readonly QueueRow[] | null {
  const parsed = v.safeParse(v.array(row), body)
  return parsed.success ? parsed.output : null
}
