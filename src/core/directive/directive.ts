import type { Audience } from './organization.ts'
import type { ChildId, DateOnly, DirectiveId, OrganizationId, ResolutionId } from './ids.ts'

/** Whether the document orders or only recommends. */
export type Force = 'order' | 'recommendation'

/**
 * A deadline as printed. Dates are ISO (`2022-09-01`) or a bare year where the text gives only a year (`2024`);
 * `null` bounds are open. Kinds and their meaning: `docs/resolution-grammar.md`.
 */
export type PrintedDeadline =
  | { readonly kind: 'none'; readonly text: null }
  | { readonly kind: 'until_date' | 'date'; readonly text: string; readonly position: DeadlinePosition; readonly date: string | null }
  | { readonly kind: 'year'; readonly text: string; readonly position: DeadlinePosition; readonly year: number }
  | { readonly kind: 'from_date'; readonly text: string; readonly position: DeadlinePosition; readonly from: string }
  | { readonly kind: 'period'; readonly text: string; readonly position: DeadlinePosition; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'permanent' | 'immediate'; readonly text: string; readonly position: DeadlinePosition }
  | { readonly kind: 'recurring'; readonly text: string; readonly position: DeadlinePosition; readonly every: RecurrenceUnit; readonly day?: number; readonly date?: string }
  | { readonly kind: 'event'; readonly text: string; readonly position: DeadlinePosition; readonly days: number }

export type DeadlinePosition = 'end_of_point' | 'after_last_child' | 'inside_text' | 'after'
export type RecurrenceUnit = 'day' | 'week' | 'month' | 'quarter' | 'year'

/** How often a standing directive is reported; the office chooses. */
export type PeriodUnit = 'year' | 'half_year' | 'quarter' | 'school_year'

/** The name of the rule that computed a date, shown beside it; one sentence per rule stands in the catalogue. */
export type DateRule =
  | 'given_date'
  | 'bare_year'
  | 'period_end'
  | 'start_only'
  | 'no_date'
  | 'immediate'
  | 'promptly'
  | 'recurring'
  | 'standing'
  | 'after_receipt'

/** What a district's rule set makes of a printed deadline. */
export interface ComputedDeadline {
  readonly dueDate: DateOnly | null
  readonly rule: DateRule
  /** The printed day before it was moved off a non-working day; null when it was not moved. */
  readonly movedFrom: DateOnly | null
  /** The reading is one of several; the clerk confirms it. */
  readonly toConfirm: boolean
}

/** A typed field the office asks to be filled with a report; at most five per directive. */
export interface ReportField {
  readonly id: string
  readonly label: string
  readonly type: 'number' | 'yesNo' | 'date' | 'text' | 'link'
  readonly unit: string | null
}

/** A file (by content hash) or a link that the office attaches to a document or a directive. */
export interface Material {
  readonly id: string
  readonly title: string
  readonly hash: string | null
  readonly link: string | null
  readonly sizeBytes: number | null
  /** The usual ending of such a file's name, e.g. "pdf", told by its bytes; absent for a link. */
  readonly fileType?: string
}

export interface DirectiveChild {
  readonly id: ChildId
  readonly text: string
}

/** Whom a directive is addressed to, as written and as resolved. */
export interface Addressee {
  /** As written, without the person and the colon; null where the text names nobody. */
  readonly text: string | null
  /** The person in brackets, as written. */
  readonly responsible: string | null
  readonly audience: readonly Audience[]
  /** The text's own hint when nobody is named: which kinds its wording concerns, and the words that say so. */
  readonly scope: readonly Audience[]
  readonly scopeBasis: string | null
  /** Organizations picked by the clerk besides or instead of kinds. */
  readonly organizationIds: readonly OrganizationId[]
  /** Who decided: the text itself, or the clerk («адресовано специалистом»). */
  readonly decidedBy: 'text' | 'clerk'
}

/** One version of a directive; stored once per district, named by the facts that saw it. */
export interface Directive {
  readonly id: DirectiveId
  readonly resolutionId: ResolutionId
  readonly version: number
  /** Place in the document, from 1: printed numbers repeat. */
  readonly position: number
  /** As printed; null for a dash. */
  readonly number: string | null
  /** The heading that carries the verb or names the field of work; null under an addressee. */
  readonly heading: string | null
  readonly headingKind: 'addressee' | 'task' | 'lead_in' | 'area' | null
  readonly text: string
  readonly children: readonly DirectiveChild[]
  readonly addressee: Addressee
  readonly deadline: PrintedDeadline
  readonly computed: ComputedDeadline
  /** The office's own date for a report where the text prints none. */
  readonly reportDue: DateOnly | null
  /** Set for «постоянно» and other standing directives. */
  readonly periodUnit: PeriodUnit | null
  /** The first day of the first period: the one in which the office published. */
  readonly firstPeriodFrom: DateOnly | null
  readonly reportFields: readonly ReportField[]
  readonly materials: readonly Material[]
}

/** One version of a document. */
export interface Resolution {
  readonly id: ResolutionId
  readonly version: number
  readonly kind: ResolutionKind
  /** The word as printed, e.g. «Решение коллегии». */
  readonly kindText: string
  readonly number: string | null
  readonly date: DateOnly | null
  readonly issuer: string | null
  readonly title: string
  readonly force: Force
  readonly materials: readonly Material[]
}

export type ResolutionKind = 'resolution' | 'decision' | 'protocol' | 'order' | 'ruling' | 'recommendations' | 'plan' | 'assignments'
