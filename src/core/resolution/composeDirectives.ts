import { splitLabels, findDeadlineInside, toDeadline } from './findDeadline.ts'
import { readInlineAddressee } from './findAddressees.ts'
import { findScope } from './findScope.ts'
import type { GroupedClauses, PointGroup, SectionGroup } from './groupClauses.ts'
import type { ParseIssue } from './issues.ts'
import { type NormalizedText, sourceSpan } from './normalizeText.ts'
import type { ParsedAddressee, ParsedChild, ParsedDeadline, ParsedDirective, ParsedSection, PointRule } from './parsedResolution.ts'
import { spanInClause, textInClause } from './clausePlace.ts'
import type { Span } from './span.ts'
import type { Clause } from './splitClauses.ts'

export interface ComposedDirectives {
  readonly sections: readonly ParsedSection[]
  readonly directives: readonly ParsedDirective[]
  readonly issues: readonly ParseIssue[]
}

interface Composing {
  readonly normalized: NormalizedText
  readonly documentDate: string | null
  readonly issues: ParseIssue[]
}

const pointRules: Readonly<Record<Clause['marker']['style'], PointRule>> = {
  none: 'plain_point',
  dash: 'dash_point',
  bullet: 'dash_point',
  number: 'numbered_point',
  bracket: 'numbered_point',
  roman: 'numbered_point',
  letter: 'lettered_point',
}

/** Turns grouped clauses into sections and directives with their deadlines, spans, scopes and repeats. */
export function composeDirectives(normalized: NormalizedText, grouped: GroupedClauses, documentDate: string | null): ComposedDirectives {
  const composing: Composing = { normalized, documentDate, issues: [] }
  const directives: ParsedDirective[] = []
  const sections = grouped.sections.map((group, index) => {
    const composed = group.points.map((point, place) => composeDirective(composing, point, index, place + 1))
    directives.push(...composed)
    return composeSection(composing, group, index, composed)
  })
  return { sections, directives: markRepeats(sections, directives), issues: composing.issues }
}

function composeSection(composing: Composing, group: SectionGroup, index: number, directives: readonly ParsedDirective[]): ParsedSection {
  const { clause } = group
  const first = clause ?? group.points[0]?.clause
  const span = clause === null ? null : sourceSpan(composing.normalized, clause.from, clause.to)
  const addressee = group.addressee ?? addressNobody(clause?.text ?? null, directives)
  if (addressee.rule === 'audience_unknown') composing.issues.push({ type: 'AudienceUnknown', span })
  return {
    index,
    line: first?.lines[0] ?? 1,
    heading: clause?.text ?? null,
    number: clause?.marker.number ?? null,
    headingKind: group.kind,
    addressee,
    span,
    rule: group.rule,
  }
}

function addressNobody(heading: string | null, directives: readonly ParsedDirective[]): ParsedAddressee {
  const texts = directives.map(({ text, children }) => [text, ...children.map((child) => child.text)].join(' '))
  return { text: null, responsible: null, audience: ['unaddressed'], ...findScope(heading, texts), rule: 'nobody_named' }
}

function composeDirective(composing: Composing, point: PointGroup, section: number, ordinal: number): ParsedDirective {
  const { clause } = point
  const { normalized, issues } = composing
  const read = readPoint(composing, point)
  for (const span of read.unread) issues.push({ type: 'DeadlineNotUnderstood', span })
  const text = textInClause(clause, 0, read.end)
  const addressee = readInlineAddressee(text)
  return {
    number: clause.marker.number,
    section,
    ordinal,
    text,
    children: read.children,
    deadline: read.deadline,
    ...(addressee === null ? {} : { addressee }),
    ...(read.responsible === null ? {} : { responsible: read.responsible }),
    lines: [clause, ...point.children, ...point.labels].flatMap(({ lines }) => lines),
    span: spanInClause(normalized, clause, 0, read.end),
    rule: pointRules[clause.marker.style],
  }
}

