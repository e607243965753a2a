import { type Result, err, ok } from '#core/result'
import { tidy } from './organizationFields.ts'
import { type ImportField, type RecognizedColumns, importFields, recognizeColumns } from './recognizeColumns.ts'

/** A table as it was read from a file: the texts of its cells, of one sheet. */
export interface SourceTable {
  /** The sheet's name; empty for a file of text. */
  readonly sheet: string
  readonly rows: readonly (readonly string[])[]
}

/** One line of a list, as it was written; a column the file lacks is undefined: it changes nothing. */
export interface ImportRow extends Readonly<Partial<Record<ImportField, string>>> {
  /** As the file's program counts it, from 1. */
  readonly row: number
}

/** A list of organizations found in a file. */
export interface ReadImport extends Pick<RecognizedColumns, 'unknown'> {
  readonly sheet: string
  /** Fields the file has a column for. */
  readonly fields: readonly ImportField[]
  readonly rows: readonly ImportRow[]
}

/** Most organizations of one list: more than any district has. */
export const maxImportRows = 5_000
/** Longest text of one cell that is kept (UTF-16 units): enough to say what is wrong with it. */
const maxCellLength = 500

/** `ImportNoHeadings`: no sheet has a row that names an organization's columns. `ImportEmpty`: nothing stands below it. */
export interface ImportRefusal {
  readonly type: 'ImportNoHeadings' | 'ImportEmpty' | 'ImportTooLong'
}

/** Finds the list in a file's sheets: the first sheet whose headings are recognized. */
export function readImport(tables: readonly SourceTable[]): Result<ReadImport, ImportRefusal> {
  for (const { sheet, rows } of tables) {
    const columns = recognizeColumns(rows)
    if (columns === null) continue
    const read = rows.flatMap((cells, at) => (at <= columns.headerRow ? [] : (rowOf(cells, at + 1, columns) ?? [])))
    if (read.length === 0) return err({ type: 'ImportEmpty' })
    if (read.length > maxImportRows) return err({ type: 'ImportTooLong' })
    return ok({ sheet, fields: importFields.filter((field) => columns.columnOf[field] !== undefined), unknown: columns.unknown, rows: read })
  }
  return err({ type: 'ImportNoHeadings' })
}

/** Null for a line without words: an empty one, and one whose only cell numbers it. */
function rowOf(cells: readonly string[], row: number, { columnOf }: RecognizedColumns): ImportRow | null {
  const read: Partial<Record<ImportField, string>> = {}
  for (const field of importFields) {
    const column = columnOf[field]
    if (column !== undefined) read[field] = (field === 'kinds' ? (cells[column] ?? '').trim() : tidy(cells[column] ?? '').replace(/^'(?=[=+\-@])/u, '')).slice(0, maxCellLength)
  }
  return Object.values(read).every((text) => text === '') ? null : { row, ...read }
}
