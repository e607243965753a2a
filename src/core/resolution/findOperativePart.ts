import type { Force } from '#core/directive'
import { startsWithAction } from './findAction.ts'
import { readAddresseeHeading } from './findAddressees.ts'
import { actingBody, agendaLead, appendixStart, orderingVerbs, preparing, recommendingVerbs, signaturePost, stating, talkLead } from './lexicon.ts'
import { blankQuoted } from './pattern.ts'
import type { Clause } from './splitClauses.ts'

/** The opening words: the end of a clause from the offset `from` of its text. */
export interface OperativeMarker {
  readonly clause: Clause
  readonly from: number
}

/** Where the directives stand among the clauses, and the words that open them. */
export interface OperativePart {
  readonly marker: OperativeMarker | null
  readonly force: Force
  /** Clauses before this one are the heading and the preamble. */
  readonly first: number
  /** The clauses that hold headings and points, in order. */
  readonly clauses: readonly Clause[]
  /** Signatures and what follows them. */
  readonly tail: readonly Clause[]
}

/** The verb stands near the end of its clause, however long the preamble before it. */
const verbWindow = 600

interface Opening extends OperativeMarker {
  readonly force: Force
}

/**
 * Finds the operative part: after the first clause that ends with a colon and holds a verb of deciding or recommending;
 * else after a statement of purpose that runs into an addressee; else at the first addressee over a list.
 * `hasKind` says that the document names its kind: then a bare list of infinitives is enough. Null: nothing operative.
 */
export function findOperativePart(clauses: readonly Clause[], hasKind: boolean): OperativePart | null {
  const at = clauses.findIndex((clause, index) => index < clauses.length - 1 && readOpening(clause) !== null)
  const clause = clauses[at]
  const opening = clause === undefined ? null : readOpening(clause)
  if (opening !== null) return { marker: opening, force: opening.force, first: at, ...readBody(clauses, at + 1) }
  return findByAddressee(clauses) ?? (hasKind ? findByActions(clauses) : null)
}

function readOpening(clause: Clause): Opening | null {
  const offset = Math.max(0, clause.text.length - verbWindow)
  const window = joinSpaced(blankQuoted(clause.text.slice(offset)))
  if (clause.marker.style === 'dash' || clause.marker.style === 'bullet') return null
  if (!/[:：]\s*$/u.test(window) && !/^[^\p{Ll}]{4,60}$/u.test(clause.text)) return null
  const ordering = orderingVerbs.exec(window)
  const recommending = recommendingVerbs.exec(window)
  const verb = recommending ?? ordering
  if (verb === null || startsWithAction(clause.text)) return null
  return {
    clause,
    from: openingStart(clause.text, offset + verb.index),
    force: recommending === null ? 'order' : 'recommendation',
  }
}

/** «П О С Т А Н О В Л Я Ю» is one word. Only a heading of letters is joined, so offsets before it stay true. */
function joinSpaced(window: string): string {
  return window.replace(/(?<!\p{L})(?:\p{L} ){4,24}\p{L}(?!\p{L})/gu, (letters) => letters.replace(/ /gu, ''))
}

/**
 * The opening words are the last sentence of their clause; after «Заслушав …, обсудив …,» they begin with whoever acts.
 */
function openingStart(text: string, verb: number): number {
  const before = text.slice(0, verb)
  let start = 0
  for (const end of before.matchAll(/(?<=\p{Ll}{2}[.!?]["»”)]?)\s(?=\p{Lu})/gu)) start = end.index + 1
  if (!preparing.test(before.slice(start))) return start
  const actor = [...before.slice(start).matchAll(actingBody)].filter((found) => /(?:^|,\s)$/u.test(before.slice(start, start + found.index))).at(-1)
  return actor === undefined ? verb : start + actor.index
}

function findByAddressee(clauses: readonly Clause[]): OperativePart | null {
  // One addressee that is surely an organization shows that the others are addressees too.
  const headings = clauses.slice(0, -1).map(({ text }) => (text.endsWith(':') ? readAddresseeHeading(text) : null))
  const first = headings.findIndex((heading) => heading !== null)
  if (!headings.some((heading) => heading !== null && !heading.audience.includes('unaddressed'))) return null
  const lead = clauses[first - 1]
  const states = lead !== undefined && lead.marker.style === 'none' && stating.test(lead.text) && !/[.;!?]$/u.test(lead.text)
  const marker = states ? { clause: lead, from: 0 } : null
  return { marker, force: 'order', first: states ? first - 1 : first, ...readBody(clauses, first) }
}

function findByActions(clauses: readonly Clause[]): OperativePart | null {
  let agenda = false
  for (const [index, clause] of clauses.entries()) {
    if (clause.marker.style === 'none') agenda = clause.text.endsWith(':') && agendaLead.test(clause.text.slice(-200))
    else if (!agenda && startsWithAction(clause.text)) return { marker: null, force: 'order', first: index, ...readBody(clauses, index) }
  }
  return null
}

/** Takes the clauses up to the signatures, leaving out the talk between the items of a protocol. */
function readBody(clauses: readonly Clause[], from: number): { readonly clauses: readonly Clause[]; readonly tail: readonly Clause[] } {
  const kept: Clause[] = []
  let talk = false
  for (let at = from; at < clauses.length; at += 1) {
    const clause = clauses[at]
    if (clause === undefined) break
    if (isEnd(clause)) return { clauses: kept, tail: clauses.slice(at) }
    if (talkLead.test(clause.text)) talk = true
    else if (at > from && isRepeatedOpening(clause)) talk = false
    else if (!talk) kept.push(clause)
  }
  return { clauses: kept, tail: [] }
}

function isRepeatedOpening(clause: Clause): boolean {
  return clause.text.length <= 200 && clause.marker.style === 'none' && readOpening(clause) !== null
}

function isEnd(clause: Clause): boolean {
  if (clause.marker.style !== 'none' || clause.text.length > 200) return false
  return appendixStart.test(clause.text) || (signaturePost.test(clause.text) && !/[:;]$/u.test(clause.text) && !/\p{Ll}{3}\.$/u.test(clause.text))
}
