import { err, type Result } from '#core/result'
import type { DocumentError } from './documentError.ts'
import { readPlainText } from './plainText.ts'

/** Twice what the largest honest document of the genre needs. */
export const maxDocumentBytes = 20 * 1024 * 1024

const signatures: readonly { readonly start: readonly number[]; readonly format: string }[] = [
  { start: [0x25, 0x50, 0x44, 0x46], format: 'PDF' },
  { start: [0x50, 0x4b, 0x03, 0x04], format: 'DOCX/ZIP' },
  { start: [0xd0, 0xcf, 0x11, 0xe0], format: 'DOC' },
  { start: [0x7b, 0x5c, 0x72, 0x74, 0x66], format: 'RTF' },
  { start: [0x89, 0x50, 0x4e, 0x47], format: 'PNG' },
  { start: [0xff, 0xd8, 0xff], format: 'JPEG' },
]

/**
 * The plain text of a file's bytes; an empty file is an empty text. Errors: `DocumentTooLarge` (over 20 MiB), `DocumentFormatUnsupported`
 * (with `format`), `DocumentNotText`, `DocumentGarbled`.
 */
export function readDocument(bytes: Uint8Array): Result<string, DocumentError> {
  if (bytes.length > maxDocumentBytes) return err({ type: 'DocumentTooLarge' })
  const known = signatures.find(({ start }) => start.every((byte, at) => bytes[at] === byte))
  if (known !== undefined) return err({ type: 'DocumentFormatUnsupported', format: known.format })
  return readPlainText(bytes)
}
