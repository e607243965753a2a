import type { DateOnly } from '#core/directive'

/*
 * A report as it lies on paper and as it lies in a workbook, in words already and of no format yet: Word, print, Excel
 * and CSV are made of the same rows, so their numbers cannot differ.
 */

/** A document of pages that each begin on a sheet of their own. */
export interface Paper {
  readonly title: string
  readonly isLandscape: boolean
  readonly pages: readonly PaperPage[]
}

export interface PaperPage {
  /** The office's lines above everything. */
  readonly letterhead: readonly string[]
  /** Lines of the addressee, at the right; empty where the paper is addressed to nobody. */
  readonly addressee: readonly string[]
  readonly title: string
  /** Centred lines below the title: of what, «по состоянию на …». */
  readonly lines: readonly string[]
  /** Paragraphs before the tables. */
  readonly opening: readonly string[]
  readonly tables: readonly PaperTable[]
  /** Paragraphs after them. */
  readonly closing: readonly string[]
  readonly signature: { readonly post: string; readonly name: string } | null
  /** Whether the place of the QR requisite of GOST R 7.0.97-2025 is kept at the lower right of its first sheet. */
  readonly hasQrPlace: boolean
}

export interface PaperTable {
  readonly caption: string | null
  /** Many narrow columns: letters of 10 points instead of 12. */
  readonly isDense?: boolean
  readonly columns: readonly PaperColumn[]
  readonly rows: readonly PaperRow[]
}
export interface PaperColumn {
  readonly title: string
  /** Its part of the width, per cent. */
  readonly share: number
  readonly align: 'left' | 'center' | 'right'
}
export interface PaperRow {
  /** `group`: one cell over all columns. */
  readonly kind: 'plain' | 'group' | 'total'
  readonly cells: readonly PaperCell[]
}
/** Paragraphs of one cell. */
export type PaperCell = readonly string[]

/** A workbook; the last sheet explains the numbers. */
export interface Workbook {
  readonly sheets: readonly Sheet[]
}
export interface Sheet {
  /** At most 31 characters, none of `\ / ? * [ ] :`. */
  readonly name: string
  /** Lines above the table. */
  readonly lines: readonly string[]
  readonly columns: readonly { readonly title: string; readonly width: number }[]
  readonly rows: readonly (readonly SheetCell[])[]
  /** The row of sums below; null where nothing is summed. */
  readonly total: readonly SheetCell[] | null
}
/** A text stays a text whatever it begins with; a date is a real one. */
export type SheetCell = string | number | { readonly date: DateOnly } | null