interface ReadPoint {
  readonly end: number
  readonly children: readonly ParsedChild[]
  readonly deadline: ParsedDeadline
  readonly responsible: string | null
  readonly unread: readonly Span[]
}

/**
 * A labelled deadline is taken from the end of the point, of its last nested point, or from a line of its own: wherever it
 * stands, it belongs to the point. Without one, a date inside the sentence is looked for.
 */
function readPoint({ normalized, documentDate }: Composing, point: PointGroup): ReadPoint {
  const own = [point.clause, ...point.children.slice(-1), ...point.labels]
  const splits = own.map((clause) => ({ clause, split: splitLabels(clause.text, documentDate) }))
  const last = point.children.at(-1)
  const labelled = splits.flatMap(({ clause, split }) => (split.deadline === null ? [] : [{ clause, deadline: split.deadline }]))[0]
  const unread = splits.flatMap(({ clause, split }) => (split.unread === null ? [] : [spanInClause(normalized, clause, split.unread.from, split.unread.to)]))
  // A point that is nothing but a label keeps its words.
  const end = splits[0]?.split.end || point.clause.text.length
  const children = point.children.map((clause) => {
    const cut = clause === last ? (splits[1]?.split.end ?? clause.text.length) : clause.text.length
    return composeChild(normalized, clause, cut)
  })
  const responsible = splits.flatMap(({ split }) => (split.responsible === null ? [] : [split.responsible]))[0] ?? null
  const rest = { end, children, responsible, unread }
  if (labelled === undefined) return { ...rest, deadline: readDeadlineInside(normalized, point.clause, end, documentDate) }
  const { clause, deadline } = labelled
  const { position, rule } = placeOf(clause, point)
  const printed = toDeadline(deadline.value, textInClause(clause, deadline.from, deadline.to), position)
  return { ...rest, deadline: { ...printed, span: spanInClause(normalized, clause, deadline.from, deadline.to), rule } }
}

function placeOf(clause: Clause, point: PointGroup): { readonly position: 'end_of_point' | 'after_last_child' | 'after'; readonly rule: ParsedDeadline['rule'] } {
  if (clause === point.clause) return { position: 'end_of_point', rule: 'labelled_at_end' }
  if (point.labels.includes(clause)) return { position: 'after', rule: 'labelled_on_own_line' }
  return { position: 'after_last_child', rule: 'labelled_after_children' }
}

function readDeadlineInside(normalized: NormalizedText, clause: Clause, end: number, documentDate: string | null): ParsedDeadline {
  const found = findDeadlineInside(clause.text.slice(0, end), documentDate)
  if (found === null) return { kind: 'none', text: null, span: null, rule: 'no_deadline' }
  return { ...found.deadline, span: spanInClause(normalized, clause, found.from, found.to), rule: found.rule }
}

function composeChild(normalized: NormalizedText, clause: Clause, end: number): ParsedChild {
  return {
    number: clause.marker.number,
    text: textInClause(clause, 0, end),
    span: spanInClause(normalized, clause, 0, end),
    rule: pointRules[clause.marker.style],
  }
}

/**
 * A point printed word for word a second time, to the same addressee under another heading, names the first; the same
 * words to another addressee are a task of their own.
 */
function markRepeats(sections: readonly ParsedSection[], directives: readonly ParsedDirective[]): readonly ParsedDirective[] {
  const firstByKey = new Map<string, ParsedDirective>()
  return directives.map((directive) => {
    const addressee = directive.addressee ?? sections[directive.section]?.addressee
    const key = JSON.stringify([addressee?.text ?? null, directive.text, directive.children.map(({ text }) => text)])
    const first = firstByKey.get(key)
    if (first === undefined) firstByKey.set(key, directive)
    if (first === undefined || first.section === directive.section) return directive
    return { ...directive, duplicateOf: { section: first.section, ordinal: first.ordinal, number: first.number } }
  })
}
