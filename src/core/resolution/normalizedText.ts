/**
 * The text the rules read, with the way back to the source: `offsets[i]` is the UTF-16 offset in `source` of `text[i]`.
 * Line breaks of every kind are `\n`; other whitespace is one space, none at the ends of a line; invisible characters and emphasis asterisks are gone; a decomposed «й» or «ё» is one letter; a word cut by a
 * hyphen at a line's end is whole.
 */
export interface NormalizedText {
  readonly source: string
  readonly text: string
  readonly offsets: Uint32Array
  /** Where each line of the source begins. */
  readonly lineStarts: readonly number[]
  /** Rows of tables, in order; their cells stand side by side in the text. */
  readonly rows: readonly TextRow[]
}

/** One row of a table: a line of the text of its own, and where its cells lie; ends exclusive. */
export interface TextRow {
  readonly from: number
  readonly to: number
  readonly cells: Readonly<Partial<Record<CellRole, TextRange>>>
}

export interface TextRange {
  readonly from: number
  readonly to: number
}

/** What a column holds, as its head says; `section` is a row that heads the rows after it. */
export type CellRole = 'number' | 'text' | 'deadline' | 'responsible' | 'section'
