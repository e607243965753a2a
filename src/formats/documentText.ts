/** One paragraph, list item or table cell of a document: a stretch of its text, and where it stood in the file. */
export interface TextBlock {
  /** UTF-16 offsets into the text, end exclusive; a number that only the file's numbering holds is part of the stretch. */
  readonly start: number
  readonly end: number
  /** From 1; null where the format has no pages. */
  readonly page: number | null
  /** Level of a list item from 0; null for what is none. */
  readonly listLevel: number | null
  /** From 0 each; null outside tables. */
  readonly cell: { readonly table: number; readonly row: number; readonly column: number } | null
}

/**
 * What every format gives: a text that `parseResolution` reads, and the blocks it is made of. A paragraph is a line; a
 * table's row is a line whose cells are parted by {@link cellBreak}; lines inside a cell are parted by {@link lineBreakInCell}.
 */
export interface DocumentText {
  readonly text: string
  /** In the order of the text. Empty for plain text, whose lines are all it has. */
  readonly blocks: readonly TextBlock[]
}

export const cellBreak = '\t'
/** A sign that no text has, and that reads as a space. */
export const lineBreakInCell = '\u001f'

type Paragraph = Pick<TextBlock, 'page' | 'listLevel'>

/** Collects a document's text; `isFull` tells that `maxCharacters` are reached and the rest is left out. */
export class TextBuilder {
  readonly #parts: string[] = []
  readonly #blocks: TextBlock[] = []
  readonly #maxCharacters: number
  #length = 0
  #tables = 0

  constructor(maxCharacters: number) {
    this.#maxCharacters = maxCharacters
  }

  get isFull(): boolean {
    return this.#length > this.#maxCharacters
  }

  paragraph(text: string, place: Paragraph): void {
    // Breaks inside a paragraph are lines of it; tabs would read as cells.
    this.#put(text.replace(/\t/gu, ' '), { ...place, cell: null })
    this.#write('\n')
  }

  table(rows: readonly (readonly string[])[], page: number | null): void {
    for (const [row, cells] of rows.entries()) {
      for (const [column, cell] of cells.entries()) {
        if (column > 0) this.#write(cellBreak)
        this.#put(cell.trim().replace(/\t/gu, ' ').replace(/\n/gu, lineBreakInCell), { page, listLevel: null, cell: { table: this.#tables, row, column } })
      }
      this.#write('\n')
    }
    this.#tables += 1
  }

  build(): DocumentText {
    return { text: this.#parts.join(''), blocks: this.#blocks }
  }

  #put(text: string, place: Omit<TextBlock, 'start' | 'end'>): void {
    if (text === '' || this.isFull) return
    this.#blocks.push({ start: this.#length, end: this.#length + text.length, ...place })
    this.#write(text)
  }

  #write(text: string): void {
    this.#parts.push(text)
    this.#length += text.length
  }
}
