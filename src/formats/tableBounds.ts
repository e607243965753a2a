import type { DocumentErrorType } from '#core/resolution'

/** Why a file gave no tables. `ImportTooLong`: words stand below the last row that is read. */
export interface TableError {
  readonly type: DocumentErrorType | 'ImportTooLong'
}

/** Bounds of one sheet: a list of organizations is far smaller, and a sheet of a million rows must not fill the memory. */
export const tableBounds = { rows: 20_000, columns: 60, sheets: 30, cellLength: 1_000 } as const
