import { addresseeInAccusative, addresseeInDative } from './addresseeLexicon.ts'
import { isCharge, readAddresseeHeading } from './findAddressees.ts'
import { clauseLabels, isInfinitive, operativeColon } from './lexicon.ts'
import { flatText, lineOf } from './normalizeText.ts'
import type { NormalizedText, TextRange, TextRow } from './normalizedText.ts'
import { type Marker, noMarker, readMarker } from './readMarker.ts'

/** One paragraph or list item, its lines joined: the unit every later rule looks at. */
export interface Clause {
  readonly marker: Marker
  /** Range of the words in the normalised text, without the marker. */
  readonly from: number
  readonly to: number
  readonly text: string
  /** Lines of the source, from 1. */
  readonly lines: readonly number[]
  /** The cells beside the words, for a row of a table. */
  readonly row: ClauseRow | null
}

/** A row is a point with its cells, or heads the rows after it. */
export interface ClauseRow {
  readonly type: 'point' | 'section'
  readonly deadline: TextRange | null
  readonly responsible: TextRange | null
}

export interface SplitText {
  readonly clauses: readonly Clause[]
  /** The text has more clauses than are read. */
  readonly truncated: boolean
}

/** A document of the genre has some hundreds; the bound keeps a hostile text from filling the memory. */
export const maxClauses = 20_000

const abbreviation = /(?<!\p{L})(?:г|гг|у\.г|т\.д|т\.п|др|пр|им|ул|т\.ч|т\.е|п|пп|ст|№|\p{Lu})\.$/u
const wordThatWantsMore = /(?:^|\s)(?:и|или|в|во|на|по|с|со|к|ко|о|об|от|до|для|из|за|при|через|над|под|(?<!\d\s?)г\.|им\.|№|отв\.|\(?срок)$/iu

interface Draft {
  readonly marker: Marker
  readonly from: number
  /** Where its last printed line begins. */
  lastFrom: number
  to: number
  readonly lines: number[]
  readonly row: ClauseRow | null
}

function draftRow(normalized: NormalizedText, { cells }: TextRow): Draft {
  const words = cells.section ?? cells.text ?? { from: 0, to: 0 }
  const own = readMarker(normalized.text.slice(words.from, Math.min(words.to, words.from + 48)))
  const number = cells.number === undefined ? '' : normalized.text.slice(cells.number.from, cells.number.to).replace(/[.)\s]+$/u, '')
  const counted: Marker = number === '' ? own : { style: 'number', number, depth: number.split('.').length, length: 0 }
  const marker = cells.section === undefined ? counted : sectionMarker(normalized.text.slice(words.from, words.to), own)
  const row: ClauseRow = { type: cells.section === undefined ? 'point' : 'section', deadline: cells.deadline ?? null, responsible: cells.responsible ?? null }
  const places = [...new Set(Object.values(cells).flatMap(({ from, to }) => [lineOf(normalized, from), lineOf(normalized, Math.max(from, to - 1))]))]
  return { marker, from: words.from + marker.length, lastFrom: words.from, to: words.to, lines: places.sort((a, b) => a - b), row }
}

/** «Раздел 1. Безопасность» is number 1. */
function sectionMarker(words: string, own: Marker): Marker {
  const named = /^(?:раздел|блок|направление)\s+([\dIVXL]{1,5})[.:)]?\s*/iu.exec(words)
  return named === null ? own : { ...noMarker, style: 'number', number: named[1] ?? '', depth: 1, length: named[0].length }
}

/**
 * Cuts the text into clauses. An empty line means nothing; a line without a marker goes on with the clause above where
 * the sentence plainly does (a lower-case start after no closing sign, or a hanging comma or preposition).
 */
