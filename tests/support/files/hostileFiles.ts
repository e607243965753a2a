import { deflateRawSync, deflateSync } from 'node:zlib'
import { inList, makeDocx, utf8, wordNumberingXml, wordParagraph, wordTable, wordXml } from './makeDocx.ts'
import { makePdf, pagesPdf, say, stream } from './makePdf.ts'
import { type ZipEntry, makeZip } from './makeZip.ts'

/** A file that nobody should have to fear. */
export interface HostileFile {
  readonly name: string
  readonly bytes: () => Uint8Array
}

const point = '1. Директорам школ провести проверку до 5 мая 2024 года. '
const repeated = (text: string, times: number): string => text.repeat(times)
const file = (name: string, bytes: () => Uint8Array): HostileFile => ({ name, bytes })
const good = (): Uint8Array => makeDocx(wordXml(wordParagraph('ПРИКАЗЫВАЮ:') + repeated(wordParagraph(point), 20)))

/** Something that inflates to so many zeros, though it is a thousandth of them. */
const zeros = (bytes: number): Buffer => deflateRawSync(Buffer.alloc(bytes))
const bombEntry = (name: string, bytes: number, lies: Partial<ZipEntry> = {}): ZipEntry => ({ name, bytes: new Uint8Array(0), packed: zeros(bytes), saidSize: bytes, ...lies })

export function zipBombs(): readonly HostileFile[] {
  const main = 'word/document.xml'
  const megabyte = 1024 * 1024
  return [
    file('a text that inflates a thousand times', () => makeZip([bombEntry(main, 200 * megabyte)])),
    file('the same with a size that lies', () => makeZip([bombEntry(main, 200 * megabyte, { saidSize: 1000 })])),
    file('well-formed XML that inflates a thousand times', () => makeDocx(wordXml(repeated(wordParagraph(' '.repeat(1000)), 60_000)))),
    file('a bomb among the styles', () => makeDocx(wordXml(wordParagraph(point)), [bombEntry('word/styles.xml', 100 * megabyte)])),
    file('a bomb among the numbers', () => makeDocx(wordXml(wordParagraph(point)), [bombEntry('word/numbering.xml', 100 * megabyte)])),
    file('a hundred thousand entries', () => makeZip(Array.from({ length: 65_000 }, (_, i) => ({ name: `e${String(i)}`, bytes: new Uint8Array(0), method: 0 })), 100_000)),
    file('an archive in an archive', () => makeZip([{ name: main, bytes: makeZip([bombEntry(main, 50 * megabyte)]) }])),
    file('a bomb under another name', () => makeZip([bombEntry('word/document2.xml', 100 * megabyte), { name: '_rels/.rels', bytes: utf8(relations('word/document2.xml')) }])),
    file('entries that overlap', () => makeZip([{ name: main, bytes: utf8(wordXml(wordParagraph(point))) }, { name: 'word/styles.xml', bytes: utf8('x'), saidOffset: 0 }])),
  ]
}

