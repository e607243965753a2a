import type { Sheet, SheetCell } from '#core/report'
import { looksLikeFormula, printable } from './printable.ts'

/**
 * Writes one sheet as CSV for Excel in Russian: UTF-8 with its mark, semicolons, CRLF, dates dd.mm.yyyy, decimal commas.
 *
 * A text that begins like a formula gets an apostrophe before it: CSV has no types, and quotes around a field do not keep
 * Excel and LibreOffice from computing it. Our own numbers are written bare.
 */
export function writeCsv({ columns, rows, total }: Sheet): Uint8Array<ArrayBuffer> {
  const lines = [columns.map(({ title }) => title), ...rows, ...(total === null ? [] : [total])]
  const text = lines.map((cells) => cells.map(fieldOf).join(';')).join('\r\n')
  return new TextEncoder().encode(`\ufeff${text}\r\n`)
}

function fieldOf(cell: SheetCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell).replace('.', ',')
  if (typeof cell === 'object') return cell.date.split('-').reverse().join('.')
  const safe = looksLikeFormula(cell) ? `'${printable(cell)}` : printable(cell)
  return /[;"\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
