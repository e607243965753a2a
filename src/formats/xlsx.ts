import type { SourceTable } from '#core/organizations'
import { err, ok, type Result } from '#core/result'
import type { DocumentError } from './documentError.ts'
import { XmlReader, type XmlElement, type XmlHandler } from './readXml.ts'
import { type TableError, tableBounds } from './tableBounds.ts'
import type { ZipArchive } from './unzip.ts'
import { isDateFormat } from './xlsxDates.ts'
import { XlsxSheetHandler } from './xlsxSheet.ts'

/** Most words a workbook may share among its cells (UTF-16 units). */
const maxSharedLength = 8_000_000

/**
 * The visible sheets of a workbook as texts, by the parts of ECMA-376 (SpreadsheetML) that hold values: a formula is
 * its last computed value, a date is `22.11.2026`. Nothing the file points to outside itself is asked for.
 */
export function readXlsx(archive: ZipArchive): Result<readonly SourceTable[], TableError> {
  const book = readBook(archive)
  if (!book.ok) return book
  const shared = readShared(archive)
  if (!shared.ok) return shared
  const dateStyles = readDateStyles(archive)
  if (!dateStyles.ok) return dateStyles
  const tables: SourceTable[] = []
  for (const { name, path } of book.value.sheets.slice(0, tableBounds.sheets)) {
    const handler = new XlsxSheetHandler({ shared: shared.value, dateStyles: dateStyles.value, is1904: book.value.is1904 })
    const read = readPart(archive, path, handler)
    if (!read.ok) return read
    if (handler.isTooLong) return err({ type: 'ImportTooLong' })
    tables.push({ sheet: name, rows: handler.rows() })
  }
  return ok(tables)
}

interface Book {
  readonly sheets: readonly { readonly name: string; readonly path: string }[]
  readonly is1904: boolean
}

function readBook(archive: ZipArchive): Result<Book, DocumentError> {
  const targets = new Map<string, string>()
  const rels = readPart(archive, 'xl/_rels/workbook.xml.rels', opening(({ name, attribute }) => {
    if (name === 'Relationship' && (attribute('Type') ?? '').endsWith('/worksheet')) targets.set(attribute('Id') ?? '', attribute('Target') ?? '')
  }))
  if (!rels.ok) return rels
  const sheets: { name: string; path: string }[] = []
  let is1904 = false
  const book = readPart(archive, 'xl/workbook.xml', opening(({ name, attribute }) => {
    if (name === 'workbookPr') is1904 = attribute('date1904') === '1' || attribute('date1904') === 'true'
    const target = name === 'sheet' && (attribute('state') ?? 'visible') === 'visible' ? targets.get(attribute('id') ?? '') : undefined
    if (target === undefined) return
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
    if (archive.has(path)) sheets.push({ name: attribute('name') ?? '', path })
  }))
  return book.ok ? ok({ sheets, is1904 }) : book
}

/** Strings that cells name by their place; the reading aids of eastern scripts are no part of them. */
function readShared(archive: ZipArchive): Result<readonly string[], DocumentError> {
  const path = 'xl/sharedStrings.xml'
  const strings: string[] = []
  if (!archive.has(path)) return ok(strings)
  let [text, length, phonetic, isText] = ['', 0, 0, false]
  const read = readPart(archive, path, {
    open({ name }) {
      if (name === 'si') text = ''
      if (name === 'rPh') phonetic += 1
      isText = name === 't' && phonetic === 0
    },
    close(name) {
      if (name === 'rPh') phonetic -= 1
      if (name === 't') isText = false
      if (name === 'si') strings.push(text.slice(0, tableBounds.cellLength))
    },
    text(piece) {
      length += piece.length
      if (isText && length <= maxSharedLength) text += piece
    },
  })
  if (!read.ok) return read
  return length > maxSharedLength ? err({ type: 'DocumentUnpacksTooLarge' }) : ok(strings)
}

/** The places of the styles that show a number as a date. */
function readDateStyles(archive: ZipArchive): Result<ReadonlySet<number>, DocumentError> {
  const path = 'xl/styles.xml'
  const dates = new Set<number>()
  if (!archive.has(path)) return ok(dates)
  const formats = new Map<number, string>()
  let [isStyles, place] = [false, 0]
  const read = readPart(archive, path, {
    open({ name, attribute }) {
      if (name === 'numFmt') formats.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '')
      if (name === 'cellXfs') isStyles = true
      if (name !== 'xf' || !isStyles) return
      const id = Number(attribute('numFmtId'))
      if (isDateFormat(id, formats.get(id))) dates.add(place)
      place += 1
    },
    close(name) { if (name === 'cellXfs') isStyles = false },
    text() { /* Styles hold no words. */ },
  })
  return read.ok ? ok(dates) : read
}

function opening(open: (element: XmlElement) => void): XmlHandler {
  return { open, close() { /* Empty elements. */ }, text() { /* They hold no words. */ } }
}

function readPart(archive: ZipArchive, path: string, handler: XmlHandler): Result<null, DocumentError> {
  const reader = new XmlReader(handler)
  const read = archive.read(path, (piece) => { reader.take(piece) })
  return read.ok ? reader.end() : read
}
