import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { readImport } from '#core/organizations'
import { readTables } from '../../../src/formats/readTables.ts'
import { makeZip } from '../../support/files/makeZip.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const rowsOf = (bytes: Uint8Array): readonly (readonly string[])[] => {
  const read = readTables(bytes)
  if (!read.ok) throw new Error(read.error.type)
  return read.value[0]?.rows ?? []
}
/** «Школа № 1» as the old Windows writes it. */
const windows = (text: string): Uint8Array => Uint8Array.from([...text].map((letter) => {
  const code = letter.charCodeAt(0)
  if (code >= 0x410 && code <= 0x44f) return code - 0x350
  return letter === '№' ? 0xb9 : letter === 'ё' ? 0xb8 : code
}))

describe('a table of text', () => {
  it('has commas, semicolons or tabs, and quotes around what holds them', () => {
    for (const sign of [',', ';', '\t']) expect(rowsOf(bytesOf(`Название${sign}Вид\r\n"Школа ""Заря""${sign} филиал"${sign}СОШ\r\n\r\n`))).toEqual([['Название', 'Вид'], [`Школа "Заря"${sign} филиал`, 'СОШ']])
    expect(rowsOf(bytesOf('\ufeffsep=;\nНазвание;Вид\n"Школа\nв две строки";СОШ'))).toEqual([['Название', 'Вид'], ['Школа\nв две строки', 'СОШ']])
  })

  it('is read in UTF-8, with or without its mark, and in Windows-1251', () => {
    const text = 'Наименование;Вид;Населённый пункт\nСредняя школа № 1 имени Петрова;СОШ;посёлок Верхний\n'
    expect(rowsOf(windows(text))).toEqual(rowsOf(bytesOf(text)))
    expect(rowsOf(bytesOf(`\ufeff${text}`))).toEqual(rowsOf(bytesOf(text)))
  })

  it('ends at its bounds with a word, not with a part', () => {
    expect(readTables(bytesOf(`Название;Вид\n${'а;б\n'.repeat(100_000)}`))).toEqual({ ok: false, error: { type: 'ImportTooLong' } })
  })
})

describe('a workbook', () => {
  it('of write-excel-file gives its texts, numbers and days', async () => {
    const file = await writeXlsxFile([[{ value: 'Название' }, { value: 'Телефон' }, { value: 'Открыта' }], [{ value: 'Школа № 1' }, { value: 84113522233, type: Number }, { value: new Date(Date.UTC(2026, 8, 1)), type: Date, format: 'dd.mm.yyyy' }]]).toBuffer()
    expect(rowsOf(file)).toEqual([['Название', 'Телефон', 'Открыта'], ['Школа № 1', '84113522233', '01.09.2026']])
  })

  it('of LibreOffice is read as a list of organizations', () => {
    const read = readTables(readFileSync(new URL('../../golden/lists/libreoffice.xlsx', import.meta.url)))
    const list = read.ok ? readImport(read.value) : null
    expect(list?.ok === true ? list.value : list).toMatchObject({
      fields: ['name', 'kinds', 'settlement', 'phone', 'head'],
      rows: [{ row: 4, name: 'МБОУ «Аллагинская СОШ имени Г.И. Чиряева»', kinds: 'СОШ, детский сад' }, { row: 5, phone: '84113522233' }, { row: 6 }, { row: 7, kinds: 'Лицей-интернат №' }],
    })
  })

  it('gives the value of a formula, shared and inline strings, joined cells, and no hidden sheet', () => {
    const sheet = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Вид</t></is></c></row>
      <row r="3"><c r="A3" t="str"><f>"Школа № "&amp;1</f><v>Школа № 1</v></c><c r="B3" t="s"><v>1</v></c></row><row r="4"><c r="A4" t="e"><v>#REF!</v></c><c r="C4"><v>1</v></c></row>`
    expect(rowsOf(workbook({ sheet, merges: '<mergeCell ref="B3:B4"/><mergeCell ref="A1:C1"/>' }))).toEqual([['Название', 'Вид'], [], ['Школа № 1', 'СОШ'], ['', 'СОШ', '1']])
    const read = readTables(workbook({ sheet, state: 'hidden' }))
    expect(read).toEqual({ ok: true, value: [] })
  })

  it('that is hostile is refused by its name', () => {
    const refusal = (bytes: Uint8Array): string => {
      const read = readTables(bytes)
      return read.ok ? 'read' : read.error.type
    }
    expect(refusal(workbook({ sheet: '<row r="900000"><c r="A900000" t="str"><v>ниже края</v></c></row>' }))).toBe('ImportTooLong')
    expect(refusal(workbook({ sheet: '', head: '<!DOCTYPE x [<!ENTITY a "b">]>' }))).toBe('DocumentUnsafe')
    expect(refusal(workbook({ sheet: `<row r="1"><c r="A1" t="str"><v>${' '.repeat(60_000_000)}</v></c></row>` }))).toBe('DocumentUnpacksTooLarge')
    expect(refusal(bytesOf('PK\u0003\u0004broken'))).toBe('DocumentBroken')
    expect(refusal(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).toBe('DocumentFormatUnsupported')
    expect(refusal(new Uint8Array(21 * 1024 * 1024))).toBe('DocumentTooLarge')
    expect(refusal(workbook({ sheet: '<row r="1"><c r="A1" t="s"><v>77</v></c><c r="ZZZ1" t="str"><v>далеко</v></c></row>' }))).toBe('read')
  })
})

interface Workbook {
  readonly sheet: string
  readonly merges?: string
  readonly state?: string
  readonly head?: string
}

function workbook({ sheet, merges = '', state = 'visible', head = '' }: Workbook): Uint8Array {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const files = [
    { name: 'xl/workbook.xml', text: `<workbook ${main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Лист1" sheetId="1" state="${state}" r:id="rId1"/></sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', text: '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>' },
    { name: 'xl/sharedStrings.xml', text: `<sst ${main}><si><t>Название</t></si><si><r><t>С</t></r><r><t>ОШ</t></r><rPh><t>чтение</t></rPh></si></sst>` },
    { name: 'xl/worksheets/sheet1.xml', text: `${head}<worksheet ${main}><sheetData>${sheet}</sheetData><mergeCells>${merges}</mergeCells></worksheet>` },
  ]
  return makeZip(files.map(({ name, text }) => ({ name, bytes: bytesOf(text) })))
}
