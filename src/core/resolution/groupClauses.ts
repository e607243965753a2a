import { findAction, startsWithAction } from './findAction.ts'
import { isCharge, readAddresseeHeading, readInlineAddressee } from './findAddressees.ts'
import { bareAddressingVerb } from './addresseeLexicon.ts'
import { clauseLabels, issuerAct } from './lexicon.ts'
import type { HeadingKind, HeadingRule, ParsedAddressee } from './parsedResolution.ts'
import { blankQuoted } from './pattern.ts'
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
  /** «Утвердить:» takes what stands under it. */
  let openAct: Clause | null = null
  for (const [index, clause] of clauses.entries()) {
    const section = sections.at(-1) ?? null
    const point = section?.points.at(-1) ?? null
    if (clause.row !== null) {
      if (clause.row.type === 'section') sections.push({ clause, kind: 'area', rule: 'table_section', addressee: null, points: [] })
      else (section ?? openSection(sections)).points.push({ clause, children: [], labels: [] })
      continue
    }
    if (openAct !== null && isUnder(clause, openAct)) {
      issuerActs.push(clause)
      continue
    }
    openAct = null
    const isAct = isIssuersAct(clause, section)
    const heading = isAct ? null : readHeading(clause, clauses[index + 1], section)
    if (clauseLabels.test(clause.text)) {
      if (point === null) unread.push(clause)
      else point.labels.push(clause)
    } else if (heading !== null) {
      sections.push(heading)
    } else if (isAct) {
      issuerActs.push(clause)
      if (clause.text.endsWith(':')) openAct = clause
    } else if (point !== null && isChild(clause, point)) {
      point.children.push(clause)
    } else if (!isPoint(clause, section)) {
      unread.push(clause)
    } else {
      const host = section !== null && !leavesSection(clause, section) ? section : openSection(sections)
      host.points.push({ clause, children: [], labels: [] })
    }
  }
  return { sections: sections.filter(({ points }) => points.length > 0), issuerActs, unread }
}

/** Nobody is addressed, by the section or by the sentence, and the words are those of an act of the issuer itself. */
function isIssuersAct(clause: Clause, section: SectionGroup | null): boolean {
  const host = section !== null && !leavesSection(clause, section) ? section : null
  if (host !== null && host.addressee !== null) return false
  // Nested points of a task are parts of it.
  const point = host?.points.at(-1)
  if (point !== undefined && clause.marker.style !== point.clause.marker.style && isChild(clause, point)) return false
  return issuerAct.test(blankQuoted(clause.text.slice(0, 2000))) && readInlineAddressee(clause.text) === null
}

function isUnder(clause: Clause, above: Clause): boolean {
  const { style, number } = clause.marker
  const over = above.marker
  if (style === 'none') return over.style !== 'none' && !startsWithAction(clause.text) && readInlineAddressee(clause.text) === null
  if (style === 'number' && over.style === 'number') return (number ?? '').startsWith(`${over.number ?? ''}.`)
  return style !== over.style
}

function openSection(sections: SectionGroup[]): SectionGroup {
  const section: SectionGroup = { clause: null, kind: null, rule: 'points_without_heading', addressee: null, points: [] }
  sections.push(section)
  return section
}

function readHeading(clause: Clause, next: Clause | undefined, section: SectionGroup | null): SectionGroup | null {
  if (next === undefined) return null
  if (bareAddressingVerb.test(clause.text)) return { clause, kind: 'lead_in', rule: 'heading_over_list', addressee: null, points: [] }
  const over = isOver(clause, next)
  const colon = clause.text.endsWith(':')
  const isLettered = clause.marker.style === 'letter' && next.marker.style !== 'letter'
  const isBare = clause.marker.style === 'none' && next.marker.style === 'none' && startsWithAction(next.text)
  const addressee = colon || ((over || isLettered || isBare) && !/[.;]$/u.test(clause.text)) ? readAddresseeHeading(clause.text) : null
  if (addressee !== null) return { clause, kind: 'addressee', rule: 'addressee_heading', addressee, points: [] }
  if (clause.marker.style === 'number' && /^об?о?\s/iu.test(clause.text) && isCharge(next.text)) return { clause, kind: 'area', rule: 'heading_over_list', addressee: null, points: [] }
  const charged = colon ? readChargedHeading(clause, next, section) : null
  if (charged !== null) return charged
  const deeper = next.marker.depth > clause.marker.depth || (clause.marker.style === 'roman' && next.marker.style === 'number')
  // A line without a mark that ends like a sentence is a point of its own, whatever number comes next.
  const isSentence = clause.marker.style === 'none' && /[.;]$/u.test(clause.text)
  const numbered = over && !isSentence && !isInsideSection(clause, section) && (deeper || isTaskOverActions(clause, next, section) || isAreaOverActions(clause, next))
  const unnumbered = colon && clause.marker.style === 'none' && next.marker.style !== 'none' && !isOpenPoint(section) && !isPointWithParts(clause, next, section)
  if (!numbered && !unnumbered) return null
  return { clause, kind: headingKind(clause, next), rule: numbered ? 'number_over_numbers' : 'heading_over_list', addressee: null, points: [] }
}

