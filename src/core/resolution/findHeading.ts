import type { ResolutionKind } from '#core/directive'
import { collegialBodies, documentKinds, preambleLead, preparing, stating } from './lexicon.ts'
import { flatTextOfHeading } from './normalizeText.ts'
import type { NormalizedText } from './normalizedText.ts'
import { adjectiveToNominative } from './nominative.ts'
import { blankQuoted, findQuoted } from './pattern.ts'
import { datePattern, readDate } from './readDate.ts'
import type { Clause } from './splitClauses.ts'

/** What a document's heading prints; null where it prints nothing of the sort. */
export interface HeadingFields {
  readonly kind: ResolutionKind | null
  readonly kindText: string | null
  readonly issuer: string | null
  readonly number: string | null
  readonly date: string | null
  readonly place: string | null
  readonly title: string | null
}

const longestHeading = 20
const longestLine = 600

/** The clauses before the first whole sentence: letterhead, kind, number, date, topic. */
export function findHeading(clauses: readonly Clause[]): readonly Clause[] {
  const end = clauses.findIndex(
    ({ text, marker }, index) =>
      index >= longestHeading ||
      text.length > longestLine ||
      marker.style !== 'none' ||
      preparing.test(text) ||
      stating.test(text) ||
      /[:;]$/u.test(text) ||
      preambleLead.test(text) ||
      (/[.!?]["»”)]?$/u.test(text) && !isRequisite(text)),
  )
  return end < 0 ? clauses.slice(0, longestHeading) : clauses.slice(0, end)
}

/** Number, date and place stand on lines of their own and may end with the dot of «г.». */
function isRequisite(text: string): boolean {
  return (/^(?:№|от\s|\d{1,2}[.\s]|«\d{1,2}»\s|г\.)/iu.test(text) && text.length <= 80) || /\d{4}\s?г\.$/u.test(text)
}

/** Reads the heading's clauses. */
export function readHeading(normalized: NormalizedText, clauses: readonly Clause[]): HeadingFields {
  const lines = clauses.map(({ from, to }) => joinSpacedWord(flatTextOfHeading(normalized, from, to)))
  const at = lines.findIndex((line) => readKind(line) !== null)
  const kind = at < 0 ? null : readKind(lines[at] ?? '')
  // A clause may hold several printed lines, so the rest is read as one text.
  const after = [(lines[at] ?? '').slice(kind?.text.length ?? 0).trim(), ...lines.slice(at + 1)].filter((line) => line !== '')
  const body = readBody(after.join('\n'))
  const setPhrase = kind?.kind === 'decision' && body?.first === true && body.bare ? ` ${body.printed}` : ''
  const requisites = lines.map((line) => blankQuoted(line))
  // «26» декабря 2023 г. has its day in quotes; what else stands there is a name.
  const dateLine = lines.flatMap((line) => findDate(blankQuoted(line.replace(/«(\d{1,2})»(?=\s\p{Ll})/gu, '‹$1›')).replace(/‹(\d{1,2})›/gu, '«$1»')))[0] ?? null
  return {
    kind: kind?.kind ?? null,
    kindText: kind === null ? null : kind.text + setPhrase,
    issuer: body?.nominative ?? readLetterhead(lines.slice(0, Math.max(0, at))),
    number: requisites.map((line) => /(?:^|\s)№\s?([\p{L}\d][\p{L}\d/.-]{0,20})/u.exec(line)?.[1]?.replace(/[.-]+$/u, '')).find((number) => number !== undefined) ?? null,
    date: dateLine,
    place: lines.map((line) => /(?:^|№\s?\S{1,20}\s|\d{4}\s)((?:г|с|п|пос)\.\s?\p{Lu}[\p{L}-]{1,40})$/u.exec(line)?.[1]).find((place) => place !== undefined) ?? null,
    title: (kind?.kind === 'plan' ? readSubject(after) : null) ?? readTitle(after),
  }
}

/** «П Р И К А З» is one word. */
function joinSpacedWord(line: string): string {
  return line.replace(/^(?:\p{Lu} ){3,20}\p{Lu}(?!\p{L})/u, (letters) => letters.replace(/ /gu, ''))
}

/** The kind a line begins with. */
export function readKind(line: string): { readonly kind: ResolutionKind; readonly text: string } | null {
  for (const { pattern, kind } of documentKinds) {
    const found = pattern.exec(line)
    if (found !== null) return { kind, text: found[0] }
  }
  return null
}

function findDate(line: string): readonly string[] {
  const found = new RegExp(`(?<![\\d.])${datePattern}`, 'iu').exec(line)
  return found !== null && readDate(found[0], null) !== null ? [found[0].trim()] : []
}

interface Body {
  /** The body's noun as printed, e.g. «коллегии». */
  readonly printed: string
  readonly nominative: string
  /** It follows the kind at once. */
  readonly first: boolean
  /** No adjective defines it: «Решение коллегии» is the kind's full name. */
  readonly bare: boolean
}

const bodyPattern = new RegExp(
  `(?<!\\p{L})((?:[\\p{L}-]{3,30}(?:ого|его|ой|ей)\\s){0,4})(${collegialBodies.map(({ genitive }) => genitive).join('|')})(?!\\p{L})`,
  'iu',
)

/** The body that adopted the document, in the nominative with all that defines it: «совет руководителей города …». */
function readBody(text: string): Body | null {
  const flat = blankQuoted(text.slice(0, 1000)).replace(/\n/gu, ' ')
  const found = bodyPattern.exec(flat)
  if (found === null) return null
  const [, adjectives = '', noun = ''] = found
  const known = collegialBodies.find(({ genitive }) => genitive === noun.toLowerCase())
  if (known === undefined) return null
  // «заседания совета …»: the body is the one that met.
  const inner = known.nominative === 'заседание' ? readBody(flat.slice(found.index + found[0].length)) : null
  if (inner?.first === true) return { ...inner, bare: false }
  const rest = /^[^«"“„№·:;]*?(?=\s(?:на\sтему|по\sтеме|по\sвопрос\p{L}{1,2}|от\s\d|об?\s)|\s?[«"“„№·:;]|\s\d{1,2}[.\s]|$)/iu.exec(flat.slice(found.index + found[0].length))?.[0] ?? ''
  const own = rest.startsWith(' ') && !/^\s\p{Lu}\p{Ll}+\s(?=\p{Ll})/u.test(rest) ? rest : ''
  const words = adjectives.trim() === '' ? [] : adjectives.trim().split(' ').map((word) => adjectiveToNominative(word, known.gender))
  return { printed: noun, nominative: [...words, known.nominative].join(' ') + own.trimEnd(), first: flat.slice(0, found.index).trim() === '', bare: words.length === 0 }
}

/** The lines above the kind name the office. */
function readLetterhead(lines: readonly string[]): string | null {
  const words = lines.filter((line) => /\p{L}/u.test(line) && findDate(line).length === 0)
  return words.length === 0 ? null : words.join(' ').slice(0, longestLine)
}

/** «План мероприятий по подготовке к …» is one sentence: the kind, then what it is for, often over several lines. */
function readSubject(lines: readonly string[]): string | null {
  const [first = '', ...rest] = lines.join('\n').replace(/^-?(?:мероприятий|график|работы)(?!\p{L})/iu, '').replace(/^\s*\([^)]*\)/u, '').trim().split('\n')
  if (!/^\p{Ll}/u.test(first)) return null
  const end = rest.findIndex((line) => !/^[\p{Ll}«\d]/u.test(line))
  return [first, ...rest.slice(0, end < 0 ? rest.length : end)].join(' ')
}

/** The topic: in quotes, else after «О», «Об», «по итогам», else a line of its own that is no requisite. */
function readTitle(lines: readonly string[]): string | null {
  const text = lines.join(' ')
  const quoted = findQuoted(text)[0]
  if (quoted !== undefined && quoted.to - quoted.from >= 15) return text.slice(quoted.from, quoted.to).trim()
  for (const [index, line] of lines.entries()) {
    const topic = /^(?:об?|по\s(?:итогам|вопрос\p{L}{1,2}|результатам))\s\p{L}/iu.test(line)
    const own = index > 0 && /^\p{Lu}/u.test(line) && line.length >= 15 && !isRequisite(line)
    if (topic || own) return line.charAt(0).toUpperCase() + line.slice(1).replace(/\.$/u, '')
  }
  return null
}

/** Whether the heading names a kind of document of the genre. */
export function namesKind(normalized: NormalizedText, clauses: readonly Clause[]): boolean {
  return readHeading(normalized, findHeading(clauses)).kind !== null
}
