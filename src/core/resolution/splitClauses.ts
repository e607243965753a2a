import { clauseLabels, operativeColon } from './lexicon.ts'
import { flatText, type NormalizedText } from './normalizeText.ts'
import { type Marker, readMarker } from './readMarker.ts'

/** One paragraph or list item, its lines joined: the unit every later rule looks at. */
export interface Clause {
  readonly marker: Marker
  /** Range of the words in the normalised text, without the marker. */
  readonly from: number
  readonly to: number
  readonly text: string
  /** Lines of the source, from 1. */
  readonly lines: readonly number[]
}

export interface SplitText {
  readonly clauses: readonly Clause[]
  /** The text has more clauses than are read. */
  readonly truncated: boolean
}

/** A document of the genre has some hundreds; the bound keeps a hostile text from filling the memory. */
export const maxClauses = 20_000

const abbreviation = /(?<!\p{L})(?:г|гг|у\.г|т\.д|т\.п|др|пр|им|ул|т\.ч|т\.е|п|пп|ст|№|\p{Lu})\.$/u
const wordThatWantsMore = /(?:^|\s)(?:и|или|в|во|на|по|с|со|к|ко|о|об|от|до|для|из|за|при|через|над|под|(?<!\d\s?)г\.|им\.|№)$/iu

interface Draft {
  readonly marker: Marker
  readonly from: number
  to: number
  readonly lines: number[]
}

/**
 * Cuts the text into clauses. An empty line means nothing; a line without a marker goes on with the clause above where
 * the sentence plainly does (a lower-case start after no closing sign, or a hanging comma or preposition).
 */
export function splitClauses(normalized: NormalizedText): SplitText {
  const drafts: Draft[] = []
  let truncated = false
  for (const line of eachLine(normalized.text)) {
    const marker = readMarker(normalized.text.slice(line.from, Math.min(line.to, line.from + 48)))
    const open = drafts.at(-1)
    if (open !== undefined && marker.style === 'none' && goesOn(normalized.text, open, line)) {
      open.to = line.to
      open.lines.push(line.number)
    } else if (drafts.length === maxClauses) {
      truncated = true
      break
    } else {
      drafts.push({ marker, from: line.from + marker.length, to: line.to, lines: [line.number] })
    }
  }
  return { clauses: drafts.map((draft) => toClause(normalized, draft)).filter(({ text }) => text !== ''), truncated }
}

function toClause(normalized: NormalizedText, { marker, from, to, lines }: Draft): Clause {
  let start = from
  while (start < to && /\s/u.test(normalized.text[start] ?? '')) start += 1
  return { marker, from: start, to, text: flatText(normalized, start, to), lines }
}

interface Line {
  readonly from: number
  readonly to: number
  readonly number: number
}

function* eachLine(text: string): Generator<Line> {
  let from = 0
  for (let number = 1; from <= text.length; number += 1) {
    const found = text.indexOf('\n', from)
    const to = found < 0 ? text.length : found
    if (to > from) yield* eachPart(text, { from, to, number })
    from = to + 1
  }
}

/** «РЕШИЛИ: 1. Обеспечить …»: the operative words and the first point may share a line. */
function* eachPart(text: string, { from, to, number }: Line): Generator<Line> {
  let start = from
  for (const colon of text.slice(from, to).matchAll(operativeColon)) {
    const end = from + colon.index + colon[0].length
    yield { from: start, to: end - 1, number }
    start = end
  }
  yield { from: start, to, number }
}

function goesOn(text: string, open: Draft, line: Line): boolean {
  const tail = text.slice(Math.max(open.from, open.to - 40), open.to)
  if (tail === '') return true
  const head = text.slice(line.from, Math.min(line.to, line.from + 40))
  if (clauseLabels.test(head)) return false
  const hangs = tail.endsWith(',') || wordThatWantsMore.test(tail)
  const closed = /[;:!?…]["»”)]?$/u.test(tail) || (/\.["»”)]?$/u.test(tail) && !abbreviation.test(tail))
  if (/^\p{Ll}/u.test(head)) return !closed
  if (/^\p{Lu}/u.test(head)) return hangs
  if (/^\d/u.test(head)) return hangs || /[\p{Ll}\d]$/u.test(tail)
  return hangs || (!closed && !tail.endsWith('.') && /^[«"“„(]/u.test(head))
}
