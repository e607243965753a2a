import { listToCsv } from '../../formats/write/listCsv.ts'
import type { ListTable } from '../../formats/write/listTable.ts'

/** Gives the browser a table to save; the writer of Excel files is loaded with the first of them. */
export async function saveList(table: ListTable, name: string, format: 'xlsx' | 'csv'): Promise<void> {
  saveBlob(format === 'csv' ? listToCsv(table.rows) : await (await import('../../formats/write/listTable.ts')).listToXlsx(table), `${name}.${format}`)
}

function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The download has begun by then; the page must not keep every file it ever made.
  setTimeout(() => { URL.revokeObjectURL(link.href) }, 60_000)
}
