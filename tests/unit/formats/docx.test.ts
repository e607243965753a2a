import { describe, expect, test } from 'vitest'
import { readDocx } from '../../../src/formats/docx.ts'
import { inList, makeDocx, utf8, wordNumberingXml, wordParagraph, wordTable, wordXml } from '../../support/files/makeDocx.ts'
import { makeZip } from '../../support/files/makeZip.ts'

const numberings = [
  [['decimal', '%1.'], ['decimal', '%1.%2.'], ['russianLower', '%3)']],
  [['upperRoman', '%1.'], ['bullet', '\uf0b7'], ['bullet', '–']],
] as const
const numbering = { name: 'word/numbering.xml', bytes: utf8(wordNumberingXml(numberings)) }

function textOf(body: string, more: Parameters<typeof makeDocx>[1] = [numbering]): string {
  const read = readDocx(makeDocx(wordXml(body), more), 1_000_000)
  if (!read.ok) throw new Error(read.error.type)
  return read.value.text
}

describe('paragraphs', () => {
  test('are lines; tabs are spaces and breaks are lines', () => {
    expect(textOf('<w:p><w:r><w:t>Директорам</w:t><w:tab/><w:t>школ</w:t></w:r><w:r><w:br/><w:t>провести</w:t></w:r></w:p>')).toBe('Директорам школ\nпровести\n')
  })

  test('hold nothing that is deleted, hidden, moved away or a field’s code', () => {
    const body =
      '<w:p><w:r><w:t>до 5 мая</w:t></w:r><w:del><w:r><w:t>до 1 мая</w:t></w:r></w:del><w:ins><w:r><w:t> 2024</w:t></w:r></w:ins>' +
      '<w:r><w:rPr><w:vanish/></w:rPr><w:t>тайно</w:t></w:r><w:moveFrom><w:r><w:t>прочь</w:t></w:r></w:moveFrom><w:r><w:instrText>DATE</w:instrText></w:r>' +
      '<mc:AlternateContent><mc:Choice><w:r><w:t> года</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t> года</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>'
    expect(textOf(body)).toBe('до 5 мая 2024 года\n')
  })

  test('a tab stop is no tab', () => {
    expect(textOf('<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>слово</w:t></w:r></w:p>')).toBe('слово\n')
  })
})

describe('numbers that Word computes', () => {
  test('stand before their paragraphs, and deeper levels begin anew under each upper one', () => {
    const levels = [0, 1, 1, 2, 2, 0, 1] as const
    expect(textOf(levels.map((level) => wordParagraph('пункт', inList(1, level))).join(''))).toBe('1. пункт\n1.1. пункт\n1.2. пункт\nа) пункт\nб) пункт\n2. пункт\n2.1. пункт\n')
  })

  test('may be Roman, bullets and dashes', () => {
    const body = wordParagraph('раздел', inList(2)) + wordParagraph('пункт', inList(2, 1)) + wordParagraph('пункт', inList(2, 2)) + wordParagraph('раздел', inList(2))
    expect(textOf(body)).toBe('I. раздел\n• пункт\n– пункт\nII. раздел\n')
  })

  test('come from a style where the paragraph names none; list 0 is none', () => {
    const styles = { name: 'word/styles.xml', bytes: utf8(wordXml('<w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="Own"><w:basedOn w:val="Base"/></w:style>', 'styles')) }
    const body = wordParagraph('по стилю', '<w:pStyle w:val="Own"/>') + wordParagraph('без номера', '<w:pStyle w:val="Own"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    expect(textOf(body, [numbering, styles])).toBe('1. по стилю\nбез номера\n')
  })

  test('go on over lists of one definition, unless a list says where it starts', () => {
    const xml = new TextDecoder().decode(numbering.bytes).replace('</w:numbering>', '<w:num w:numId="8"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>')
    const body = wordParagraph('а', inList(1)) + wordParagraph('б', inList(8)) + wordParagraph('в', inList(9))
    expect(textOf(body, [{ name: 'word/numbering.xml', bytes: utf8(xml) }])).toBe('1. а\n2. б\n5. в\n')
  })
})

describe('tables', () => {
  test('are rows of cells parted by tabs, with the numbers of their lists', () => {
    const rows = [['№', 'Мероприятие', 'Срок'], [wordParagraph('', inList(1)), 'Провести проверку', 'до 5 мая']]
    expect(textOf(wordTable(rows))).toBe('№\tМероприятие\tСрок\n1.\tПровести проверку\tдо 5 мая\n')
  })

  test('say a cell over several rows in each of them, a cell over columns once', () => {
    const cell = (text: string, properties: string): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${wordParagraph(text)}</w:tc>`
    const body = `<w:tbl><w:tr>${cell('Раздел', '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell('а', '')}${cell('май', '<w:vMerge w:val="restart"/>')}</w:tr><w:tr>${cell('б', '')}${cell('', '<w:vMerge/>')}</w:tr></w:tbl>`
    expect(textOf(body)).toBe('Раздел\t\nа\tмай\nб\tмай\n')
  })

  test('blocks lead from the text to paragraph, level and cell', () => {
    const read = readDocx(makeDocx(wordXml(wordParagraph('Решили:') + wordParagraph('провести', inList(1, 1)) + wordTable([['а', 'б']])), [numbering]), 1000)
    const blocks = read.ok ? read.value.blocks.map(({ start, end, listLevel, cell }) => [read.value.text.slice(start, end), listLevel, cell]) : []
    expect(blocks).toEqual([
      ['Решили:', null, null], ['1.1. провести', 1, null], ['а', null, { table: 0, row: 0, column: 0 }], ['б', null, { table: 0, row: 0, column: 1 }],
    ])
  })
})

describe('files of other programs', () => {
  test('the text may lie in a part of another name, under another prefix', () => {
    const relations = '<Relationships xmlns="r"><Relationship Type="http://x/officeDocument" Target="/word/text.xml"/></Relationships>'
    const text = wordXml(wordParagraph('да')).replaceAll('w:', 'q:').replace('xmlns:w=', 'xmlns:q=')
    const read = readDocx(makeZip([{ name: '_rels/.rels', bytes: utf8(relations) }, { name: 'word/text.xml', bytes: utf8(text) }]), 1000)
    expect(read).toMatchObject({ ok: true, value: { text: 'да\n' } })
  })

  test('reading stops where the text is long enough', () => {
    const read = readDocx(makeDocx(wordXml(Array.from({ length: 50_000 }, (_, i) => wordParagraph(`слово ${String(i * 7919)}`)).join(''))), 1000)
    expect(read.ok ? read.value.text.length : read.error.type).toBeLessThan(20_000)
  })
})
