import type {
  Addressee,
  DateOnly,
  Directive,
  DirectiveChild,
  DirectiveId,
  Force,
  Material,
  PeriodUnit,
  PrintedDeadline,
  ReportField,
  ResolutionKind,
} from '#core/directive'
import type { Doubt, Span } from '#core/resolution'

/** What a clerk looks at again before publishing; null where there is no doubt, or the clerk has settled it. */
export interface DraftDoubts {
  readonly text: Doubt | null
  readonly addressee: Doubt | 'InstitutionUnknown' | null
  readonly deadline: Doubt | null
}
export type DraftDoubt = NonNullable<DraftDoubts[keyof DraftDoubts]>

/** Where the words stand in the document's text; null for what the clerk wrote. */
export interface DraftSpans {
  readonly text: Span | null
  readonly deadline: Span | null
}

/** One row of the review: a directive in the making, or a line that is none («не поручение»). */
export interface DraftItem {
  /** Of the directive it becomes. */
  readonly id: DirectiveId
  readonly isDirective: boolean
  readonly number: string | null
  readonly heading: string | null
  readonly headingKind: Directive['headingKind']
  readonly text: string
  readonly children: readonly DirectiveChild[]
  readonly addressee: Addressee
  readonly deadline: PrintedDeadline
  /** The office's own date for a report where the text prints none. */
  readonly reportDue: DateOnly | null
  /** Set for standing directives. */
  readonly periodUnit: PeriodUnit | null
  readonly isOnControl: boolean
  readonly reportFields: readonly ReportField[]
  readonly materials: readonly Material[]
  readonly spans: DraftSpans
  readonly doubts: DraftDoubts
}

/** What the document says of itself, as the clerk leaves it. */
export interface DraftDocument {
  readonly kind: ResolutionKind
  readonly kindText: string
  readonly number: string | null
  readonly date: DateOnly | null
  readonly issuer: string | null
  readonly title: string
  readonly force: Force
  readonly materials: readonly Material[]
}

/** A document being checked before it is published. */
export interface DraftBody {
  readonly document: DraftDocument
  readonly items: readonly DraftItem[]
}
