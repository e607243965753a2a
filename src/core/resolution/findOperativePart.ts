import type { Force } from '#core/directive'
import { findAction, startsWithAction } from './findAction.ts'
import { isCharge, readAddresseeHeading, readInlineAddressee } from './findAddressees.ts'
import { addressingWords } from './addresseeLexicon.ts'
import { actingBody, agendaLead, appendixStart, orderingVerbs, preparing, recommendingVerbs, signaturePost, stating, talkLead } from './lexicon.ts'
import type { ParsedAddressee } from './parsedResolution.ts'
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
  // «… обращаются с предложениями к школам:» opens and addresses in one.
  if (opening !== null && clause !== undefined) return { marker: opening, force: opening.force, first: at, ...readBody(clauses, addressesSomebody(clause) ? at : at + 1) }
  if (!hasKind) return findByRows(clauses, hasKind) ?? findByAddressee(clauses, hasKind)
  return findByPurpose(clauses) ?? findByRows(clauses, hasKind) ?? findByAddressee(clauses, hasKind) ?? findByCharges(clauses) ?? findByActions(clauses)
}

/** «РЕШЕНИЕ:», «Поручения:» alone on a line. */
const bareOpening = /^(?:решени[ея]|решено|поручения|рекомендации)\s?:$/iu

function readOpening(clause: Clause): Opening | null {
  const offset = Math.max(0, clause.text.length - verbWindow)
  const window = joinSpaced(blankQuoted(clause.text.slice(offset)))
  if (clause.marker.style === 'dash' || clause.marker.style === 'bullet') return null
  if (!/[:：]\s*$/u.test(window) && !/^[^\p{Ll}]{4,60}$/u.test(clause.text)) return null
  if (bareOpening.test(clause.text)) return { clause, from: 0, force: /^рекоменд/iu.test(clause.text) ? 'recommendation' : 'order' }
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

/** «В целях …» right over point 1 opens, though no verb of deciding is printed. */
function findByPurpose(clauses: readonly Clause[]): OperativePart | null {
  const at = clauses.findIndex(({ marker, text, row }, index) =>
    row === null && marker.style === 'none' && stating.test(text) && !/[.;!?]$/u.test(text) && clauses[index + 1]?.marker.number === '1')
  const clause = clauses[at]
  return clause === undefined ? null : { marker: { clause, from: 0 }, force: 'order', first: at, ...readBody(clauses, at + 1) }
}

/** «Директорам школ – провести …», twice or more: an operative meeting writes no opening words. The topic above the first is its heading. */
function findByCharges(clauses: readonly Clause[]): OperativePart | null {
  const charges = clauses.flatMap(({ text, row }, index) => (row === null && isCharge(text) ? [index] : []))
  const [first] = charges
  if (first === undefined || charges.length < 2) return null
  const start = clauses[first - 1]?.marker.style === 'number' ? first - 1 : first
  return { marker: null, force: 'order', first: start, ...readBody(clauses, start) }
}

/** A table of points needs no opening words; addressees over lists before it are points too. */
function findByRows(clauses: readonly Clause[], hasKind: boolean): OperativePart | null {
  const row = clauses.findIndex((clause) => clause.row !== null)
  if (row < 0) return null
  const before = findByAddressee(clauses.slice(0, row), hasKind)
  const first = before?.first ?? row
  return { marker: before?.marker ?? null, force: 'order', first, ...readBody(clauses, first) }
}

function findByAddressee(clauses: readonly Clause[], hasKind: boolean): OperativePart | null {
  // One addressee that is surely an organization shows that the others are addressees too.
  const headings = clauses.slice(0, -1).map((clause, index) => readOpeningAddressee(clause, clauses[index + 1], hasKind))
  const addressed = headings.findIndex((heading) => heading !== null)
  const first = startOfList(clauses, addressed)
  if (!headings.some((heading) => heading !== null && !heading.audience.includes('unaddressed'))) return null
  const lead = clauses[first - 1]
  const states = lead !== undefined && lead.marker.style === 'none' && stating.test(lead.text) && !/[.;!?]$/u.test(lead.text)
  const marker = states ? { clause: lead, from: 0 } : null
  return { marker, force: 'order', first: states ? first - 1 : first, ...readBody(clauses, first) }
}

/** An addressee may be the third point of a list: its first one stands before. */
function startOfList(clauses: readonly Clause[], addressed: number): number {
  let number = Number(clauses[addressed]?.marker.number ?? 0)
  if (clauses[addressed]?.marker.style !== 'number' || clauses[addressed].marker.depth !== 1) return addressed
  let first = addressed
  for (let at = addressed - 1; at >= 0 && number > 1; at -= 1) {
    const marker = clauses[at]?.marker
    if (marker?.style === 'number' && marker.depth === 1 && Number(marker.number) === number - 1) {
      number -= 1
      first = at
    } else if (marker === undefined || (marker.style === 'none' && clauses[at]?.row === null)) break
  }
  return number === 1 ? first : addressed
}

/** A heading that addresses; in a document that names its kind also a numbered point that does. */
function readOpeningAddressee({ text, marker, row }: Clause, next: Clause | undefined, hasKind: boolean): ParsedAddressee | null {
  if (row !== null) return null
  const isOverFirst = hasKind && marker.style === 'none' && next?.marker.number === '1' && !/[.;]$/u.test(text)
  if (text.endsWith(':') || isOverFirst) return readAddresseeHeading(text)
  return hasKind && (marker.style === 'number' || marker.style === 'bracket') ? readInlineAddressee(text) : null
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
    if (clause.row === null && isEnd(clause)) return { clauses: kept, tail: clauses.slice(at) }
    if (at > from && isRepeatedOpening(clause)) {
      talk = false
      if (addressesSomebody(clause)) kept.push(clause)
    } else if (talkLead.test(clause.text)) talk = true
    else if (!talk) kept.push(clause)
  }
  return { clauses: kept, tail: [] }
}

function addressesSomebody(clause: Clause): boolean {
  return addressingWords.test(clause.text) && readAddresseeHeading(clause.text) !== null
}

function isRepeatedOpening(clause: Clause): boolean {
  const isShort = clause.text.length <= 200 && clause.marker.style === 'none'
  return (isShort || talkLead.test(clause.text)) && readOpening(clause) !== null
}

function isEnd(clause: Clause): boolean {
  if (clause.marker.style !== 'none' || clause.text.length > 200) return false
  return appendixStart.test(clause.text) || (signaturePost.test(clause.text) && findAction(clause.text) < 0 && !/[:;]$/u.test(clause.text) && !/\p{Ll}{3}\.$/u.test(clause.text))
}
