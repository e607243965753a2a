import { expect, test } from 'vitest'
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
const typeOf = (bytes: Uint8Array): string | undefined => {
  const read = readDocument(bytes)
  return read.ok ? undefined : read.error.type
}

test('UTF-8 with and without its mark, both UTF-16 orders and Windows-1251 give the same text', () => {
  for (const bytes of [utf8(russian), utf8(`\ufeff${russian}`), utf16(russian, true), utf16(russian, false), windows1251(russian)]) {
    expect(readDocument(bytes)).toEqual({ ok: true, value: russian })
  }
})

test('an empty file is an empty text', () => {
  expect(readDocument(new Uint8Array())).toEqual({ ok: true, value: '' })
})

test('bytes that are no text are refused', () => {
  expect(typeOf(Uint8Array.from({ length: 3000 }, (_, at) => (at * 7919) % 256))).toBe('DocumentNotText')
  expect(typeOf(utf8(`${russian}\u0000`))).toBe('DocumentNotText')
})

test('text in another table, cut in a letter or decoded twice is refused as garbled', () => {
  const koi8 = windows1251(russian).map((byte) => (byte >= 0xc0 ? (byte ^ 0x20) : byte))
  const decodedTwice = utf8([...utf8(russian)].map((byte) => String.fromCharCode(byte)).join(''))
  const asPairs = utf8(new TextDecoder('windows-1251').decode(utf8(russian)))
  for (const bytes of [koi8, decodedTwice, asPairs, utf8('�'.repeat(20) + russian), utf8(russian.repeat(3)).subarray(1)]) {
    expect(typeOf(bytes)).toBe('DocumentGarbled')
  }
})

test('a known format that is not read is named', () => {
  expect(readDocument(utf8('%PDF-1.7 …'))).toEqual({ ok: false, error: { type: 'DocumentFormatUnsupported', format: 'PDF' } })
  expect(readDocument(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0))).toMatchObject({ error: { format: 'DOCX/ZIP' } })
})

test('a file over the bound is refused before it is decoded', () => {
  expect(typeOf(new Uint8Array(maxDocumentBytes + 1))).toBe('DocumentTooLarge')
})