/** «1) Качество образования» over tasks is a field of work. */
function isAreaOverActions(clause: Clause, next: Clause): boolean {
  const isDashed = next.marker.style === 'dash' || next.marker.style === 'bullet'
  return isDashed && clause.text.length < 120 && !/[.;]$/u.test(clause.text) && findAction(clause.text) < 0 && startsWithAction(next.text)
}

/** «2) Развивать …, а именно:» over whole tasks is a heading like its neighbours, unless somebody is addressed: then they are parts of one task. */
function isTaskOverActions(clause: Clause, next: Clause, section: SectionGroup | null): boolean {
  const isDashed = next.marker.style === 'dash' || next.marker.style === 'bullet'
  const standsAmongHeadings = section === null || (section.rule === 'number_over_numbers' && section.addressee === null)
  return standsAmongHeadings && isDashed && clause.text.endsWith(':') && startsWithAction(clause.text) && startsWithAction(next.text)
}

/** «Директорам школ обеспечить:» over points names who must act and, where they are nouns, what. */
function readChargedHeading(clause: Clause, next: Clause, section: SectionGroup | null): SectionGroup | null {
  const addressee = readInlineAddressee(clause.text)
  if (addressee === null) return null
  const { style, depth } = next.marker
  const isDeeper = clause.marker.style === 'number' && style === 'number' && depth > clause.marker.depth
  const isNumbered = clause.marker.style === 'none' && (style === 'number' || style === 'bracket')
  const isDashed = clause.marker.style === 'none' && (style === 'dash' || style === 'bullet') && section?.points.at(-1)?.clause.marker.style !== 'none'
  if (!isDeeper && !isNumbered && !isDashed) return null
  return { clause, kind: startsWithAction(next.text) ? 'addressee' : 'lead_in', rule: 'addressee_heading', addressee, points: [] }
}

/** «Директорам школ разместить на сайтах:» over nouns, or any task of somebody addressed, has parts; it heads no tasks. */
function isPointWithParts(clause: Clause, next: Clause, section: SectionGroup | null): boolean {
  if (startsWithAction(next.text)) return false
  return readInlineAddressee(clause.text) !== null || (section !== null && section.addressee !== null && startsWithAction(clause.text))
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
  return style === 'none' || style === 'bracket' ? next.marker.style !== 'bracket' || style === 'none' : style === 'number' && next.marker.style !== 'roman'
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
  if (parent.style === style) {
    const isOther = clause.marker.sign !== parent.sign && startsWithAction(point.clause.text)
    return (opened || isOther) && !startsWithAction(clause.text)
  }
  if (parent.style === 'bracket') return true
  return opened || point.children.at(-1)?.marker.style === style
}

function isPoint(clause: Clause, section: SectionGroup | null): boolean {
  if (clause.marker.style !== 'none') return /\p{L}/u.test(clause.text)
  if (readInlineAddressee(clause.text) !== null || startsWithAction(clause.text) || isCharge(clause.text)) return true
  return section !== null && section.clause !== null && (findAction(clause.text) >= 0 || (/^\p{Ll}/u.test(clause.text) && /\p{L}/u.test(clause.text)))
}

/** A number of the heading's own level ends the section: after «5. Руководителям …: 5.1 …» the point «6.» is nobody's. */
function leavesSection(clause: Clause, section: SectionGroup): boolean {
  const heading = section.clause?.marker
  if (heading === undefined) return false
  return clause.marker.style === heading.style && heading.number !== null && clause.marker.depth === heading.depth
}
