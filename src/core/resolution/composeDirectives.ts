import { judgeAddressee, judgeDeadline, judgeText } from './confidence.ts'
import { chooseControlling, findDeadlinesInside, splitLabels, toDeadline } from './findDeadline.ts'
import { bareAddressingVerb } from './addresseeLexicon.ts'
import { readInlineAddressee, readInlinePerson, readResponsible } from './findAddressees.ts'
import { type DeadlineValue, readDeadlineValue } from './readDeadlineValue.ts'
import { findScope } from './findScope.ts'
import type { GroupedClauses, PointGroup, SectionGroup } from './groupClauses.ts'
import type { ParseIssue } from './issues.ts'
import { flatText, sourceSpan } from './normalizeText.ts'
import type { NormalizedText } from './normalizedText.ts'
import type { ParsedAddressee, ParsedChild, ParsedDeadline, ParsedDirective, ParsedSection, PointRule } from './parsedResolution.ts'
import { spanInClause, textInClause } from './clausePlace.ts'
import type { Span } from './span.ts'
import type { Clause, ClauseRow } from './splitClauses.ts'

export interface ComposedDirectives {
  readonly sections: readonly ParsedSection[]
  readonly directives: readonly ParsedDirective[]
  readonly issues: readonly ParseIssue[]
}

