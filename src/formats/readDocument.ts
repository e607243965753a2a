import { maxCharacters } from '#core/resolution'
import { err, ok, type Result } from '#core/result'
import type { DocumentError } from './documentError.ts'
import type { DocumentText } from './documentText.ts'
import { isDocx, readDocx } from './docx.ts'
import type { PdfLibrary } from './pdfLibrary.ts'
import { readPlainText } from './plainText.ts'
import { openZip } from './unzip.ts'

/** Twice what the largest honest document of the genre needs. */
export const maxDocumentBytes = 20 * 1024 * 1024

/** Heavy readers that only some programs can run; a format without its reader is unsupported. */
export interface DocumentReaders {
  readonly loadPdf?: () => Promise<PdfLibrary>
  /** The text of an old Word file (.doc); throws where it cannot be read. */
  readonly readDoc?: (bytes: Uint8Array) => Promise<string>
}

const signatures: readonly { readonly start: readonly number[]; readonly format: string }[] = [
  { start: [0x25, 0x50, 0x44, 0x46], format: 'PDF' },
  { start: [0x50, 0x4b, 0x03, 0x04], format: 'ZIP' },
  { start: [0x50, 0x4b, 0x05, 0x06], format: 'ZIP' },
  { start: [0xd0, 0xcf, 0x11, 0xe0], format: 'DOC' },
  { start: [0x7b, 0x5c, 0x72, 0x74, 0x66], format: 'RTF' },
  { start: [0x89, 0x50, 0x4e, 0x47], format: 'PNG' },
  { start: [0xff, 0xd8, 0xff], format: 'JPEG' },
  { start: [0x49, 0x49, 0x2a, 0x00], format: 'TIFF' },
  { start: [0x4d, 0x4d, 0x00, 0x2a], format: 'TIFF' },
]
const pictures: ReadonlySet<string> = new Set(['PNG', 'JPEG', 'TIFF'])

/**
 * The text of a file's bytes, told by what they are and not by a name; an empty file is an empty text. Never throws.
 *
 * Errors: `DocumentTooLarge` (over 20 MiB), `DocumentFormatUnsupported` (with `format`), `DocumentNotText`, `DocumentGarbled`, `DocumentBroken`,
 * `DocumentEncrypted`, `DocumentUnsafe`, `DocumentUnpacksTooLarge`, `DocumentTooLong`, `DocumentHasNoText`.
 */
export async function readDocument(bytes: Uint8Array, readers: DocumentReaders = {}): Promise<Result<DocumentText, DocumentError>> {
  if (bytes.length > maxDocumentBytes) return err({ type: 'DocumentTooLarge' })
  const format = signatures.find(({ start }) => start.every((byte, at) => bytes[at] === byte))?.format
  if (format === undefined) return readText(bytes)
  if (pictures.has(format)) return err({ type: 'DocumentHasNoText', format })
  if (format === 'ZIP') return readArchive(bytes)
  if (format === 'PDF' && readers.loadPdf !== undefined) {
    const [{ readPdf }, library] = await Promise.all([import('./pdf.ts'), readers.loadPdf()])
    return readPdf(bytes, maxCharacters, library)
  }
  if (format === 'DOC' && readers.readDoc !== undefined) return readOldWord(bytes, readers.readDoc)
  return err({ type: 'DocumentFormatUnsupported', format })
}

function readText(bytes: Uint8Array): Result<DocumentText, DocumentError> {
  // A PDF may stand behind a few stray bytes; as a text it would be garbage.
  const text = readPlainText(bytes)
  if (!text.ok) return text
  if (/^\s*<(?:!doctype\s|html[\s>]|\?xml\s)/iu.test(text.value.slice(0, 200))) return err({ type: 'DocumentFormatUnsupported', format: 'HTML' })
  return ok({ text: text.value, blocks: [] })
}

function readArchive(bytes: Uint8Array): Result<DocumentText, DocumentError> {
  const archive = openZip(bytes)
  if (!archive.ok) return archive
  if (isDocx(archive.value)) return readDocx(bytes, maxCharacters)
  const named = [['mimetype', 'ODT'], ['xl/workbook.xml', 'XLSX'], ['ppt/presentation.xml', 'PPTX']].find(([name = '']) => archive.value.has(name))
  return err({ type: 'DocumentFormatUnsupported', format: named?.[1] ?? 'ZIP' })
}

/** The old Office container also holds protected new files, tables and slides: what the reader cannot read is broken. */
async function readOldWord(bytes: Uint8Array, read: NonNullable<DocumentReaders['readDoc']>): Promise<Result<DocumentText, DocumentError>> {
  if (hasUtf16(bytes, 'EncryptedPackage')) return err({ type: 'DocumentEncrypted' })
  try {
    const text = await read(bytes)
    return text.trim() === '' ? err({ type: 'DocumentHasNoText' }) : ok({ text: text.slice(0, maxCharacters), blocks: [] })
  } catch {
    return err({ type: 'DocumentBroken' })
  }
}

/** Whether the directory of the container names a stream. */
function hasUtf16(bytes: Uint8Array, name: string): boolean {
  const codes = [...name].flatMap((sign) => [sign.charCodeAt(0), 0])
  const [first = 0] = codes
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (codes.every((code, offset) => bytes[at + offset] === code)) return true
  }
  return false
}
