import { expect, test } from 'vitest'
import { makeZip } from '../../support/files/makeZip.ts'
import { maxDocumentBytes, readDocument } from '../../../src/formats/readDocument.ts'

const russian = 'Решение коллегии\nКоллегия решила:\n1. Провести проверку готовности школ к отопительному сезону.\n'
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const utf16 = (text: string, little: boolean): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2 + 2)
  const view = new DataView(bytes.buffer)
  for (const [at, sign] of [...`\ufeff${text}`].entries()) view.setUint16(at * 2, sign.charCodeAt(0), little)
  return bytes
}
/** The Windows-1251 codes of Russian letters; everything else in the samples is ASCII. */
const windows1251 = (text: string): Uint8Array =>
  Uint8Array.from(text, (sign) => {
    const code = sign.charCodeAt(0)
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code
  })
const typeOf = async (bytes: Uint8Array): Promise<string | undefined> => {
  const read = await readDocument(bytes)
  return read.ok ? undefined : read.error.type
}

/** The codes of KOI8-R, by what the table says of each byte. */
const inTable = (text: string, table: string): Uint8Array => {
  const signs = new TextDecoder(table).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
  return Uint8Array.from(text, (sign) => signs.indexOf(sign))
}

test('UTF-8, UTF-16 with and without a mark, Windows-1251, KOI8-R and IBM 866 give the same text', async () => {
  const marked = [utf8(russian), utf8(`\ufeff${russian}`), utf16(russian, true), utf16(russian, false), utf16(russian, true).subarray(2), utf16(russian, false).subarray(2)]
  for (const bytes of [...marked, windows1251(russian), inTable(russian, 'koi8-r'), inTable(russian, 'ibm866')]) {
    expect(await readDocument(bytes)).toEqual({ ok: true, value: { text: russian, blocks: [] } })
  }
})

test('an empty file is an empty text', async () => {
  expect(await readDocument(new Uint8Array())).toEqual({ ok: true, value: { text: '', blocks: [] } })
})

test('bytes that are no text are refused', async () => {
  expect(await typeOf(Uint8Array.from({ length: 3000 }, (_, at) => (at * 7919) % 256))).toBe('DocumentNotText')
  expect(await typeOf(utf8(`${russian}\u0000`))).toBe('DocumentNotText')
})

test('text in another table, cut in a letter or decoded twice is refused as garbled', async () => {
  const koi8 = windows1251(russian).map((byte) => (byte >= 0xc0 ? (byte ^ 0x20) : byte))
  const decodedTwice = utf8([...utf8(russian)].map((byte) => String.fromCharCode(byte)).join(''))
  const asPairs = utf8(new TextDecoder('windows-1251').decode(utf8(russian)))
  for (const bytes of [koi8, decodedTwice, asPairs, utf8('�'.repeat(20) + russian), utf8(russian.repeat(3)).subarray(1)]) {
    expect(await typeOf(bytes)).toBe('DocumentGarbled')
  }
})

test('a format that is not read here is named, a picture is told to have no text', async () => {
  const zip = (name: string): Uint8Array => makeZip([{ name, bytes: utf8('x') }])
  const files: readonly (readonly [Uint8Array, string])[] = [
    [utf8('%PDF-1.7 …'), 'PDF'], [Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), 'DOC'], [utf8('{\\rtf1'), 'RTF'], [utf8('<!DOCTYPE html><p>да'), 'HTML'],
    [zip('mimetype'), 'ODT'], [zip('xl/workbook.xml'), 'XLSX'], [zip('ppt/presentation.xml'), 'PPTX'], [zip('x'), 'ZIP'],
  ]
  for (const [bytes, format] of files) expect(await readDocument(bytes)).toEqual({ ok: false, error: { type: 'DocumentFormatUnsupported', format } })
  expect(await readDocument(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toEqual({ ok: false, error: { type: 'DocumentHasNoText', format: 'JPEG' } })
})

test('a file over the bound is refused before it is decoded', async () => {
  expect(await typeOf(new Uint8Array(maxDocumentBytes + 1))).toBe('DocumentTooLarge')
})