export function splitClauses(normalized: NormalizedText): SplitText {
  const drafts: Draft[] = []
  let truncated = false
  const joining: Joining = { normalized, text: normalized.text, width: findWrapWidth(normalized) }
  const rowByStart = new Map(normalized.rows.map((row) => [row.from, row]))
  for (const line of eachLine(normalized.text)) {
    const row = rowByStart.get(line.from)
    if (row !== undefined && drafts.length < maxClauses) {
      drafts.push(draftRow(normalized, row))
      continue
    }
    const marker = readMarker(normalized.text.slice(line.from, Math.min(line.to, line.from + 48)))
    const open = drafts.at(-1)
    if (open !== undefined && open.row === null && isRest(joining, open, line, marker)) {
      open.lastFrom = line.from
      open.to = line.to
      open.lines.push(lineOf(normalized, line.from))
    } else if (drafts.length === maxClauses) {
      truncated = true
      break
    } else {
      drafts.push({ marker, from: line.from + marker.length, lastFrom: line.from, to: line.to, lines: [lineOf(normalized, line.from)], row: null })
    }
  }
  return { clauses: drafts.map((draft) => toClause(normalized, draft)).filter(({ text }) => text !== ''), truncated }
}

interface Joining {
  readonly normalized: NormalizedText
  readonly text: string
  /** At which the text was wrapped; 0 for a text whose paragraphs are lines. */
  readonly width: number
}

