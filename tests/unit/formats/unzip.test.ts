import { expect, test } from 'vitest'
import { openZip } from '../../../src/formats/unzip.ts'
import { utf8 } from '../../support/files/makeDocx.ts'
import { zipBombs } from '../../support/files/hostileFiles.ts'
import { makeZip } from '../../support/files/makeZip.ts'

const limits = { maxEntries: 3, maxEntryBytes: 10_000, maxRatio: 50, freeBytes: 1000 }
function read(bytes: Uint8Array, name = 'a'): string {
  const archive = openZip(bytes, limits)
  if (!archive.ok) return archive.error.type
  const whole = archive.value.readWhole(name)
  return whole.ok ? new TextDecoder().decode(whole.value) : whole.error.type
}

test('packed and stored entries are read, whatever stands after the archive', () => {
  expect(read(makeZip([{ name: 'a', bytes: utf8('слово') }]))).toBe('слово')
  expect(read(makeZip([{ name: 'b', bytes: utf8('x') }, { name: 'a', bytes: utf8('слово'), method: 0 }]))).toBe('слово')
  expect(read(Uint8Array.from([...makeZip([{ name: 'a', bytes: utf8('слово') }]), 1, 2, 3]))).toBe('слово')
})

test('what really comes out is counted, not what the directory says', () => {
  const large = utf8('абвгд'.repeat(3000))
  expect(read(makeZip([{ name: 'a', bytes: large, saidSize: 10 }]))).toBe('DocumentUnpacksTooLarge')
  expect(read(makeZip([{ name: 'a', bytes: new Uint8Array(5000) }]))).toBe('DocumentUnpacksTooLarge')
  expect(read(makeZip([{ name: 'a', bytes: utf8('я'.repeat(400)), saidSize: 4_000_000_000 }]))).toBe('я'.repeat(400))
})

test('a lock, a missing entry, noise and two entries of one name are errors', () => {
  expect(read(makeZip([{ name: 'a', bytes: utf8('x'), flags: 1 }]))).toBe('DocumentEncrypted')
  expect(read(makeZip([{ name: 'b', bytes: utf8('x') }]))).toBe('DocumentBroken')
  expect(read(makeZip([{ name: 'a', bytes: utf8('x'), packed: Uint8Array.of(255, 255, 255) }]))).toBe('DocumentBroken')
  expect(read(makeZip([{ name: 'a', bytes: utf8('x') }, { name: 'a', bytes: utf8('y') }]))).toBe('DocumentBroken')
  expect(read(makeZip(['a', 'b', 'c', 'd'].map((name) => ({ name, bytes: utf8('x') }))))).toBe('DocumentUnpacksTooLarge')
})

test.each(zipBombs())('$name is refused or harmless without taking memory', ({ bytes }) => {
  const archive = openZip(bytes())
  if (!archive.ok) return expect(['DocumentBroken', 'DocumentUnpacksTooLarge']).toContain(archive.error.type)
  let taken = 0
  for (const name of ['word/document.xml', 'word/document2.xml', 'word/styles.xml', 'word/numbering.xml']) archive.value.read(name, ({ length }) => { taken += length })
  return expect(taken).toBeLessThan(64 * 1024 * 1024)
})
