import { err, ok, type Result } from '#core/result'
import type { DocumentError } from './documentError.ts'
import { type DocumentText, TextBuilder } from './documentText.ts'
import { type WordStyle, type WordStyles, WordTextHandler } from './wordTextHandler.ts'
import { XmlReader } from './readXml.ts'
import { openZip, type ZipArchive } from './unzip.ts'
import { WordNumbering } from './wordNumbering.ts'

/**
 * The text of a Word file (.docx): paragraphs with the numbers Word computes, tables by rows and cells. Deleted and hidden text,
 * headers, footers, notes and fields' codes are left out; nothing the file points to outside itself is asked for.
 *
 * Read by the parts of ECMA-376 (WordprocessingML) that hold text. Errors: `DocumentBroken`, `DocumentEncrypted`, `DocumentUnsafe`,
 * `DocumentUnpacksTooLarge`.
 */
export function readDocx(bytes: Uint8Array, maxCharacters: number): Result<DocumentText, DocumentError> {
  const archive = openZip(bytes)
  if (!archive.ok) return archive
  const path = findMainPart(archive.value)
  if (path === null) return err({ type: 'DocumentBroken' })
  const styles = readStyles(archive.value)
  if (!styles.ok) return styles
  const numbering = WordNumbering.read(archive.value)
  if (!numbering.ok) return numbering
  const builder = new TextBuilder(maxCharacters)
  const reader = new XmlReader(new WordTextHandler(builder, styles.value, numbering.value))
  const read = archive.value.read(path, (piece) => { if (!builder.isFull) reader.take(piece) })
  if (!read.ok) return read
  const ended = builder.isFull ? ok(null) : reader.end()
  return ended.ok ? ok(builder.build()) : ended
}

/** Whether an archive's directory names a Word file. */
export function isDocx(archive: ZipArchive): boolean {
  return findMainPart(archive) !== null
}

const usualMainPart = 'word/document.xml'

/** Some programs name the text's part otherwise; `_rels/.rels` tells. */
function findMainPart(archive: ZipArchive): string | null {
  if (archive.has(usualMainPart)) return usualMainPart
  let target: string | null = null
  const reader = new XmlReader({
    open({ name, attribute }) {
      if (name === 'Relationship' && (attribute('Type') ?? '').endsWith('/officeDocument')) target ??= attribute('Target') ?? null
    },
    close() { /* Relationships are empty elements. */ },
    text() { /* They hold no text. */ },
  })
  const read = archive.read('_rels/.rels', (piece) => { reader.take(piece) })
  if (!read.ok || !reader.end().ok || target === null) return null
  const path = String(target).replace(/^\//u, '')
  return path.startsWith('word/') && archive.has(path) ? path : null
}

/** The lists that paragraphs get from their styles. */
function readStyles(archive: ZipArchive): Result<WordStyles, DocumentError> {
  const styles = new Map<string, WordStyle>()
  const path = 'word/styles.xml'
  if (!archive.has(path)) return ok(styles)
  let style: WordStyle | null = null
  const reader = new XmlReader({
    open({ name, attribute }) {
      const value = attribute('val') ?? ''
      if (name === 'style') {
        style = { basedOn: null, listId: null, level: null }
        styles.set(attribute('styleId') ?? '', style)
      } else if (style !== null && name === 'basedOn') style.basedOn = value
      else if (style !== null && name === 'numId') style.listId = value
      else if (style !== null && name === 'ilvl') style.level = Number(value)
    },
    close(name) { if (name === 'style') style = null },
    text() { /* Styles hold no text. */ },
  })
  const read = archive.read(path, (piece) => { reader.take(piece) })
  const ended = read.ok ? reader.end() : read
  return ended.ok ? ok(styles) : ended
}
