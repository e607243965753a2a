import { readAddresseeHeading } from './findAddressees.ts'
import { findAction, startsWithAction } from './findAction.ts'
import { readInlineAddressee } from './findAddressees.ts'
import { clauseLabels, issuerAct } from './lexicon.ts'
import type { HeadingKind, HeadingRule, ParsedAddressee } from './parsedResolution.ts'
import type { Clause } from './splitClauses.ts'

/** One point with what is printed under it. */
export interface PointGroup {
  readonly clause: Clause
  readonly children: Clause[]
  /** Lines of its own that hold only «Срок: …» or «Отв.: …». */
  readonly labels: Clause[]
}

/** One heading with its points; `clause` is null where points stand under no heading. */
export interface SectionGroup {
  readonly clause: Clause | null
  readonly kind: HeadingKind | null
  readonly rule: HeadingRule
  readonly addressee: ParsedAddressee | null
  readonly points: PointGroup[]
}

export interface GroupedClauses {
  readonly sections: readonly SectionGroup[]
  readonly issuerActs: readonly Clause[]
  /** Paragraphs that are neither heading nor point. */
  readonly unread: readonly Clause[]
}

/** Gathers the clauses of the operative part into sections, points and nested points. A heading without points is dropped. */
export function groupClauses(clauses: readonly Clause[]): GroupedClauses {
  const sections: SectionGroup[] = []
  const issuerActs: Clause[] = []
  const unread: Clause[] = []
  for (const [index, clause] of clauses.entries()) {
    const section = sections.at(-1) ?? null
    const point = section?.points.at(-1) ?? null
    const heading = readHeading(clause, clauses[index + 1], section)
    if (clauseLabels.test(clause.text)) {
      if (point === null) unread.push(clause)
      else point.labels.push(clause)
    } else if (heading !== null) {
      sections.push(heading)
    } else if (point !== null && isChild(clause, point)) {
      point.children.push(clause)
    } else if (!isPoint(clause, section)) {
      unread.push(clause)
    } else {
      const host = section !== null && !leavesSection(clause, section) ? section : openSection(sections)
      if (host.addressee === null && issuerAct.test(clause.text)) issuerActs.push(clause)
      else host.points.push({ clause, children: [], labels: [] })
    }
  }
  return { sections: sections.filter(({ points }) => points.length > 0), issuerActs, unread }
}

function openSection(sections: SectionGroup[]): SectionGroup {
  const section: SectionGroup = { clause: null, kind: null, rule: 'points_without_heading', addressee: null, points: [] }
  sections.push(section)
  return section
}

function readHeading(clause: Clause, next: Clause | undefined, section: SectionGroup | null): SectionGroup | null {
  if (next === undefined) return null
  const over = isOver(clause, next)
  const colon = clause.text.endsWith(':')
  const addressee = colon || (over && !/[.;]$/u.test(clause.text)) ? readAddresseeHeading(clause.text) : null
  if (addressee !== null) return { clause, kind: 'addressee', rule: 'addressee_heading', addressee, points: [] }
  const numbered = over && next.marker.depth > clause.marker.depth && !isInsideSection(clause, section)
  const unnumbered = colon && clause.marker.style === 'none' && next.marker.style !== 'none' && !isOpenPoint(section)
  if (!numbered && !unnumbered) return null
  return { clause, kind: headingKind(clause, next), rule: numbered ? 'number_over_numbers' : 'heading_over_list', addressee: null, points: [] }
}

/** A point above decides what an unmarked line with a colon is: right under a numbered point it is part of that point. */
function isOpenPoint(section: SectionGroup | null): boolean {
  const point = section?.points.at(-1)
  return point !== undefined && point.clause.text.endsWith(':') && point.children.length === 0
}

function headingKind(clause: Clause, next: Clause): HeadingKind {
  if (!startsWithAction(clause.text)) return 'area'
  return startsWithAction(next.text) ? 'task' : 'lead_in'
}

/** Whether the next clause stands one level below: «3.1» under «3», «1» under «I», a dash under a number or plain line. */
function isOver(clause: Clause, next: Clause): boolean {
  const { style, number } = clause.marker
  if (next.marker.style === 'none') return false
  if (next.marker.style === 'number' && style === 'number') return number !== null && (next.marker.number ?? '').startsWith(`${number}.`)
  if (style === 'roman') return next.marker.style === 'number'
  return style === 'none' || (style === 'number' && next.marker.style !== 'roman')
}

/** «2.1» under the heading «2» with «2.1.1» below it is a point with nested points, no heading. */
function isInsideSection(clause: Clause, section: SectionGroup | null): boolean {
  const number = section?.clause?.marker.number ?? null
  return number !== null && (clause.marker.number ?? '').startsWith(`${number}.`)
}

function isChild(clause: Clause, point: PointGroup): boolean {
  const { style, number } = clause.marker
  const parent = point.clause.marker
  const opened = point.clause.text.endsWith(':')
  if (style === 'none') return /^\p{Ll}/u.test(clause.text) && opened && (point.children.length === 0 || point.children.at(-1)?.marker.style === 'none')
  if (style === 'roman') return false
  if (style === 'number') return parent.style === 'number' && number !== null && number.startsWith(`${parent.number ?? ''}.`)
  if (parent.style === 'number' || parent.style === 'roman') return true
  if (parent.style === style) return opened && !startsWithAction(clause.text)
  if (parent.style === 'bracket') return true
  return opened || point.children.at(-1)?.marker.style === style
}

function isPoint(clause: Clause, section: SectionGroup | null): boolean {
  if (clause.marker.style !== 'none') return /\p{L}/u.test(clause.text)
  if (readInlineAddressee(clause.text) !== null || startsWithAction(clause.text)) return true
  return section !== null && section.clause !== null && (findAction(clause.text) >= 0 || (/^\p{Ll}/u.test(clause.text) && /\p{L}/u.test(clause.text)))
}

/** A number of the heading's own level ends the section: after «5. Руководителям …: 5.1 …» the point «6.» is nobody's. */
function leavesSection(clause: Clause, section: SectionGroup): boolean {
  const heading = section.clause?.marker
  if (heading === undefined) return false
  return clause.marker.style === heading.style && heading.number !== null && clause.marker.depth === heading.depth
}
