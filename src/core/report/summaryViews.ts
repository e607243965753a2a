import type { ChildId, ControlState, DateOnly, Directive, ExecutionState, Organization, Resolution } from '#core/directive'
import type { FieldAnswer } from '#core/sync'
import type { CellState } from './officeViews.ts'

/*
 * What the reports of the office are made of: `GET /api/office/reports/marks`, in pages of organizations, so that a
 * large district is gathered with progress and may be given up. Plain data; every `…Ms` an instant of the server's clock.
 */

/** What is the same for every page of one report; only the first page carries it. */
export interface SummaryHead {
  /** The day at whose end things are shown, in the district's zone. */
  readonly on: DateOnly
  readonly today: DateOnly
  /** When the first page was read. */
  readonly madeMs: number
  /** The first instant that no longer counts: the end of the day `on`. */
  readonly untilMs: number
  readonly district: { readonly name: string; readonly zone: string }
  /** Lines above every paper, as the office set them. */
  readonly letterhead: readonly string[]
  readonly clerk: { readonly name: string; readonly post: string; readonly phone: string }
  /** Who signs: as the settings say, else the office's chief; null where neither is known. */
  readonly signer: { readonly name: string; readonly post: string } | null
  readonly documents: readonly Resolution[]
  /** Of all those documents, in their order, in the version of that day. */
  readonly directives: readonly Directive[]
  /** How many versions of documents the server knew: another number on a later page means the report is begun anew. */
  readonly revision: number
}

/** One page of `GET /api/office/reports/marks`. */
export interface SummaryPage {
  readonly head: SummaryHead | null
  readonly revision: number
  /** How many organizations the whole report has. */
  readonly total: number
  readonly organizations: readonly OrganizationMarks[]
  /** What to ask the next page with; null at the end. */
  readonly next: string | null
}

/** One organization's part of a report. */
export interface OrganizationMarks {
  readonly organization: Pick<Organization, 'id' | 'number' | 'name' | 'kinds' | 'settlement'> & { readonly head: string; readonly phone: string }
  /** When one of its phones was last heard of; null when none was ever connected. */
  readonly lastContactMs: number | null
  readonly marks: readonly SummaryMark[]
}

/** Where one assignment stood at the end of the day: a whole point, one period of a standing one, or a child. */
export interface SummaryMark {
  /** Place of its directive in `SummaryHead.directives`. */
  readonly directive: number
  /** `whole` where the directive is reported once. */
  readonly period: string
  readonly childId: ChildId | null
  /** The one by which the matrix shows the directive. */
  readonly isMain: boolean
  readonly state: CellState
  readonly execution: ExecutionState
  readonly control: ControlState
  readonly dueDate: DateOnly | null
  readonly isOverdue: boolean
  readonly hasRequest: boolean
  /** The office took the point back: it is counted by itself. */
  readonly isWithdrawn?: boolean
  readonly isAcknowledged: boolean
  /** What the school wrote with its claim, or why it says the point is not its own; may be empty. */
  readonly text: string
  /** When the school made its standing claim; null while it made none. */
  readonly claimedMs: number | null
  /** What the office wrote with its standing decision; may be empty. */
  readonly reason: string
  readonly decidedMs: number | null
  /** Until when a returned report is expected again. */
  readonly fixBy: DateOnly | null
  /** Since when the report or the request waits for the office's decision; null when nothing waits. */
  readonly waitsSinceMs: number | null
  /** Answers to the directive's report fields, by field id. */
  readonly answers: readonly (readonly [string, FieldAnswer])[]
}
