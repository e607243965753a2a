import { type ZipEntry, makeZip } from './makeZip.ts'

const wordNamespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** `word/document.xml` around its body. */
export function wordXml(body: string, root = 'document'): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:${root} xmlns:w="${wordNamespace}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">${root === 'document' ? `<w:body>${body}</w:body>` : body}</w:${root}>`
}

/** A paragraph; `properties` stands inside `w:pPr`. */
export function wordParagraph(text: string, properties = ''): string {
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
}

export const inList = (listId: number, level = 0): string => `<w:numPr><w:ilvl w:val="${String(level)}"/><w:numId w:val="${String(listId)}"/></w:numPr>`

/** A table of cells' texts. */
export function wordTable(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]): string => row.map((cell) => `<w:tc>${cell.startsWith('<') ? cell : wordParagraph(cell)}</w:tc>`).join('')
  return `<w:tbl>${rows.map((row) => `<w:tr>${cells(row)}</w:tr>`).join('')}</w:tbl>`
}

/** A Word file of its text's XML, with further parts beside it. */
export function makeDocx(document: string | Uint8Array, more: readonly ZipEntry[] = []): Uint8Array {
  const bytes = typeof document === 'string' ? utf8(document) : document
  return makeZip([{ name: '[Content_Types].xml', bytes: utf8('<Types/>') }, { name: 'word/document.xml', bytes }, ...more])
}

/** `word/numbering.xml` with one list for each set of levels, numbered from 1. */
export function wordNumberingXml(lists: readonly (readonly (readonly [format: string, pattern: string])[])[]): string {
  const levels = (list: (typeof lists)[number]): string =>
    list.map(([format, pattern], level) => `<w:lvl w:ilvl="${String(level)}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${pattern}"/></w:lvl>`).join('')
  const abstract = lists.map((list, place) => `<w:abstractNum w:abstractNumId="${String(place)}">${levels(list)}</w:abstractNum>`).join('')
  const numbers = lists.map((_, place) => `<w:num w:numId="${String(place + 1)}"><w:abstractNumId w:val="${String(place)}"/></w:num>`).join('')
  return wordXml(abstract + numbers, 'numbering')
}
