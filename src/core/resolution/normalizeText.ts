import type { Span } from './span.ts'

/**
 * The text the rules read, with the way back to the source: `offsets[i]` is the UTF-16 offset in `source` of `text[i]`.
 * Line breaks of every kind are `\n`; other whitespace is one space, none at the ends of a line; invisible characters
 * and emphasis asterisks are gone; a decomposed «й» or «ё» is one letter.
 */
export interface NormalizedText {
  readonly source: string
  readonly text: string
  readonly offsets: Uint32Array
}

const space = 0x20
const newline = 0x0a
const bullet = 0x2022
const asterisk = 0x2a
const chunkSize = 8192

function isLineBreak(code: number): boolean {
  return (code >= 0x0a && code <= 0x0d) || code === 0x85 || code === 0x2028 || code === 0x2029
}

function isBlank(code: number): boolean {
  if (code <= space || (code >= 0x7f && code <= 0xa0)) return true
  return (code >= 0x2000 && code <= 0x200a) || code === 0x202f || code === 0x205f || code === 0x3000 || code === 0x1680
}

function isInvisible(code: number): boolean {
  return code === 0xad || (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || code === 0x2060 || code === 0xfeff
}

/** The one letter that a letter with a combining breve or diaeresis stands for; 0 where there is none. */
function composed(letter: number, mark: number): number {
  if (mark === 0x306) return letter === 0x438 ? 0x439 : letter === 0x418 ? 0x419 : 0
  if (mark === 0x308) return letter === 0x435 ? 0x451 : letter === 0x415 ? 0x401 : 0
  return 0
}

function toText(codes: Uint16Array, length: number): string {
  const chunks: string[] = []
  for (let at = 0; at < length; at += chunkSize) {
    chunks.push(String.fromCharCode(...codes.subarray(at, Math.min(length, at + chunkSize))))
  }
  return chunks.join('')
}

/** Normalises any text in linear time; never fails. */
export function normalizeText(source: string): NormalizedText {
  const codes = new Uint16Array(source.length)
  const offsets = new Uint32Array(source.length)
  let length = 0
  const put = (code: number, at: number): void => {
    codes[length] = code
    offsets[length] = at
    length += 1
  }
  for (let at = 0; at < source.length; at += 1) {
    const code = source.charCodeAt(at)
    const last = length === 0 ? newline : (codes[length - 1] ?? newline)
    if (isLineBreak(code)) {
      if (code === 0x0d && source.charCodeAt(at + 1) === newline) continue
      if (last === space) length -= 1
      put(newline, at)
    } else if (isBlank(code)) {
      if (last !== space && last !== newline) put(space, at)
    } else if (isInvisible(code)) {
      continue
    } else if (code === asterisk) {
      // A lone asterisk with a space after it opens a list item; every other one is emphasis.
      const next = source.charCodeAt(at + 1)
      const alone = source.charCodeAt(at - 1) !== asterisk
      if (alone && last === newline && isBlank(next) && !isLineBreak(next)) put(bullet, at)
    } else {
      const letter = composed(last, code)
      if (letter === 0) put(code, at)
      else codes[length - 1] = letter
    }
  }
  if (length > 0 && codes[length - 1] === space) length -= 1
  return { source, text: toText(codes, length), offsets: offsets.subarray(0, length) }
}

/** The source range of the normalised characters `from` to `to` (exclusive); empty at the end of the text. */
export function sourceSpan(normalized: NormalizedText, from: number, to: number): Span {
  const start = normalized.offsets[from]
  const last = normalized.offsets[to - 1]
  if (start === undefined || last === undefined || to <= from) {
    const at = start ?? normalized.source.length
    return { start: at, end: at }
  }
  const after = normalized.source.charCodeAt(last + 1)
  return { start, end: last + (after === 0x306 || after === 0x308 ? 2 : 1) }
}

/** The characters `from` to `to` as one line: line breaks become single spaces. */
export function flatText(normalized: NormalizedText, from: number, to: number): string {
  const text = normalized.text.slice(from, to)
  return text.includes('\n') ? text.replace(/\n+/g, ' ') : text
}

/**
 * As {@link flatText}, with a space where emphasis marks alone part two words: converters drop the line break of a
 * heading and leave «РЕЗОЛЮЦИЯ**коллегии». Wrong inside a word, so it is used for headings of documents only.
 */
export function flatTextOfHeading(normalized: NormalizedText, from: number, to: number): string {
  let result = ''
  for (let at = from; at < to; at += 1) {
    const offset = normalized.offsets[at] ?? 0
    const before = normalized.offsets[at - 1] ?? offset
    const glued = at > from && normalized.source.slice(before + 1, offset).includes('*')
    const pair = normalized.text.slice(at - 1, at + 1)
    if (glued && /^\p{L}[\p{L}«“"„]$/u.test(pair)) result += ' '
    result += normalized.text[at] ?? ''
  }
  return result.replace(/\n+/g, ' ')
}