interface Composing {
  readonly normalized: NormalizedText
  readonly documentDate: string | null
  /** The year that a table's row names for the rows after it. */
  readonly yearOfRows: number | null
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

/**
 * Turns grouped clauses into sections and directives with their deadlines, spans, scopes, repeats and confidence.
 * `hasBeginning` says that words of deciding show where the points begin.
 */
export function composeDirectives(normalized: NormalizedText, grouped: GroupedClauses, documentDate: string | null, hasBeginning: boolean): ComposedDirectives {
  const composing: Composing = { normalized, documentDate, yearOfRows: null, issues: [] }
  const directives: ParsedDirective[] = []
  const sections = grouped.sections.map((group, index) => {
    const yearOfRows = yearOfSection(group)
    const afterVerb = group.clause !== null && bareAddressingVerb.test(group.clause.text)
    const own = { ...composing, yearOfRows, documentDate: yearOfRows === null ? documentDate : `${String(yearOfRows)}-01-01` }
    const drafts = group.points.map((point, place) => composeDirective(own, point, { section: index, ordinal: place + 1, afterVerb }))
    const section = composeSection(composing, group, index, drafts)
    directives.push(...drafts.map((draft) => judge(draft, section, hasBeginning || group.addressee !== null)))
    return section
  })
  return { sections, directives: markRepeats(sections, directives), issues: composing.issues }
}

/** Under «2024 год» a day or a month is of that year. */
function yearOfSection({ clause }: SectionGroup): number | null {
  const year = /^(?:на\s)?((?:19|20|21)\d{2})\s?(?:год|г\.?)?$/u.exec(clause?.text.trim() ?? '')?.[1]
  return year === undefined ? null : Number(year)
}

function composeSection(composing: Composing, group: SectionGroup, index: number, directives: readonly Draft[]): ParsedSection {
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

function addressNobody(heading: string | null, directives: readonly Draft[]): ParsedAddressee {
  const texts = directives.map(({ text, children }) => [text, ...children.map((child) => child.text)].join(' '))
  return { text: null, responsible: null, audience: ['unaddressed'], ...findScope(heading, texts), rule: 'nobody_named' }
}

interface PointPlace {
  readonly section: number
  readonly ordinal: number
  /** The heading above is a verb that charges somebody. */
  readonly afterVerb: boolean
}

/** A directive before its section is known whole: the section's scope is read from all its points. */
type Draft = Omit<ParsedDirective, 'confidence'> & { readonly isOwnFromLabel: boolean; readonly isUnread: boolean }

function composeDirective(composing: Composing, point: PointGroup, { section, ordinal, afterVerb }: PointPlace): Draft {
  const { clause } = point
  const { normalized, issues } = composing
  const read = clause.row === null ? readPoint(composing, point) : readRow(composing, clause, clause.row)
  for (const span of read.unread) issues.push({ type: 'DeadlineNotUnderstood', span })
  const text = textInClause(clause, 0, read.end)
  const named = read.responsible === null ? { addressee: null, responsible: null } : readResponsible(read.responsible)
  // Whom the sentence itself addresses goes before whom it makes responsible.
  const inline = readInlineAddressee(text, afterVerb)
  const addressee = inline ?? named.addressee
  const responsible = (inline === null || named.addressee === null ? named.responsible : read.responsible) ?? readInlinePerson(text)
  return {
    number: clause.marker.number,
    section,
    ordinal,
    text,
    children: read.children,
    deadline: read.deadline,
    ...(read.more.length === 0 ? {} : { moreDeadlines: read.more }),
    ...(addressee === null ? {} : { addressee }),
    ...(responsible === null ? {} : { responsible }),
    lines: [clause, ...point.children, ...point.labels].flatMap(({ lines }) => lines),
    span: spanInClause(normalized, clause, 0, read.end),
    rule: clause.row === null ? pointRules[clause.marker.style] : 'table_row',
    isOwnFromLabel: inline === null && addressee !== null,
    isUnread: read.unread.length > 0,
  }
}

/** Says how far each reading of a directive is to be trusted. */
function judge({ isOwnFromLabel, isUnread, ...directive }: Draft, section: ParsedSection, hasBeginning: boolean): ParsedDirective {
  const { text, rule, deadline, children, addressee: own = null, moreDeadlines = [] } = directive
  const whole = [text, ...children.map((child) => child.text)].join(' ')
  const confidence = {
    text: judgeText({ text, rule, section, own, isOwnFromLabel, hasBeginning }),
    addressee: judgeAddressee({ section, own, isOwnFromLabel }),
    deadline: judgeDeadline(deadline, { text: whole, more: moreDeadlines.length, isUnread }),
  }
  return { ...directive, confidence }
}

interface ReadPoint {
  readonly end: number
  readonly children: readonly ParsedChild[]
  readonly deadline: ParsedDeadline
  readonly more: readonly ParsedDeadline[]
  readonly responsible: string | null
  readonly unread: readonly Span[]
}

const noDeadline: ParsedDeadline = { kind: 'none', text: null, span: null, rule: 'no_deadline' }

/**
 * A labelled deadline is taken from the end of the point, of its last nested point, or from a line of its own: wherever it
 * stands, it belongs to the point and controls it. Without one, the dates inside the sentence are looked for.
 */
function readPoint({ normalized, documentDate }: Composing, point: PointGroup): ReadPoint {
  const own = [point.clause, ...point.children.slice(-1), ...point.labels]
  const splits = own.map((clause) => ({ clause, split: splitLabels(clause.text, documentDate) }))
  const last = point.children.at(-1)
  const labelled = splits.flatMap(({ clause, split }): ParsedDeadline[] => {
    if (split.deadline === null) return []
    const { value, from, to } = split.deadline
    const { position, rule } = placeOf(clause, point)
    return [{ ...toDeadline(value, textInClause(clause, from, to), position), span: spanInClause(normalized, clause, from, to), rule }]
  })
  const unread = splits.flatMap(({ clause, split }) => (split.unread === null ? [] : [spanInClause(normalized, clause, split.unread.from, split.unread.to)]))
  // A point that is nothing but a label keeps its words.
  const end = splits[0]?.split.end || point.clause.text.length
  const children = point.children.map((clause) => {
    const cut = clause === last ? (splits[1]?.split.end ?? clause.text.length) : clause.text.length
    return composeChild(normalized, clause, cut)
  })
  const responsible = splits.flatMap(({ split }) => (split.responsible === null ? [] : [split.responsible])).join(', ')
  const inside = readDeadlinesInside(normalized, point.clause, end, documentDate)
  const [first] = labelled
  const controlling = first ?? inside[chooseControlling(inside)] ?? noDeadline
  const more = [...labelled, ...inside].filter((deadline) => deadline !== controlling)
  return { end, children, deadline: controlling, more, responsible: responsible === '' ? null : responsible, unread }
}

/** «в течение года» under a row «2024 год» is that year. */
function readCell(words: string, documentDate: string | null, yearOfRows: number | null): DeadlineValue | null {
  const value = readDeadlineValue(words, documentDate)
  return yearOfRows !== null && value?.kind === 'period' && value.from === null && value.to === null && /года$/u.test(words) ? { kind: 'year', year: yearOfRows } : value
}

/** The cells of a table's row say what labels say elsewhere. */
function readRow({ normalized, documentDate, yearOfRows }: Composing, clause: Clause, { deadline, responsible }: ClauseRow): ReadPoint {
  const end = clause.text.length
  const inside = readDeadlinesInside(normalized, clause, end, documentDate)
  const words = deadline === null ? '' : flatText(normalized, deadline.from, deadline.to)
  const value = words === '' ? null : readCell(words, documentDate, yearOfRows)
  const span = deadline === null ? null : sourceSpan(normalized, deadline.from, deadline.to)
  const printed: ParsedDeadline | null = value === null ? null : { ...toDeadline(value, words, 'after'), span, rule: 'table_cell' }
  const isUnread = printed === null && /[\p{L}\d]/u.test(words)
  return {
    end,
    children: [],
    deadline: printed ?? (isUnread ? noDeadline : (inside[chooseControlling(inside)] ?? noDeadline)),
    more: printed === null ? [] : inside,
    responsible: responsible === null ? null : flatText(normalized, responsible.from, responsible.to),
    unread: isUnread && span !== null ? [span] : [],
  }
}

function placeOf(clause: Clause, point: PointGroup): { readonly position: 'end_of_point' | 'after_last_child' | 'after'; readonly rule: ParsedDeadline['rule'] } {
  if (clause === point.clause) return { position: 'end_of_point', rule: 'labelled_at_end' }
  if (point.labels.includes(clause)) return { position: 'after', rule: 'labelled_on_own_line' }
  return { position: 'after_last_child', rule: 'labelled_after_children' }
}

function readDeadlinesInside(normalized: NormalizedText, clause: Clause, end: number, documentDate: string | null): readonly ParsedDeadline[] {
  return findDeadlinesInside(clause.text.slice(0, end), documentDate).map(({ deadline, from, to, rule }) => ({ ...deadline, span: spanInClause(normalized, clause, from, to), rule }))
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
