import {
  AlignmentType, BorderStyle, Document, type ISectionOptions, Packer, PageNumber, PageOrientation, Paragraph, Footer, SectionType, Table, TableCell, TableLayoutType,
  TableRow, TextRun, VerticalAlign, WidthType,
} from 'docx'
import type { Paper, PaperCell, PaperColumn, PaperPage, PaperRow, PaperTable } from '#core/report'
import { printable } from './printable.ts'

/*
 * Word as an office files it: Times New Roman 14, tables 12, margins 20/10/20/20 mm (left, right, top, bottom), the
 * head of a table on every sheet, no row broken across two.
 */

const font = 'Times New Roman'
/** Half points. */
const size = { text: 28, table: 24, dense: 20, small: 20 } as const
const millimetres = { left: 20, right: 10, top: 20, bottom: 20 } as const
const sheet = { width: 210, height: 297 } as const
/** The least side of a QR code that a telephone reads from paper, with its free edge (mm). */
const qrSide = 25
/** Last rows that stay with the signature: it never stands on a sheet alone. */
const rowsKept = 2

/** Twentieths of a point, rounded: the library cuts them off. */
function twips(millimetre: number): number {
  return Math.round((millimetre * 1440) / 25.4)
}

/** Writes a paper as a .docx file. */
export async function writeDocx(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
  const document = new Document({
    title: printable(paper.title),
    creator: '',
    styles: {
      default: { document: { run: { font, size: size.text, language: { value: 'ru-RU' } }, paragraph: { spacing: { before: 0, after: 0 } } } },
    },
    sections: paper.pages.map((page, i) => sectionOf(page, paper.isLandscape, i)),
  })
  return new Uint8Array(await Packer.pack(document, 'arraybuffer'))
}

function sectionOf(page: PaperPage, isLandscape: boolean, place: number): ISectionOptions {
  const width = (isLandscape ? sheet.height : sheet.width) - millimetres.left - millimetres.right
  const margin = Object.fromEntries(Object.entries(millimetres).map(([side, mm]) => [side, twips(mm)]))
  return {
    properties: {
      ...(place === 0 ? {} : { type: SectionType.NEXT_PAGE }),
      titlePage: true,
      page: {
        // The library turns the sheet itself: width and height are those of the upright one.
        size: { width: twips(sheet.width), height: twips(sheet.height), orientation: isLandscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
        margin: { ...margin, header: twips(10), footer: twips(8) },
        pageNumbers: { start: 1 },
      },
    },
    footers: { default: pageFooter(), first: new Footer({ children: page.hasQrPlace ? [qrPlace(width)] : [new Paragraph('')] }) },
    children: [...headOf(page, width), ...page.tables.flatMap((table, i) => tableOf(table, width, i === page.tables.length - 1)), ...endOf(page, width)],
  }
}

function pageFooter(): Footer {
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: [PageNumber.CURRENT], size: size.small, font })] })] })
}

/** GOST R 7.0.97-2025 puts the QR code at the lower right of the first sheet; the registry prints it there, so the place stays free. */
function qrPlace(width: number): Table {
  const side = twips(qrSide)
  const free = twips(width) - side
  const dotted = { style: BorderStyle.DOTTED, size: 4, color: '808080' }
  const code = new TableCell({
    width: { size: side, type: WidthType.DXA },
    borders: { top: dotted, bottom: dotted, left: dotted, right: dotted },
    verticalAlign: VerticalAlign.CENTER,
    children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ text: 'QR', size: size.small, color: '808080' })] })],
  })
  const empty = new TableCell({ width: { size: free, type: WidthType.DXA }, borders: noBorders, children: [new Paragraph('')] })
  return new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: [free, side],
    width: { size: free + side, type: WidthType.DXA },
    rows: [new TableRow({ height: { value: side, rule: 'exact' }, children: [empty, code] })],
  })
}

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const noBorders = { top: none, bottom: none, left: none, right: none } as const

function headOf(page: PaperPage, width: number): Paragraph[] {
  const centred = (text: string, isBold = false, after = 0): Paragraph =>
    new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, spacing: { after }, children: [new TextRun({ text: printable(text), bold: isBold })] })
  return [
    ...page.letterhead.map((line, i) => centred(line, true, i === page.letterhead.length - 1 ? 240 : 0)),
    ...page.addressee.map((line, i) => new Paragraph({
      indent: { left: Math.round(twips(width) * 0.55) },
      spacing: { after: i === page.addressee.length - 1 ? 240 : 0 },
      children: [new TextRun(printable(line))],
    })),
    ...(page.title === '' ? [] : [centred(page.title, true, page.lines.length === 0 ? 200 : 0)]),
    ...page.lines.map((line, i) => centred(line, false, i === page.lines.length - 1 ? 200 : 0)),
    ...page.opening.map((text) => bodyText(text, 120)),
  ]
}

