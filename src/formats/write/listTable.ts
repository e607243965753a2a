import writeXlsxFile from 'write-excel-file/browser'

/** A list as a table of texts, its headings first. */
export interface ListTable {
  readonly sheet: string
  /** One per column, in characters. */
  readonly widths: readonly number[]
  readonly rows: readonly (readonly string[])[]
}

/** An Excel file with a frozen row of headings; every cell is a text, whatever sign it begins with. */
export async function listToXlsx({ sheet, widths, rows }: ListTable): Promise<Blob> {
  const [headings = [], ...lines] = rows
  const cells = [
    headings.map((value) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true, backgroundColor: '#e8eef7' })),
    ...lines.map((line) => line.map((value) => ({ value, type: String, wrap: true, alignVertical: 'top' as const }))),
  ]
  return writeXlsxFile(cells, { sheet, columns: widths.map((width) => ({ width })), stickyRowsCount: 1, orientation: 'landscape' }).toBlob()
}
