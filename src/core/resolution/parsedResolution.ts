import type { Audience, Force, PrintedDeadline, ResolutionKind } from '#core/directive'
import type { DirectiveConfidence } from './judgement.ts'
import type { ParseIssue } from './issues.ts'
import type { Span } from './span.ts'

/** What the document says of itself. A field the text does not print, or prints in a way no rule reads, is null. */
export interface ParsedDocument {
  readonly kind: ResolutionKind | null
  /** The word as printed, e.g. «Решение коллегии». */
  readonly kindText: string | null
  /** The topic without its outer quotes. */
  readonly title: string | null
  /** The body that adopted the document, in the nominative. */
  readonly issuer: string | null
  /** Nominative, e.g. «город Н», «Н-ский район». */
  readonly municipality: string | null
  readonly region: string | null
  readonly number: string | null
  /** ISO date `2021-12-17` of the document or its meeting; dates of cited acts never stand here. */
  readonly date: string | null
  readonly dateText: string | null
  readonly place: string | null
  readonly attendees: number | null
  readonly attendeesText: string | null
  readonly chair: string | null
  readonly chairTitle: string | null
  /** The words after which the directives begin, verbatim. */
  readonly operativeMarker: string | null
  readonly operativeSpan: Span | null
  readonly force: Force
  /** Questions and tasks listed before the operative part: they look like directives and are not. */
  readonly considered: readonly string[]
  readonly goal: string | null
}

export type HeadingKind = 'addressee' | 'task' | 'lead_in' | 'area'

/** How a heading was recognised; each rule is described in `docs/resolution-grammar.md`. */
export type HeadingRule = 'addressee_heading' | 'number_over_numbers' | 'heading_over_list' | 'table_section' | 'points_without_heading'

/** How an addressee's audience was read. */
export type AddresseeRule =
  | 'institution_named'
  | 'kinds_named'
  | 'kinds_in_brackets'
  | 'every_kind'
  | 'staff_named'
  | 'audience_unknown'
  | 'nobody_named'

/** Whom a section or a point addresses, as the text says it. */
export interface ParsedAddressee {
  /** As written, without the person in brackets and the colon; null where nobody is named. */
  readonly text: string | null
  readonly responsible: string | null
  readonly audience: readonly Audience[]
  /** Organizations called by name or number, one each; absent where there are none. */
  readonly institutions?: readonly string[]
  /** Who is left out («кроме …»), as written. */
  readonly except?: string
  /** Further addressees that the text names beside the first. */
  readonly more?: readonly ParsedAddressee[]
  /** Only where nobody is named: which kinds the wording concerns, and the words that say so, in quotes. */
  readonly scope?: readonly Audience[]
  readonly scopeBasis?: string | null
  readonly rule: AddresseeRule
}

export interface ParsedSection {
  readonly index: number
  /** Line of the source, from 1. */
  readonly line: number
  /** Verbatim, without its number; null where points stand under no heading. */
  readonly heading: string | null
  readonly number: string | null
  readonly headingKind: HeadingKind | null
  readonly addressee: ParsedAddressee
  readonly span: Span | null
  readonly rule: HeadingRule
}

/** What made a line a point of its own. */
export type PointRule = 'numbered_point' | 'lettered_point' | 'dash_point' | 'plain_point' | 'table_row'

export type DeadlineRule =
  | 'labelled_at_end'
  | 'labelled_after_children'
  | 'labelled_on_own_line'
  | 'date_inside'
  | 'period_inside'
  | 'start_inside'
  | 'recurrence_inside'
  | 'day_inside'
  | 'event_inside'
  | 'bracketed_label'
  | 'table_cell'
  | 'no_deadline'

/** A printed deadline with its place in the text; both are absent where there is none. */
export type ParsedDeadline = PrintedDeadline & { readonly span: Span | null; readonly rule: DeadlineRule }

export interface ParsedChild {
  /** As printed, without the closing dot or bracket; null for a dash. */
  readonly number: string | null
  readonly text: string
  readonly span: Span
  readonly rule: PointRule
}

/** A word-for-word repeat points to the first place the document printed it. */
export interface DuplicateOf {
  readonly section: number
  readonly ordinal: number
  readonly number: string | null
}

export interface ParsedDirective {
  /** As printed, without the closing dot; null for a dash. Printed numbers repeat: section and ordinal are the key. */
  readonly number: string | null
  readonly section: number
  /** Place in its section, from 1. */
  readonly ordinal: number
  /** Verbatim with whitespace normalised, without marker, number and a deadline printed after the sentence. */
  readonly text: string
  readonly children: readonly ParsedChild[]
  readonly deadline: ParsedDeadline
  /** Further deadlines of the same point, in the order of the text; absent where there are none. */
  readonly moreDeadlines?: readonly ParsedDeadline[]
  /** Its own addressee, where the sentence names one; it goes before the section's. */
  readonly addressee?: ParsedAddressee
  /** From «Ответственный: …», as printed. */
  readonly responsible?: string
  readonly duplicateOf?: DuplicateOf
  /** Lines of the source it stands on, from 1. */
  readonly lines: readonly number[]
  readonly span: Span
  readonly rule: PointRule
  readonly confidence: DirectiveConfidence
}

/** An act of the issuer itself («Утвердить …», «Контроль … возложить на …»): nobody's task on a phone. */
export interface IssuerAct {
  readonly number: string | null
  readonly text: string
  readonly span: Span
}

/** What the parser made of one text. */
export interface ParsedResolution {
  readonly document: ParsedDocument
  readonly sections: readonly ParsedSection[]
  readonly directives: readonly ParsedDirective[]
  readonly optional: readonly IssuerAct[]
  readonly issues: readonly ParseIssue[]
}
