import type { SourceTable } from '#core/organizations'
import { err, ok, type Result } from '#core/result'
import { readCsv } from './csv.ts'
import { maxDocumentBytes } from './readDocument.ts'
import { readPlainText } from './plainText.ts'
import { type TableError, tableBounds } from './tableBounds.ts'
import { openZip } from './unzip.ts'
import { readXlsx } from './xlsx.ts'

/**
 * The tables of a file's bytes, told by what they are and not by a name: the visible sheets of an Excel file (.xlsx), or
 * one table of a text with commas, semicolons or tabs. Never throws.
 *
 * Errors: those of `readPlainText` and `openZip`, `DocumentTooLarge`, `DocumentFormatUnsupported`, `DocumentUnsafe`, `ImportTooLong`.
 */
export function readTables(bytes: Uint8Array): Result<readonly SourceTable[], TableError> {
  if (bytes.length > maxDocumentBytes) return err({ type: 'DocumentTooLarge' })
  if (startsWith(bytes, [0x50, 0x4b])) {
    const archive = openZip(bytes)
    if (!archive.ok) return archive
    return archive.value.has('xl/workbook.xml') ? readXlsx(archive.value) : err({ type: 'DocumentFormatUnsupported' })
  }
  // The old Excel format, and a new one with a password.
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]) || startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) return err({ type: 'DocumentFormatUnsupported' })
  const text = readPlainText(bytes)
  if (!text.ok) return text
  const rows = readCsv(text.value, tableBounds)
  return rows === null ? err({ type: 'ImportTooLong' }) : ok([{ sheet: '', rows }])
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte)
}
