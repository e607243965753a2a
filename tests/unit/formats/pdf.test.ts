import { describe, expect, test } from 'vitest'
import { readDocument } from '../../../src/formats/readDocument.ts'
import { nodeReaders } from '../../../src/formats/node/nodeReaders.ts'
import { pagesPdf, say } from '../../support/files/makePdf.ts'

async function textOf(bytes: Uint8Array): Promise<string> {
  const read = await readDocument(bytes, nodeReaders)
  return read.ok ? read.value.text : read.error.type
}

/** Lines of a page from the top, 12 points apart. */
const lines = (texts: readonly string[], x = 50, top = 760): string => texts.map((text, i) => (text === '' ? '' : say(text, x, top - i * 12))).join('')
const full = 'slova stroki do samogo pravogo kraya stranitsy kotoraya dovolno shiroka'

describe('a PDF with a text layer', () => {
  test('has its lines joined to paragraphs where the next word had no room', async () => {
    const page = lines([full, `${full.slice(0, 40)} konets.`, full, 'korotko'])
    expect(await textOf(pagesPdf([page]))).toBe(`${full} ${full.slice(0, 40)} konets.\n${full} korotko\n`)
  })

  test('is read from a buffer of Node as well, which keeps its bytes', async () => {
    const buffer = Buffer.from(pagesPdf([lines([full])]))
    const before = buffer.toString('latin1')
    expect(await textOf(buffer)).toBe(`${full}\n`)
    expect(buffer.toString('latin1')).toBe(before)
  })

  test('whose page has none but first lines keeps them apart by the page before', async () => {
    const first = lines(['Punkt pervyj', 'Punkt vtoroj'], 80) + lines([full, full], 50, 730) + lines([full.slice(0, 60)], 80, 700)
    const second = lines([`${full.slice(0, 65)}`, 'Shkolam provesti proverku do maya'], 80)
    expect((await textOf(pagesPdf([first, second]))).trimEnd().split('\n').slice(-2)).toEqual([full.slice(0, 65), 'Shkolam provesti proverku do maya'])
  })

  test('loses page numbers and heads that come back on every page', async () => {
    const page = (number: number): string => say(`Prikaz No 5 str. ${String(number)}`, 50, 820) + lines([`Stranitsa nomer ${'abc'.charAt(number - 1)}.`]) + say(String(number), 290, 20)
    expect(await textOf(pagesPdf([1, 2, 3].map(page)))).toBe('Stranitsa nomer a.\nStranitsa nomer b.\nStranitsa nomer c.\n')
  })

  test('keeps words that end several pages by chance: no gap parts them from the text', async () => {
    const page = (number: number): string => lines([`Punkt nomer ${'abc'.charAt(number - 1)}.`, 'Ispolnit do maya.'], 50, 62)
    expect(await textOf(pagesPdf([1, 2, 3].map(page)))).toBe('Punkt nomer a. Ispolnit do maya.\nPunkt nomer b. Ispolnit do maya.\nPunkt nomer c. Ispolnit do maya.\n')
  })

  test('is read column by column where the text stands in two', async () => {
    const left = Array.from({ length: 20 }, (_, i) => `Levaya ${String(i)} stroka i tak dalee.`)
    const right = Array.from({ length: 20 }, (_, i) => `Pravaya ${String(i)} stroka i dalee.`)
    const text = await textOf(pagesPdf([lines(left) + lines(right, 320)]))
    expect(text.indexOf('Levaya 19')).toBeLessThan(text.indexOf('Pravaya 0'))
  })

  test('gives the rows of a printed table', async () => {
    const rule = (x1: number, y1: number, x2: number, y2: number): string => `${String(x1)} ${String(y1)} m ${String(x2)} ${String(y2)} l S\n`
    const rules = [700, 680, 660].map((y) => rule(50, y, 450, y)).join('') + [50, 100, 350, 450].map((x) => rule(x, 700, x, 660)).join('')
    const cells = say('No', 55, 686) + say('Meropriyatie', 105, 686) + say('Srok', 355, 686) + say('1', 55, 666) + say('Provesti', 105, 666) + say('maj', 355, 666)
    expect(await textOf(pagesPdf([rules + cells]))).toBe('No\tMeropriyatie\tSrok\n1\tProvesti\tmaj\n')
  })

  test('that is a picture alone, is locked or is too long says so', async () => {
    expect(await textOf(pagesPdf(['']))).toBe('DocumentHasNoText')
    expect(await textOf(pagesPdf(Array.from({ length: 2001 }, () => '')))).toBe('DocumentTooLong')
    expect(await textOf(new TextEncoder().encode('%PDF-1.7\nnothing'))).toBe('DocumentBroken')
  })
})