/** Whether a line goes on with the clause above. */
function isRest(joining: Joining, open: Draft, line: Line, marker: Marker): boolean {
  const wrapped = isWrapped(joining, open, line)
  // «(кроме МБОУ СОШ № 3,» and «9):» on the next line: a number inside a bracket opens no point.
  if (marker.style === 'dash' && /(?:^|[\s(])срок(?:\s\p{L}{5,14})?$/iu.test(joining.text.slice(Math.max(open.from, open.to - 24), open.to))) return true
  if (marker.style !== 'none') return wrapped && marker.style !== 'dash' && marker.style !== 'bullet' && isInsideBracket(joining.text, open)
  return wrapped || goesOn(joining, open, line)
}

function isInsideBracket(text: string, open: Draft): boolean {
  const tail = text.slice(Math.max(open.from, open.to - 200), open.to)
  return tail.lastIndexOf('(') > tail.lastIndexOf(')')
}

function toClause(normalized: NormalizedText, { marker, from, to, lines, row }: Draft): Clause {
  let start = from
  while (start < to && /\s/u.test(normalized.text[start] ?? '')) start += 1
  return { marker, from: start, to, text: flatText(normalized, start, to), lines, row }
}

type Line = TextRange

function* eachLine(text: string): Generator<Line> {
  for (let from = 0; from <= text.length; ) {
    const found = text.indexOf('\n', from)
    const to = found < 0 ? text.length : found
    if (to > from) yield* eachPart(text, { from, to })
    from = to + 1
  }
}

/** «РЕШИЛИ: 1. Обеспечить …»: the operative words and the first point may share a line. */
function* eachPart(text: string, { from, to }: Line): Generator<Line> {
  let start = from
  for (const colon of text.slice(from, to).matchAll(operativeColon)) {
    const end = from + colon.index + colon[0].length
    yield { from: start, to: end - 1 }
    start = end
  }
  yield { from: start, to }
}

/** Lines of a text that was wrapped at a width are not longer than this (characters). */
const widestWrap = 110
const narrowestWrap = 40
const mostLines = 5000

/** The width at which a text was wrapped, as when it is pasted from a PDF, indents and all; 0 for a text whose paragraphs are lines. */
function findWrapWidth({ source }: NormalizedText): number {
  const lengths = source.slice(0, 400_000).split('\n', mostLines).map((line) => line.trimEnd().length).filter((length) => length > 0).sort((a, b) => a - b)
  const width = lengths[Math.floor(lengths.length * 0.97)] ?? 0
  const full = lengths.filter((length) => length > 0.78 * width).length
  return lengths.length >= 12 && width >= narrowestWrap && width <= widestWrap && full > 0.3 * lengths.length ? width : 0
}

/** Whether the line above ended because the next word did not fit. */
function isWrapped({ normalized, text, width }: Joining, open: Draft, line: Line): boolean {
  if (width === 0 || isClosed(text.slice(Math.max(open.from, open.to - 40), open.to))) return false
  const head = text.slice(line.from, Math.min(line.to, line.from + 80))
  const word = /^\S*/u.exec(head)?.[0] ?? ''
  // A line in the middle of the paper is a heading of its own.
  const isCentred = columnAfter(normalized, open.lastFrom + 1) - 1 > 0.25 * width
  // So is one whose words stand apart, and what comes after an empty line.
  const isApart = /\S {4,}\S/u.test(printedLine(normalized, open)) || text.slice(open.to, line.from).includes('\n\n')
  if (isCentred || isApart || columnAfter(normalized, open.to) + 1 + word.length <= width || clauseLabels.test(head)) return false
  // A capital that tells to do something, or charges somebody, opens a point of its own.
  return !isCharge(text.slice(line.from, Math.min(line.to, line.from + 200))) && !isInfinitive(/^\p{Lu}\p{L}*/u.exec(head)?.[0] ?? '')
}

/** The last line of a clause as it is printed, its spaces too. */
function printedLine({ source, offsets }: NormalizedText, { lastFrom, to }: Draft): string {
  return source.slice(offsets[lastFrom] ?? 0, (offsets[to - 1] ?? 0) + 1)
}

/** How long the printed line is up to a place of the text. */
function columnAfter(normalized: NormalizedText, to: number): number {
  const last = normalized.offsets[to - 1] ?? 0
  return last + 1 - (normalized.lineStarts[lineOf(normalized, to - 1) - 1] ?? 0)
}

/** Whether a sentence or an item ends here; the dot of «г.», «др.» and of initials ends none. */
function isClosed(tail: string): boolean {
  const bare = tail.replace(/["»”)]+$/u, '')
  return /[;:!?…]$/u.test(bare) ? !openLabel.test(tail) : bare.endsWith('.') && !abbreviation.test(bare)
}

/** «Срок:» at a line's end wants its words. */
const openLabel = /(?<!\p{L})(?:срок\p{L}{0,2}(?:\s\p{L}{5,14})?|отв\.|ответственн\p{L}{1,4}(?:\s\p{L}{5,14})?)\s?[:–—-]$/iu

function goesOn(joining: Joining, open: Draft, line: Line): boolean {
  const { text } = joining
  const tail = text.slice(Math.max(open.from, open.to - 40), open.to)
  if (tail === '' || openLabel.test(tail)) return true
  const head = text.slice(line.from, Math.min(line.to, line.from + 40))
  if (clauseLabels.test(head)) return false
  const hangs = tail.endsWith(',') || wordThatWantsMore.test(tail)
  const closed = isClosed(tail)
  // A person whose addressee stands on the line above.
  if (/^\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?\s\p{Lu}\.\s?\p{Lu}\.\s?:/u.test(head)) return true
  // The place of signing stands on a line of its own.
  if (/^(?:г|с|п|пос|пгт|дер|р\.\s?п)\.\s?\p{Lu}/u.test(head)) return hangs
  if (/^\p{Ll}/u.test(head)) return !closed && !beginsNext(joining, open, line)
  if (/^\p{Lu}/u.test(head)) return hangs
  if (/^\d/u.test(head)) return hangs || /[\p{Ll}\d]$/u.test(tail)
  return hangs || (!closed && !tail.endsWith('.') && /^[«"“„(]/u.test(head))
}

/** A line in small letters that names another addressee before a dash, or tells to do something where the line above had room, is no rest of it. */
function beginsNext({ normalized, text, width }: Joining, open: Draft, line: Line): boolean {
  const words = text.slice(line.from, Math.min(line.to, line.from + 200))
  const first = /^\p{L}+/u.exec(words)?.[0] ?? ''
  const hadRoom = width > 0 && columnAfter(normalized, open.to) + 1 + first.length < 0.9 * width
  const names = /^[^–—]{5,140}\s[–—-]\s/u.test(words) && (addresseeInAccusative.test(words) || addresseeInDative.test(words))
  if (names && (width === 0 || hadRoom)) return true
  if (!isInfinitive(first)) return false
  // «Методической службе» alone on its line heads what follows.
  const whole = text.slice(open.from, open.to)
  if (whole.length < 160 && !whole.includes('\n') && (width === 0 || hadRoom) && readAddresseeHeading(whole) !== null) return true
  if (width > 0) return hadRoom
  // A list that lost its signs: each line tells to do something.
  const above = text.slice(open.from, open.from + 40)
  return open.marker.style === 'none' && isInfinitive(/^\p{L}+/u.exec(above)?.[0] ?? '') && !/(?:,|\sи|\s\p{Ll}{1,2})$/u.test(text.slice(Math.max(open.from, open.to - 6), open.to))
}
