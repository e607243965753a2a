import type { XmlElement, XmlHandler } from './readXml.ts'
import { tableBounds } from './tableBounds.ts'
import { serialToText } from './xlsxDates.ts'

/** What the cells of every sheet refer to. */
export interface SheetContext {
  readonly shared: readonly string[]
  /** Places of the styles that show a date. */
  readonly dateStyles: ReadonlySet<number>
  readonly is1904: boolean
}

/** Most joined areas that are looked at. */
const maxMerges = 5_000

/** Collects the texts of one sheet's cells, row by row. */
export class XlsxSheetHandler implements XmlHandler {
  readonly #context: SheetContext
  readonly #rows: string[][] = []
  readonly #merges: string[] = []
  #rowAt = -1
  #columnAt = -1
  #type = ''
  #style = 0
  #text = ''
  #isValue = false
  #tooLong = false

  constructor(context: SheetContext) {
    this.#context = context
  }

  /** Whether words stand below the last row that is kept. */
  get isTooLong(): boolean {
    return this.#tooLong
  }

  open({ name, attribute }: XmlElement): void {
    if (name === 'row') {
      this.#rowAt = placeOf(attribute('r'), this.#rowAt)
      this.#columnAt = -1
    } else if (name === 'c') {
      this.#columnAt = columnOf(attribute('r')) ?? this.#columnAt + 1
      this.#type = attribute('t') ?? 'n'
      this.#style = Number(attribute('s') ?? 0)
      this.#text = ''
    } else if (name === 'v' || name === 't') this.#isValue = true
    else if (name === 'mergeCell' && this.#merges.length < maxMerges) this.#merges.push(attribute('ref') ?? '')
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#isValue = false
    if (name === 'c') this.#keep(this.#read().trim())
  }

  text(text: string): void {
    // A formula (`f`) is passed over: its value stands beside it.
    if (this.#isValue && this.#text.length < tableBounds.cellLength) this.#text += text
  }

  /** Every row from the first; a value that spans several rows counts for each of them. */
  rows(): readonly (readonly string[])[] {
    for (const merge of this.#merges) this.#spread(merge)
    return Array.from(this.#rows, (row: string[] | undefined) => Array.from(row ?? [], (cell: string | undefined) => cell ?? ''))
  }

  #read(): string {
    const { shared, dateStyles, is1904 } = this.#context
    if (this.#type === 's') return shared[Number(this.#text)] ?? ''
    if (this.#type === 'e') return ''
    if (this.#type === 'b') return this.#text === '1' ? 'да' : 'нет'
    if (this.#type !== 'n' || this.#text === '') return this.#text.replace(/_x000D_/gu, '\n')
    const number = Number(this.#text)
    if (!Number.isFinite(number)) return this.#text
    return (dateStyles.has(this.#style) ? serialToText(number, is1904) : null) ?? plainNumber(number)
  }

  #keep(text: string): void {
    if (text === '' || this.#columnAt >= tableBounds.columns) return
    if (this.#rowAt >= tableBounds.rows) this.#tooLong = true
    else (this.#rows[this.#rowAt] ??= [])[this.#columnAt] = text.slice(0, tableBounds.cellLength)
  }

  #spread(reference: string): void {
    const [, from, first, to, last] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/u.exec(reference) ?? []
    const column = columnOf(from)
    if (column === null || from !== to || column >= tableBounds.columns) return
    const value = this.#rows[Number(first) - 1]?.[column]
    if (value === undefined) return
    for (let row = Number(first); row < Math.min(Number(last), this.#rows.length); row += 1) (this.#rows[row] ??= [])[column] ??= value
  }
}

/** Telephones are often kept as numbers: no exponent, no binary tail. */
function plainNumber(number: number): string {
  return Number.isInteger(number) ? BigInt(number).toString() : String(number)
}

function placeOf(reference: string | undefined, before: number): number {
  const row = Number(reference)
  return Number.isInteger(row) && row > 0 ? row - 1 : before + 1
}

/** «AB12» → 27. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/u.exec(reference ?? '')?.[0]
  return letters === undefined ? null : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
