import { ok, type Result } from '#core/result'
import type { DocumentError } from './documentError.ts'
import { type XmlElement, XmlReader } from './readXml.ts'
import type { ZipArchive } from './unzip.ts'

/** One level of a list: how its number is printed. */
interface ListLevel {
  start: number
  /** Word's name of the numerals: "decimal", "lowerLetter", "bullet". */
  format: string
  /** "%1.%2." with the numbers of the levels in their places; the sign itself for a bullet. */
  pattern: string
}

/** The place of a paragraph in a list, as `w:numPr` says it. */
export interface ListPlace {
  readonly listId: string
  readonly level: number
}

interface List {
  readonly abstractId: string
  /** Levels that begin anew in this list. */
  readonly starts: ReadonlyMap<number, number>
}

const maxLevel = 8

/** The lists of a Word file: prints the number that Word computes for each paragraph of a list, in the order of the text. */
export class WordNumbering {
  readonly #levels = new Map<string, Map<number, ListLevel>>()
  readonly #lists = new Map<string, List>()
  readonly #styleLists = new Map<string, string>()
  /** Numbers reached, by abstract list: lists that share one count on together unless one says where it starts. */
  readonly #counters = new Map<string, (number | undefined)[]>()
  readonly #begun = new Set<string>()

  /** Reads `word/numbering.xml`; a file without it has no lists. */
  static read(archive: ZipArchive): Result<WordNumbering, DocumentError> {
    const numbering = new WordNumbering()
    const path = 'word/numbering.xml'
    if (!archive.has(path)) return ok(numbering)
    const reader = new XmlReader(new NumberingHandler(numbering.#levels, numbering.#lists, numbering.#styleLists))
    const read = archive.read(path, (piece) => { reader.take(piece) })
    const ended = read.ok ? reader.end() : read
    return ended.ok ? ok(numbering) : ended
  }

  /** The number of the next paragraph at a place, e.g. "1.2." or "•"; empty where none is printed. */
  next({ listId, level }: ListPlace): string {
    const list = this.#lists.get(listId)
    if (list === undefined || level < 0 || level > maxLevel) return ''
    const abstractId = this.#styleLists.get(list.abstractId) ?? list.abstractId
    const levels = this.#levels.get(abstractId)
    const own = levels?.get(level)
    if (levels === undefined || own === undefined) return ''
    const counters = this.#countersOf(listId, list, abstractId)
    counters[level] = (counters[level] ?? own.start - 1) + 1
    counters.length = level + 1
    return printLabel(own, levels, counters)
  }

  #countersOf(listId: string, { starts }: List, abstractId: string): (number | undefined)[] {
    const counters = this.#counters.get(abstractId) ?? []
    this.#counters.set(abstractId, counters)
    if (!this.#begun.has(listId)) for (const [level, start] of starts) counters[level] = start - 1
    this.#begun.add(listId)
    return counters
  }
}

function printLabel({ format, pattern }: ListLevel, levels: ReadonlyMap<number, ListLevel>, counters: readonly (number | undefined)[]): string {
  if (format === 'none') return ''
  if (format === 'bullet') return /^[-–—‒−]$/u.test(pattern) ? pattern : '•'
  return pattern.replace(/%([1-9])/gu, (_, digit: string) => {
    const level = levels.get(Number(digit) - 1)
    return level === undefined ? '' : printNumeral(counters[Number(digit) - 1] ?? level.start, level.format)
  })
}

const romanDigits: readonly (readonly [number, string])[] = [
  [1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I'],
]
const latinLetters = 'abcdefghijklmnopqrstuvwxyz'
/** Word leaves out ё, з, й, ъ, ы, ь only in part of its versions; these are the letters of today's. */
const russianLetters = 'абвгдежзиклмнопрстуфхцчшщэюя'

function printNumeral(number: number, format: string): string {
  switch (format) {
    case 'upperRoman':
      return toRoman(number)
    case 'lowerRoman':
      return toRoman(number).toLowerCase()
    case 'upperLetter':
      return toLetter(number, latinLetters).toUpperCase()
    case 'lowerLetter':
      return toLetter(number, latinLetters)
    case 'russianUpper':
      return toLetter(number, russianLetters).toUpperCase()
    case 'russianLower':
      return toLetter(number, russianLetters)
    case 'decimalZero':
      return String(number).padStart(2, '0')
    default:
      return String(number)
  }
}

function toRoman(number: number): string {
  if (number > 3999) return String(number)
  let rest = number
  return romanDigits.map(([value, sign]) => {
    const times = Math.floor(rest / value)
    rest -= times * value
    return sign.repeat(times)
  }).join('')
}

/** After the last letter Word doubles them: а … я, аа, бб. */
function toLetter(number: number, letters: string): string {
  const letter = letters[(number - 1) % letters.length] ?? ''
  return letter.repeat(Math.min(4, Math.ceil(number / letters.length)))
}

/** Fills the tables of `WordNumbering` from the elements of `numbering.xml`. */
class NumberingHandler {
  readonly #levels: Map<string, Map<number, ListLevel>>
  readonly #lists: Map<string, List>
  readonly #styleLists: Map<string, string>
  readonly #abstractByStyle = new Map<string, string>()
  readonly #linked = new Map<string, string>()
  #abstractId: string | null = null
  #level: ListLevel | null = null
  #listId: string | null = null
  #overridden: number | null = null
  #starts = new Map<number, number>()
  #listAbstract = ''

  constructor(levels: Map<string, Map<number, ListLevel>>, lists: Map<string, List>, styleLists: Map<string, string>) {
    this.#levels = levels
    this.#lists = lists
    this.#styleLists = styleLists
  }

  open({ name, attribute }: XmlElement): void {
    const value = attribute('val') ?? ''
    if (name === 'abstractNum') this.#openAbstract(attribute('abstractNumId') ?? '')
    else if (name === 'num') this.#openList(attribute('numId') ?? '')
    else if (name === 'lvl' && this.#listId === null && this.#abstractId !== null) this.#openLevel(this.#abstractId, Number(attribute('ilvl')))
    else if (name === 'start' && this.#level !== null) this.#level.start = wholeOf(value)
    else if (name === 'numFmt' && this.#level !== null) this.#level.format = value
    else if (name === 'lvlText' && this.#level !== null) this.#level.pattern = value
    else if (name === 'styleLink' && this.#abstractId !== null) this.#abstractByStyle.set(value, this.#abstractId)
    else if (name === 'numStyleLink' && this.#abstractId !== null) this.#linked.set(this.#abstractId, value)
    else if (name === 'abstractNumId') this.#listAbstract = value
    else if (name === 'lvlOverride') this.#overridden = Number(attribute('ilvl'))
    else if (name === 'startOverride' && this.#overridden !== null) this.#starts.set(this.#overridden, wholeOf(value))
  }

  close(name: string): void {
    if (name === 'lvl') this.#level = null
    else if (name === 'abstractNum') this.#abstractId = null
    else if (name === 'lvlOverride') this.#overridden = null
    else if (name === 'num' && this.#listId !== null) {
      this.#lists.set(this.#listId, { abstractId: this.#listAbstract, starts: this.#starts })
      this.#listId = null
    } else if (name === 'numbering') this.#link()
  }

  text(): void {
    // Nothing of a list's definition is text.
  }

  #openAbstract(id: string): void {
    this.#abstractId = id
    this.#levels.set(id, new Map())
  }

  #openList(id: string): void {
    this.#listId = id
    this.#starts = new Map()
    this.#listAbstract = ''
  }

  #openLevel(abstractId: string, place: number): void {
    this.#level = { start: 1, format: 'decimal', pattern: '' }
    this.#levels.get(abstractId)?.set(place, this.#level)
  }

  /** A definition that only names a style of lists stands for the one which defines that style. */
  #link(): void {
    for (const [abstractId, style] of this.#linked) {
      const target = this.#abstractByStyle.get(style)
      if (target !== undefined) this.#styleLists.set(abstractId, target)
    }
  }
}

function wholeOf(text: string): number {
  const number = Number(text)
  return Number.isSafeInteger(number) && number >= 0 && number < 100_000 ? number : 1
}
