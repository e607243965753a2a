import { plainWords } from './kindWords.ts'

/** What a column of a list of organizations may hold. */
export const importFields = ['number', 'name', 'kinds', 'settlement', 'phone', 'head'] as const
export type ImportField = (typeof importFields)[number]

/** The beginnings of headings, the likeliest reading first; `plainWords` of what offices write above their columns. */
const headings: readonly (readonly [RegExp, ImportField])[] = [
  [/^(?:публичный )?номер(?: организации| в программе| оо)?$|^код организации$/u, 'number'],
  [/^(?:вид|тип|категория)(?:\s|$)/u, 'kinds'],
  [/^(?:тел|контакт|моб|номер телефона|рабочий тел)/u, 'phone'],
  [/^(?:фио|ф и о|руководител|директор|заведующ|фамилия)/u, 'head'],
  [/^(?:насел|пос[её]л|село|наслег|город|местность|населенн|муниципальн\p{L}* образован|адрес)/u, 'settlement'],
  [/^(?:наименован|название|организаци|полное наим|краткое наим|оо$|образовательн\p{L}* (?:организ|учрежд)|учрежден|школа$)/u, 'name'],
]

/** Where each field stands (columns from 0), and in which row the headings are. */
export interface RecognizedColumns {
  /** From 0. */
  readonly headerRow: number
  readonly columnOf: Readonly<Partial<Record<ImportField, number>>>
  /** Headings nothing was made of. */
  readonly unknown: readonly string[]
}

/** Titles, dates and empty lines may stand above the headings. */
const searchedRows = 30

/**
 * Finds the row of headings: the one that names most fields, a column for the name among them. Null when no row does:
 * a list without headings is not guessed at.
 */
export function recognizeColumns(rows: readonly (readonly string[])[]): RecognizedColumns | null {
  let best: RecognizedColumns | null = null
  for (const [headerRow, cells] of rows.slice(0, searchedRows).entries()) {
    const read = readHeadings(headerRow, cells)
    if (read.columnOf.name === undefined || countOf(read) < 2) continue
    if (best === null || countOf(read) > countOf(best)) best = read
  }
  return best
}

function readHeadings(headerRow: number, cells: readonly string[]): RecognizedColumns {
  const columnOf: Partial<Record<ImportField, number>> = {}
  const unknown: string[] = []
  for (const [column, cell] of cells.entries()) {
    const words = plainWords(cell)
    if (words === '') continue
    const field = fieldOf(words)
    // The first of two columns of one meaning counts: «Полное наименование» before «Краткое».
    if (field !== undefined && columnOf[field] === undefined) columnOf[field] = column
    else if (!/^(?:№|n|№ п\/п|п\/п|№ п п)$/u.test(words)) unknown.push(cell.trim())
  }
  return { headerRow, columnOf, unknown }
}

/** A heading is short: a paragraph above the table that begins with «Организация» is none. */
function fieldOf(words: string): ImportField | undefined {
  return words.length > 60 ? undefined : headings.find(([pattern]) => pattern.test(words))?.[1]
}

function countOf({ columnOf }: RecognizedColumns): number {
  return Object.keys(columnOf).length
}