function bodyText(text: string, after: number): Paragraph {
  return new Paragraph({ alignment: AlignmentType.BOTH, indent: { firstLine: twips(12.5) }, spacing: { after }, children: [new TextRun(printable(text))] })
}

function endOf(page: PaperPage, width: number): (Paragraph | Table)[] {
  const closing = page.closing.map((text, i) => new Paragraph({ keepNext: page.signature !== null, spacing: { before: i === 0 ? 160 : 0, after: 60 }, children: [new TextRun(printable(text))] }))
  return page.signature === null ? closing : [...closing, new Paragraph({ spacing: { before: 200 }, keepNext: true, children: [] }), signatureLine(page.signature, width)]
}

/** «Начальник управления   ____________   И.О. Фамилия» on one line, kept with its words. */
function signatureLine({ post, name }: NonNullable<PaperPage['signature']>, width: number): Table {
  const whole = twips(width)
  const widths = [Math.round(whole * 0.45), Math.round(whole * 0.25), Math.round(whole * 0.3)]
  const cell = (text: string, place: number, align: (typeof AlignmentType)[keyof typeof AlignmentType], isLine = false): TableCell =>
    new TableCell({
      width: { size: widths[place] ?? 0, type: WidthType.DXA },
      borders: { ...noBorders, ...(isLine ? { bottom: { style: BorderStyle.SINGLE, size: 6, color: '000000' } } : {}) },
      verticalAlign: VerticalAlign.BOTTOM,
      margins: { left: 0, right: 0 },
      children: [new Paragraph({ alignment: align, children: [new TextRun(printable(text))] })],
    })
  const cells = [cell(post, 0, AlignmentType.LEFT), cell('', 1, AlignmentType.CENTER, true), cell(name, 2, AlignmentType.RIGHT)]
  return new Table({ layout: TableLayoutType.FIXED, columnWidths: widths, width: { size: whole, type: WidthType.DXA }, rows: [new TableRow({ cantSplit: true, children: cells })] })
}

function tableOf({ caption, columns, rows, isDense = false }: PaperTable, width: number, isLast: boolean): (Paragraph | Table)[] {
  const whole = twips(width)
  const widths = columns.map(({ share }) => Math.round((whole * share) / 100))
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(({ title }, i) => cellOf([title], { width: widths[i] ?? 0, align: 'center', isBold: true, shade: 'EDEDED', isDense, isKept: true })),
  })
  const body = rows.map((row, i) => rowOf(row, columns, widths, { isDense, isKept: isLast && i >= rows.length - rowsKept }))
  return [
    ...(caption === null ? [] : [new Paragraph({ keepNext: true, spacing: { before: 240, after: 100 }, children: [new TextRun({ text: printable(caption), bold: true })] })]),
    new Table({ layout: TableLayoutType.FIXED, columnWidths: widths, width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA }, rows: [head, ...body] }),
  ]
}

function rowOf({ kind, cells }: PaperRow, columns: readonly PaperColumn[], widths: readonly number[], { isDense, isKept }: Pick<CellLook, 'isDense' | 'isKept'>): TableRow {
  if (kind === 'group') {
    const width = widths.reduce((sum, one) => sum + one, 0)
    const cell = cellOf(cells[0] ?? [], { width, align: 'left', isBold: true, span: columns.length, shade: 'F7F7F7', isKept: true, isDense })
    return new TableRow({ cantSplit: true, children: [cell] })
  }
  const isTotal = kind === 'total'
  return new TableRow({
    cantSplit: true,
    children: columns.map(({ align }, i) => cellOf(cells[i] ?? [], { width: widths[i] ?? 0, align, isBold: isTotal, isDense, isKept, ...(isTotal ? { shade: 'F7F7F7' } : {}) })),
  })
}

interface CellLook {
  readonly width: number
  readonly align: PaperColumn['align']
  readonly isBold: boolean
  readonly isDense: boolean
  readonly span?: number
  readonly shade?: string
  /** Stays on the sheet of the row below. */
  readonly isKept: boolean
}

function cellOf(lines: PaperCell, { width, align, isBold, isDense, span, shade, isKept }: CellLook): TableCell {
  const paragraphs = (lines.length === 0 ? [''] : lines).flatMap((line) => printable(line).split('\n')).map(
    (text) => new Paragraph({ alignment: AlignmentType[align === 'left' ? 'LEFT' : align === 'right' ? 'RIGHT' : 'CENTER'], keepNext: isKept, children: [new TextRun({ text, size: isDense ? size.dense : size.table, bold: isBold })] }),
  )
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: isDense ? { left: 45, right: 45, top: 20, bottom: 20 } : { left: 85, right: 85, top: 30, bottom: 30 },
    ...(span === undefined ? {} : { columnSpan: span }),
    ...(shade === undefined ? {} : { shading: { fill: shade } }),
    children: paragraphs,
  })
}
