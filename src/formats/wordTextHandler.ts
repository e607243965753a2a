import type { TextBuilder } from './documentText.ts'
import type { XmlElement, XmlHandler } from './readXml.ts'
import type { WordNumbering } from './wordNumbering.ts'

/** What a style of paragraphs says of lists. */
export interface WordStyle {
  basedOn: string | null
  listId: string | null
  level: number | null
}

export type WordStyles = ReadonlyMap<string, WordStyle>

interface OpenParagraph {
  text: string
  styleId: string | null
  listId: string | null
  level: number | null
}

interface OpenTable {
  readonly rows: (readonly string[])[]
  row: string[]
  cell: string[]
  /** The cell goes on with the one above, so it says what that one says. */
  goesOn: boolean
  span: number
}

/** What stands inside these elements is not read on paper. */
const leftOut: ReadonlySet<string> = new Set(['del', 'moveFrom', 'Fallback', 'instrText', 'rPrChange', 'pPrChange', 'tblPrChange', 'rt'])
/** Signs that stand for themselves inside a run. */
const signs: Readonly<Record<string, string>> = { tab: '\t', ptab: '\t', br: '\n', cr: '\n', noBreakHyphen: '-' }
/** A chain of styles that comes back to itself ends here. */
const maxStyleSteps = 12
/** A cell that claims more columns is a misprint. */
const maxSpan = 64

/** Gathers paragraphs and tables from the elements of a Word file's text, in the order of the file. */
export class WordTextHandler implements XmlHandler {
  readonly #builder: TextBuilder
  readonly #styles: WordStyles
  readonly #numbering: WordNumbering
  readonly #paragraphs: OpenParagraph[] = []
  readonly #tables: OpenTable[] = []
  /** How deep inside what is left out. */
  #leftOut = 0
  #inText = false
  #inProperties = false
  #isHidden = false

  constructor(builder: TextBuilder, styles: WordStyles, numbering: WordNumbering) {
    this.#builder = builder
    this.#styles = styles
    this.#numbering = numbering
  }

  open({ name, namespace, attribute }: XmlElement): void {
    if (this.#leftOut > 0 || leftOut.has(name)) {
      this.#leftOut += 1
      return
    }
    if (namespace !== 'main') return
    const value = attribute('val') ?? ''
    if (name === 'pPr' || name === 'rPr') this.#inProperties = true
    else if (name === 'r') this.#isHidden = false
    else if (name === 't') this.#inText = true
    else if (name === 'vanish') this.#isHidden = !['0', 'false', 'off'].includes(value)
    else if (signs[name] !== undefined && !this.#inProperties) this.#write(signs[name])
    else if (!this.#openParagraphPart(name, value)) this.#openTablePart(name, value)
  }

  close(name: string, namespace: string): void {
    if (this.#leftOut > 0) {
      this.#leftOut -= 1
      return
    }
    if (namespace !== 'main') return
    const table = this.#tables.at(-1)
    if (name === 't') this.#inText = false
    else if (name === 'pPr' || name === 'rPr') this.#inProperties = false
    else if (name === 'p') this.#closeParagraph()
    else if (name === 'tc' && table !== undefined) closeCell(table)
    else if (name === 'tr' && table !== undefined) table.rows.push(table.row)
    else if (name === 'tbl') this.#closeTable()
  }

  text(text: string): void {
    if (this.#inText && this.#leftOut === 0 && !this.#isHidden) this.#write(text)
  }

  #write(text: string): void {
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph !== undefined) paragraph.text += text
  }

  #openParagraphPart(name: string, value: string): boolean {
    if (name === 'p') {
      // The mark of a hidden paragraph does not hide the next one.
      this.#isHidden = false
      this.#paragraphs.push({ text: '', styleId: null, listId: null, level: null })
      return true
    }
    const paragraph = this.#paragraphs.at(-1)
    if (paragraph === undefined) return false
    if (name === 'pStyle') paragraph.styleId = value
    else if (name === 'numId') paragraph.listId = value
    else if (name === 'ilvl') paragraph.level = Number(value)
    else return false
    return true
  }

  #openTablePart(name: string, value: string): void {
    if (name === 'tbl') this.#tables.push({ rows: [], row: [], cell: [], goesOn: false, span: 1 })
    const table = this.#tables.at(-1)
    if (table === undefined) return
    if (name === 'tr') table.row = []
    else if (name === 'tc') [table.cell, table.goesOn, table.span] = [[], false, 1]
    else if (name === 'gridSpan') table.span = Math.min(maxSpan, Math.max(1, Number(value) || 1))
    else if (name === 'vMerge') table.goesOn = value !== 'restart'
  }

  #closeParagraph(): void {
    const paragraph = this.#paragraphs.pop()
    if (paragraph === undefined) return
    const words = paragraph.text.trim()
    const place = this.#placeInList(paragraph)
    // Word numbers an empty paragraph of a list too.
    const label = place === null ? '' : this.#numbering.next(place)
    const text = label === '' || words === '' ? words : `${label} ${words}`
    const table = this.#tables.at(-1)
    if (table !== undefined) {
      if (text !== '' || label !== '') table.cell.push(text === '' ? label : text)
    } else this.#builder.paragraph(text, { page: null, listLevel: label === '' ? null : (place?.level ?? null) })
  }

  /** The paragraph's own list, else that of its style; list 0 says that there is none. */
  #placeInList({ styleId, listId, level }: OpenParagraph): { readonly listId: string; readonly level: number } | null {
    const style = listId === null || level === null ? this.#listOfStyle(styleId) : null
    const id = listId ?? style?.listId ?? null
    return id === null || id === '0' ? null : { listId: id, level: level ?? style?.level ?? 0 }
  }

  #listOfStyle(styleId: string | null): WordStyle | null {
    let id = styleId
    for (let step = 0; step < maxStyleSteps && id !== null; step += 1) {
      const style = this.#styles.get(id)
      if (style === undefined) return null
      if (style.listId !== null) return style
      id = style.basedOn
    }
    return null
  }

  #closeTable(): void {
    const table = this.#tables.pop()
    if (table === undefined) return
    const outer = this.#tables.at(-1)
    if (outer === undefined) this.#builder.table(table.rows, null)
    // A table inside a cell is read as lines of that cell.
    else outer.cell.push(...table.rows.map((row) => row.filter((cell) => cell !== '').join(' ')))
  }
}

function closeCell(table: OpenTable): void {
  const above = table.rows.at(-1)?.[table.row.length]
  table.row.push(table.goesOn && above !== undefined ? above : table.cell.join('\n'))
  for (let column = 1; column < table.span; column += 1) table.row.push('')
}
