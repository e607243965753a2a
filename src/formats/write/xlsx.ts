import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import writeSheets, { type Cell, type CellObject, type Sheet as FileSheet } from 'write-excel-file/universal'
import type { Sheet, SheetCell, Workbook } from '#core/report'
import { looksLikeFormula, printable } from './printable.ts'

/** What a sheet adds to the library's XML: its filter and how it is printed. */
interface SheetFrame {
  readonly name: string
  /** Numbers of rows from 1. */
  readonly head: number
  readonly last: number
  /** The last row of the filter: above the sums, or a filter would hide them. */
  readonly filterLast: number
  readonly columns: number
}

/** Excel holds no more characters in a cell. */
const maxCellLength = 32_767

const border = { borderStyle: 'thin', borderColor: '#808080' } as const

/**
 * Writes a workbook as a .xlsx file: frozen heads, filters, real dates, A4 across fitted to the width with the head on
 * every sheet. The library knows neither filters nor print areas, so its XML is completed.
 */
export async function writeXlsx({ sheets }: Workbook): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await writeSheets(sheets.map(fileSheetOf), { fontFamily: 'Times New Roman', fontSize: 11 }).toBlob()
  return completed(new Uint8Array(await blob.arrayBuffer()), sheets.map(frameOf))
}

function frameOf({ name, lines, columns, rows, total }: Sheet): SheetFrame {
  const head = lines.length + 1
  const filterLast = head + rows.length
  return { name, head, filterLast, last: filterLast + Number(total !== null), columns: columns.length }
}

function fileSheetOf({ name, lines, columns, rows, total }: Sheet): FileSheet<never> {
  const titles = lines.map((line, i): Cell[] => [
    { ...textCell(line), columnSpan: columns.length, ...(i === 0 ? { fontWeight: 'bold' as const, fontSize: 14 } : {}), wrap: true, alignVertical: 'top' as const, height: i === 0 ? 22 : heightOf(line, columns) },
    ...columns.slice(1).map(() => null),
  ])
  const head = columns.map(({ title }): Cell => ({ ...textCell(title), ...border, fontWeight: 'bold', backgroundColor: '#EDEDED', align: 'center', alignVertical: 'center', wrap: true, fontSize: 9, height: 2 * lineHeight }))
  const body = rows.map((cells) => withHeight(cells, columns))
  const sum = total === null ? [] : [total.map((cell): Cell => ({ ...styled(cell), fontWeight: 'bold', backgroundColor: '#F7F7F7' }))]
  return {
    sheet: name,
    data: [...titles, head, ...body, ...sum],
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: lines.length + 1,
    orientation: 'landscape',
    showGridLines: false,
  }
}

/** Points of one line, and what Excel allows a row. */
const lineHeight = 15
const maxRowHeight = 409

/** A row as high as its longest cell: LibreOffice and viewers on telephones do not reckon it themselves. */
function withHeight(cells: readonly SheetCell[], columns: Sheet['columns']): CellObject[] {
  const lines = cells.map((cell, i) => {
    const width = Math.max(4, (columns[i]?.width ?? 10) * 0.9)
    return typeof cell === 'string' ? cell.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / width)), 0) : 1
  })
  const height = Math.min(maxRowHeight, lineHeight * Math.max(1, ...lines))
  return cells.map((cell) => ({ ...styled(cell), height }))
}

/** Merged cells do not grow with their text, so their height is reckoned. */
function heightOf(line: string, columns: Sheet['columns']): number {
  const width = columns.reduce((sum, one) => sum + one.width, 0)
  return lineHeight * Math.max(1, Math.ceil(line.length / Math.max(20, width)))
}

function styled(cell: SheetCell): CellObject {
  const look = { ...border, alignVertical: 'top', wrap: true } as const
  if (cell === null) return { ...look, value: '', type: String }
  if (typeof cell === 'number') return { ...look, value: cell, type: Number, align: 'right' }
  if (typeof cell === 'object') return { ...look, value: new Date(Date.parse(cell.date)), type: Date, format: 'dd.mm.yyyy', align: 'center' }
  return { ...look, ...textCell(cell) }
}

/**
 * A text cell is of the type text and is never computed on opening. One that begins like a formula is formatted as
 * text besides («@»), or Excel would compute it as soon as somebody edits the cell.
 */
function textCell(text: string): CellObject {
  const value = printable(text).slice(0, maxCellLength)
  return { value, type: String, ...(looksLikeFormula(text) ? { format: '@' } : {}) }
}

function completed(file: Uint8Array, frames: readonly SheetFrame[]): Uint8Array<ArrayBuffer> {
  const parts = unzipSync(file)
  frames.forEach((frame, i) => {
    change(parts, `xl/worksheets/sheet${String(i + 1)}.xml`, (xml) => completedSheet(xml, frame))
  })
  change(parts, 'xl/workbook.xml', (xml) => completedBook(xml, frames))
  // Blanks at the edges of a text are part of it.
  change(parts, 'xl/sharedStrings.xml', (xml) => xml.replace(/<t>(?=\s|[^<]*\s<)/g, '<t xml:space="preserve">'))
  return new Uint8Array(zipSync(parts))
}

function change(parts: Record<string, Uint8Array>, path: string, edit: (xml: string) => string): void {
  const part = parts[path]
  if (part === undefined) throw new Error(`The workbook has no part ${path}.`)
  parts[path] = strToU8(edit(strFromU8(part)))
}

function completedSheet(xml: string, { head, filterLast, columns }: SheetFrame): string {
  const fit = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
  const filter = `<autoFilter ref="A${String(head)}:${columnName(columns)}${String(filterLast)}"/>`
  // Fitted to the width, any number of sheets long.
  const page = '<pageMargins left="0.79" right="0.39" top="0.79" bottom="0.79" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>'
  return xml
    .replace(/<(?:pageSetup|pageMargins)\b[^>]*\/>/g, '')
    // Only rows are frozen: the lower left pane is the one to work in.
    .replace(' xSplit="0"', '')
    .replace('activePane="bottomRight"', 'activePane="bottomLeft"')
    .replace(/(<worksheet\b[^>]*>)/, `$1${fit}`)
    .replace('</sheetData>', `</sheetData>${filter}`)
    .replace(/(<\/worksheet>)/, `${page}$1`)
}

function completedBook(xml: string, frames: readonly SheetFrame[]): string {
  const names = frames.flatMap(({ name, head, last, filterLast, columns }, i) => {
    const sheet = `'${name.replaceAll("'", "''").replaceAll('&', '&amp;').replaceAll('<', '&lt;')}'`
    const end = columnName(columns)
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${String(i)}" hidden="1">${sheet}!$A$${String(head)}:$${end}$${String(filterLast)}</definedName>`,
      `<definedName name="_xlnm.Print_Area" localSheetId="${String(i)}">${sheet}!$A$1:$${end}$${String(last)}</definedName>`,
      `<definedName name="_xlnm.Print_Titles" localSheetId="${String(i)}">${sheet}!$${String(head)}:$${String(head)}</definedName>`,
    ]
  })
  return xml.replace('<definedNames/>', '').replace('</sheets>', () => `</sheets><definedNames>${names.join('')}</definedNames>`)
}

/** «A» for 1, «AB» for 28. */
function columnName(place: number): string {
  const rest = (place - 1) % 26
  const letter = String.fromCharCode(65 + rest)
  return place > 26 ? columnName((place - 1 - rest) / 26) + letter : letter
}