function relations(target: string, mode = ''): string {
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="${target}"${mode}/></Relationships>`
}

function brokenArchives(): readonly HostileFile[] {
  const main = 'word/document.xml'
  const text = utf8(wordXml(wordParagraph(point)))
  const cuts = [5, 30, 60, 100, 200, 400]
  return [
    ...cuts.map((cut) => file(`an archive cut after ${String(cut)} bytes`, () => good().subarray(0, cut))),
    ...cuts.map((cut) => file(`an archive that lost its last ${String(cut)} bytes`, () => good().slice(0, -cut))),
    file('an archive without a text', () => makeZip([{ name: 'word/other.xml', bytes: text }])),
    file('an encrypted entry', () => makeZip([{ name: main, bytes: text, flags: 1 }])),
    file('an unknown way of packing', () => makeZip([{ name: main, bytes: text, method: 99 }])),
    file('two texts of one name', () => makeZip([{ name: main, bytes: text }, { name: main, bytes: utf8('<x/>') }])),
    file('an entry beyond the end', () => makeZip([{ name: main, bytes: text, saidOffset: 4_000_000_000 }])),
    file('a packed size beyond the end', () => makeZip([{ name: main, bytes: text, saidPacked: 4_000_000_000 }])),
    file('a packed size of nothing', () => makeZip([{ name: main, bytes: text, saidPacked: 0 }])),
    file('packed bytes that are noise', () => makeZip([{ name: main, bytes: text, packed: Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 197) % 256)) }])),
    file('a directory that says more than there is', () => makeZip([{ name: main, bytes: text }], 500)),
    file('relationships that lead outside', () => makeZip([{ name: '_rels/.rels', bytes: utf8(relations('../../../../etc/passwd')) }])),
    file('relationships that lead to the network', () => makeZip([{ name: '_rels/.rels', bytes: utf8(relations('http://127.0.0.1:9/x', ' TargetMode="External"')) }])),
    file('an empty archive', () => makeZip([])),
    ...['mimetype', 'xl/workbook.xml', 'ppt/presentation.xml'].map((name) => file(`another office file: ${name}`, () => makeZip([{ name, bytes: utf8('x') }]))),
  ]
}

function hostileXml(): readonly HostileFile[] {
  const entities = Array.from({ length: 12 }, (_, i) => `<!ENTITY a${String(i + 1)} "${repeated(`&a${String(i)};`, 10)}">`).join('')
  const dtd = (inside: string, body: string): string => `<?xml version="1.0"?><!DOCTYPE w:document [${inside}]>${wordXml(body).replace(/^<\?xml[^>]*\?>/u, '')}`
  const texts: readonly (readonly [string, () => string | Uint8Array])[] = [
    ['an entity that names a file', () => dtd('<!ENTITY x SYSTEM "file:///etc/passwd">', wordParagraph('&x;'))],
    ['an entity that names an address', () => dtd('<!ENTITY x SYSTEM "http://127.0.0.1:9/x">', wordParagraph('&x;'))],
    ['a parameter entity', () => dtd('<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;', wordParagraph('x'))],
    ['entities that multiply', () => dtd(`<!ENTITY a0 "ха">${entities}`, wordParagraph('&a12;'))],
    ['an entity nobody declared', () => wordXml(wordParagraph('&nothing;'))],
    ['elements a hundred thousand deep', () => wordXml(repeated('<w:p>', 100_000))],
    ['tables in tables in tables', () => wordXml(repeated('<w:tbl><w:tr><w:tc>', 130) + wordParagraph('дно') + repeated('</w:tc></w:tr></w:tbl>', 130))],
    ['tables too deep', () => wordXml(repeated('<w:tbl><w:tr><w:tc>', 5000))],
    ['a tag that never ends', () => `<w:document ${repeated('a', 100_000)}`],
    ['an attribute of a megabyte', () => wordXml(`<w:p w:x="${repeated('я', 1_000_000)}">${'<w:r><w:t>да</w:t></w:r>'}</w:p>`)],
    ['a hundred thousand attributes', () => wordXml(`<w:p ${Array.from({ length: 100_000 }, (_, i) => `w:a${String(i)}="1"`).join(' ')}/>`)],
    ['a run of five megabytes', () => wordXml(wordParagraph(repeated('слово ', 900_000)))],
    ['three hundred thousand empty paragraphs', () => wordXml(repeated('<w:p/>', 300_000))],
    ['a table of a hundred thousand cells', () => wordXml(wordTable([Array.from({ length: 100_000 }, () => 'я')]))],
    ['a cell over a thousand million columns', () => wordXml('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr></w:tc></w:tr></w:tbl>')],
    ['a cell over minus one column', () => wordXml('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="-1"/></w:tcPr></w:tc></w:tr></w:tbl>')],
    ['a list level of minus one', () => wordXml(wordParagraph('пункт', inList(1, -1)))],
    ['a list level of a million', () => wordXml(wordParagraph('пункт', inList(1, 1_000_000)))],
    ['a list level of no number', () => wordXml(wordParagraph('пункт', '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>'))],
    ['rows without a table', () => wordXml('<w:tr><w:tc><w:p/></w:tc></w:tr></w:tc></w:tr>')],
    ['ends in a wrong order', () => wordXml('<w:p><w:r></w:p></w:r>')],
    ['an unknown prefix', () => '<q:document><q:p/></q:document>'],
    ['bytes that are no UTF-8', () => Uint8Array.from([...utf8(wordXml(wordParagraph('x'))).subarray(0, 200), 0xff, 0xfe, 0xc0])],
    ['UTF-16 inside', () => new Uint8Array(Buffer.from(`\ufeff${wordXml(wordParagraph('да'))}`, 'utf16le'))],
    ['zeros instead of a text', () => new Uint8Array(1000)],
    ['an empty text', () => ''],
    ['a text in CDATA', () => wordXml('<w:p><w:r><w:t><![CDATA[<script>]]></w:t></w:r></w:p>')],
    ['a processing instruction', () => `<?xml-stylesheet href="http://127.0.0.1:9/x"?>${wordXml(wordParagraph('да'))}`],
    ['an outside part', () => wordXml('<w:altChunk r:id="x" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>')],
    ['a field that fetches', () => wordXml('<w:p><w:r><w:instrText>INCLUDETEXT "http://127.0.0.1:9/x"</w:instrText></w:r></w:p>')],
  ]
  const loops: HostileFile[] = [
    file('styles that are based on each other', () => makeDocx(wordXml(wordParagraph('п', '<w:pStyle w:val="a"/>')), [
      { name: 'word/styles.xml', bytes: utf8(wordXml('<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>', 'styles')) },
    ])),
    file('a list that starts at a thousand million', () => makeDocx(wordXml(wordParagraph('п', inList(1))), [
      { name: 'word/numbering.xml', bytes: utf8(wordNumberingXml([[['upperRoman', '%1.']]]).replace('w:start w:val="1"', 'w:start w:val="1000000000"')) },
    ])),
    file('a number of all levels and none', () => makeDocx(wordXml(wordParagraph('п', inList(1, 8))), [
      { name: 'word/numbering.xml', bytes: utf8(wordNumberingXml([Array.from({ length: 9 }, () => ['russianLower', repeated('%1%9%5', 2000)] as const)])) },
    ])),
    file('a list of nothing', () => makeDocx(wordXml(wordParagraph('п', inList(77))), [{ name: 'word/numbering.xml', bytes: utf8(wordXml('', 'numbering')) }])),
  ]
  return [...texts.map(([name, xml]) => file(name, () => makeDocx(xml()))), ...loops]
}

function hostilePdfs(): readonly HostileFile[] {
  const javascript = '/OpenAction<</S/JavaScript/JS(app.launchURL\\("http://127.0.0.1:9/"\\))>>'
  const plain = (): Uint8Array => pagesPdf([say('1. Provesti proverku')])
  const cuts = [20, 100, 300, 500]
  return [
    file('a head alone', () => utf8('%PDF-1.7\n')),
    file('a head and noise', () => Uint8Array.from([...utf8('%PDF-1.4\n'), ...Array.from({ length: 3000 }, (_, i) => (i * 131) % 256)])),
    ...cuts.map((cut) => file(`a PDF cut after ${String(cut)} bytes`, () => plain().subarray(0, cut))),
    ...cuts.map((cut) => file(`a PDF that lost its last ${String(cut)} bytes`, () => plain().slice(0, -cut))),
    file('a script that runs when opened', () => pagesPdf([say('text')], { catalog: javascript })),
    file('a launch of a program', () => pagesPdf([say('text')], { catalog: '/OpenAction<</S/Launch/F(/bin/sh)>>' })),
    file('an address on the page', () => pagesPdf([say('text')], { page: '/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://127.0.0.1:9/)>>>>]' })),
    file('a form to submit', () => pagesPdf([say('text')], { catalog: '/AcroForm<</XFA(<x/>)/Fields[]>>' })),
    file('pages that are their own parents', () => makePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R]/Count 1>>'])),
    file('pages in a ring', () => makePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>', '<</Type/Pages/Kids[2 0 R]/Count 1>>'])),
    file('a count of pages that lies', () => makePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count 1000000>>'])),
    file('a count below nothing', () => makePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count -5>>'])),
    file('ten thousand pages', () => pagesPdf(Array.from({ length: 10_000 }, () => say('x')))),
    file('no catalogue', () => makePdf(['<</Type/Nothing>>'])),
    file('a catalogue without pages', () => makePdf(['<</Type/Catalog>>'])),
    file('a picture alone', () => pagesPdf(['q 500 0 0 700 50 50 cm /Im1 Do Q'])),
    file('an empty page', () => pagesPdf([''])),
    file('a content that inflates without end', () => makePdf([
      '<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R>>', stream(deflateSync(Buffer.alloc(300 * 1024 * 1024, 32)), '/Filter/FlateDecode'),
    ])),
    file('a content packed ten times', () => {
      let content: Buffer = Buffer.from(say('text'))
      for (let i = 0; i < 10; i += 1) content = deflateSync(content)
      return makePdf([
        '<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>',
        '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>', stream(content, `/Filter[${repeated('/FlateDecode', 10)}]`),
      ])
    }),
    file('a drawing that draws itself', () => makePdf([
      '<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 4 0 R>>>>/Contents 5 0 R>>',
      stream('/X Do', '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>'), stream('/X Do'),
    ])),
    file('a font that is its own descendant', () => makePdf([
      '<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>',
      '<</Type/Font/Subtype/Type0/BaseFont/X/DescendantFonts[4 0 R]/Encoding/Identity-H>>', stream(say('text')),
    ])),
    file('a stream whose length is itself', () => makePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Length 2 0 R>>stream\nx\nendstream'])),
    file('a length that lies', () => makePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>', '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>', '<</Length 999999999>>stream\nBT ET\nendstream'])),
    file('a million saved states', () => pagesPdf([repeated('q ', 1_000_000)])),
    file('a million brackets', () => pagesPdf([repeated('[', 1_000_000)])),
    file('a line of ten megabytes', () => pagesPdf([say(repeated('slovo ', 1_700_000))])),
    file('two hundred thousand words in one place', () => pagesPdf([repeated(say('a'), 200_000)])),
    file('text outside the page', () => pagesPdf([say('text', 1e9, -1e9)])),
    file('text of no size', () => pagesPdf(['BT /F1 0 Tf 50 50 Td (text) Tj ET'])),
    file('text of endless size', () => pagesPdf(['BT /F1 1e30 Tf 50 50 Td (text) Tj ET'])),
    file('a matrix of nothing', () => pagesPdf([`0 0 0 0 0 0 cm ${say('text')}`])),
    file('fifty thousand lines of a grid', () => pagesPdf([Array.from({ length: 50_000 }, (_, i) => `${String(i % 595)} 0 m ${String(i % 595)} 842 l S`).join('\n') + say('a', 10, 10) + say('b', 300, 10) + say('a', 10, 30) + say('b', 300, 30)])),
    file('a page without sides', () => makePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>', '<</Type/Page/Parent 2 0 R/MediaBox[0 0 0 0]/Contents 4 0 R>>', stream(say('x'))])),
    file('a table of places that points at itself', () => { const bytes = Buffer.from(plain()); return new Uint8Array(Buffer.concat([bytes, Buffer.from(`\nxref\n0 0\ntrailer\n<</Root 1 0 R/Prev ${String(bytes.length + 1)}>>\nstartxref\n${String(bytes.length + 1)}\n%%EOF`)])) }),
    file('a table of places that points nowhere', () => new Uint8Array(Buffer.from(Buffer.from(plain()).toString('latin1').replace(/startxref\n\d+/u, 'startxref\n99999999'), 'latin1'))),
    file('a password', () => makePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count 0>>', `<</Filter/Standard/V 1/R 2/O<${repeated('ab', 32)}>/U<${repeated('cd', 32)}>/P -4>>`], '/Encrypt 3 0 R/ID[<aa><aa>]')),
    file('an unknown lock', () => makePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count 0>>', '<</Filter/Nobody/V 9/R 9>>'], '/Encrypt 3 0 R')),
  ]
}

function hostileTexts(): readonly HostileFile[] {
  const texts: readonly (readonly [string, () => string])[] = [
    ['one line of ten megabytes', () => repeated('слово ', 900_000)],
    ['one word of four megabytes', () => repeated('а', 2_000_000)],
    ['a million empty lines', () => repeated('\n', 1_000_000)],
    ['a million numbers', () => repeated('1.1.1.1.1. ', 300_000)],
    ['numbers without end', () => `1${repeated('.1', 500_000)}`],
    ['a hundred thousand points', () => `ПРИКАЗЫВАЮ:\n${repeated(`${point}\n`, 30_000)}`],
    ['a hundred thousand headings', () => `РЕШИЛИ:\n${repeated('Директорам школ:\n', 100_000)}`],
    ['opening words again and again', () => repeated('РЕШИЛИ:\n', 200_000)],
    ['open quotes', () => repeated('«', 1_000_000)],
    ['open brackets', () => `РЕШИЛИ:\n1. ${repeated('(', 1_000_000)}`],
    ['labels again and again', () => `РЕШИЛИ:\n1. Провести ${repeated('Срок: ', 200_000)}`],
    ['dates again and again', () => `РЕШИЛИ:\n1. Провести ${repeated('до 5 мая 2024 года ', 80_000)}`],
    ['responsible without end', () => `РЕШИЛИ:\n1. Провести. Отв.: ${repeated('Иванова И.И., ', 100_000)}`],
    ['adjectives without a noun', () => `РЕШИЛИ:\n${repeated('муниципальным ', 100_000)}:`],
    ['heads of tables', () => repeated('№\tМероприятие\tСрок\tОтветственный\n', 50_000)],
    ['heads of tables one under another', () => repeated('№\nМероприятие\nСрок\nОтветственный\n1\n', 50_000)],
    ['bars', () => repeated('||||||||||||||||\n', 60_000)],
    ['tabs', () => repeated('\t', 1_000_000)],
    ['stars', () => repeated('*', 1_000_000)],
    ['hyphens at the ends of lines', () => repeated('слово-\n', 200_000)],
    ['page numbers', () => repeated('- 2 -\n', 200_000)],
    ['running heads', () => Array.from({ length: 50_000 }, (_, i) => `Приказ № ${String(i)} стр. ${String(i % 100)}`).join('\n')],
    ['spaced letters', () => `${repeated('п р и к а з ы в а ю ', 50_000)}:`],
    ['combining marks', () => `е${repeated('\u0308', 1_000_000)}`],
    ['half a pair', () => repeated('\ud83d ', 300_000)],
  ]
  const bytes: HostileFile[] = [
    file('nothing', () => new Uint8Array(0)),
    file('one byte', () => Uint8Array.of(0xff)),
    file('noise', () => Uint8Array.from({ length: 100_000 }, (_, i) => (i * i * 31 + i) % 256)),
    file('zeros', () => new Uint8Array(1_000_000)),
    file('half a letter of UTF-16', () => Uint8Array.of(0xff, 0xfe, 0x3f)),
    file('more than is allowed', () => new Uint8Array(21 * 1024 * 1024)),
    file('RTF', () => utf8('{\\rtf1\\ansi text}')),
    file('HTML', () => utf8('<!doctype html><html><script>fetch("http://127.0.0.1:9/")</script></html>')),
    file('a page saved as XML', () => utf8('<?xml version="1.0"?><w:wordDocument/>')),
    ...([['PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d]], ['JPEG', [0xff, 0xd8, 0xff, 0xe0]], ['TIFF', [0x49, 0x49, 0x2a, 0x00]]] as const).map(([name, start]) => file(`a picture: ${name}`, () => Uint8Array.from(start))),
    ...[8, 512, 600, 5000].map((length) => file(`an old Word file of ${String(length)} bytes`, () => {
      const noise = Uint8Array.from({ length }, (_, i) => (i * 89) % 256)
      noise.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
      return noise
    })),
    file('an old Word file with a lock', () => { const bytes = new Uint8Array(2000); bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]); bytes.set(Buffer.from('EncryptedPackage', 'utf16le'), 1024); return bytes }),
  ]
  return [...texts.map(([name, text]) => file(name, () => utf8(text()))), ...bytes]
}

/** More than a hundred and fifty kinds of trouble, each made when it is asked for. */
export function hostileFiles(): readonly HostileFile[] {
  return [...zipBombs(), ...brokenArchives(), ...hostileXml(), ...hostilePdfs(), ...hostileTexts()]
}
