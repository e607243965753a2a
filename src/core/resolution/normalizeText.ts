import { arrangeLines } from './arrangeLines.ts'
import { isFirstOfCompound } from './compoundWords.ts'
import type { NormalizedText } from './normalizedText.ts'
import type { Span } from './span.ts'

const space = 0x20
const tab = 0x09
const newline = 0x0a
const hyphen = 0x2d
const softHyphen = 0xad
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

/** Normalises any text in linear time; never fails. Page numbers and running heads are gone, tables are rows. */
export function normalizeText(source: string): NormalizedText {
  return arrangeLines(readCharacters(source))
}

/** The characters alone: tabs stand where they stood, for they part the cells of a table. */
export function readCharacters(source: string): NormalizedText {
  const writer = new Writer(source)
  for (let at = 0; at < source.length; at += 1) writer.take(at)
  return writer.end()
}

class Writer {
  readonly #source: string
  readonly #codes: Uint16Array
  readonly #offsets: Uint32Array
  readonly #lineStarts = [0]
  #length = 0
  /** Where a hyphen that is seen only at a line's end stood. */
  #softAt = -2

  constructor(source: string) {
    this.#source = source
    this.#codes = new Uint16Array(source.length)
    this.#offsets = new Uint32Array(source.length)
  }

  take(at: number): void {
    const code = this.#source.charCodeAt(at)
    const last = this.#last(1)
    if (isLineBreak(code)) this.#breakLine(code, at)
    else if (isBlank(code)) this.#takeBlank(code, at)
    else if (code === softHyphen) this.#softAt = this.#length
    else if (isInvisible(code)) return
    else if (code === asterisk) {
      // A lone asterisk with a space after it opens a list item; every other one is emphasis.
      const next = this.#source.charCodeAt(at + 1)
      const alone = this.#source.charCodeAt(at - 1) !== asterisk
      if (alone && last === newline && isBlank(next) && !isLineBreak(next)) this.#put(bullet, at)
    } else {
      const letter = composed(last, code)
      if (letter !== 0) this.#codes[this.#length - 1] = letter
      else {
        if (last === newline && isLowerCase(code)) this.#joinCutWord()
        this.#put(code, at)
      }
    }
  }

  end(): NormalizedText {
    while (this.#length > 0 && isGap(this.#last(1))) this.#length -= 1
    return { source: this.#source, text: toText(this.#codes, this.#length), offsets: this.#offsets.subarray(0, this.#length), lineStarts: this.#lineStarts, rows: [] }
  }

  #breakLine(code: number, at: number): void {
    if (code === 0x0d && this.#source.charCodeAt(at + 1) === newline) return
    this.#lineStarts.push(at + 1)
    while (isGap(this.#last(1))) this.#length -= 1
    this.#put(newline, at)
  }

  #takeBlank(code: number, at: number): void {
    const last = this.#last(1)
    if (code === tab && last === space) this.#codes[this.#length - 1] = tab
    else if (code === tab) this.#put(tab, at)
    else if (!isGap(last) && last !== newline) this.#put(space, at)
  }

  /** «обра-» and «зования» on the next line are one word; «учебно-» keeps its hyphen. */
  #joinCutWord(): void {
    const before = this.#last(2)
    if (this.#softAt === this.#length - 1) this.#length -= 1
    else if (before === hyphen && isLowerCase(this.#last(3))) this.#length -= this.#isCompound() ? 1 : 2
  }

  #isCompound(): boolean {
    const tail = String.fromCharCode(...this.#codes.subarray(Math.max(0, this.#length - 26), this.#length - 2))
    return isFirstOfCompound(/\p{L}*$/u.exec(tail)?.[0] ?? '')
  }

  /** The character so many places before the end; a line break before the beginning. */
  #last(places: number): number {
    return this.#codes[this.#length - places] ?? newline
  }

  #put(code: number, at: number): void {
    this.#codes[this.#length] = code
    this.#offsets[this.#length] = at
    this.#length += 1
  }
}

function isGap(code: number): boolean {
  return code === space || code === tab
}

function isLowerCase(code: number): boolean {
  return (code >= 0x430 && code <= 0x44f) || code === 0x451 || (code >= 0x61 && code <= 0x7a)
}

/** The line of the source (from 1) on which a character of the normalised text stands. */
export function lineOf({ offsets, lineStarts }: NormalizedText, at: number): number {
  const offset = offsets[at] ?? 0
  let [low, high] = [0, lineStarts.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((lineStarts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return low + 1
}

/** The source range of the normalised characters `from` to `to` (exclusive); empty at the end of the text. */
export function sourceSpan(normalized: NormalizedText, from: number, to: number): Span {
  const first = normalized.offsets[from]
  const final = normalized.offsets[to - 1]
  if (first === undefined || final === undefined || to <= from) {
    const at = first ?? normalized.source.length
    return { start: at, end: at }
  }
  let [start, last] = [first, first]
  // Cells of a table may be read in another order than they are printed in.
  for (const offset of normalized.offsets.subarray(from, to)) {
    if (offset < start) start = offset
    if (offset > last) last = offset
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
