import { describe, expect, test } from 'vitest'
import type { Ruling, TextPiece } from '../../../src/formats/pdfPage.ts'
import { findTables } from '../../../src/formats/pdfTables.ts'

const level = (y: number, x1: number, x2: number): Ruling => ({ x1, y1: y, x2, y2: y })
const upright = (x: number, y1: number, y2: number): Ruling => ({ x1: x, y1, x2: x, y2 })
const say = (text: string, x: number, y: number): TextPiece => ({ text, x, y, width: text.length * 5, height: 10 })

/** Two columns and two rows from (0, 0) to (200, 40). */
const grid = [level(0, 0, 200), level(20, 0, 200), level(40, 0, 200), upright(0, 0, 40), upright(100, 0, 40), upright(200, 0, 40)]

describe('a table by its printed lines', () => {
  test('gives its cells by rows, and leaves the text outside', () => {
    const { tables, rest } = findTables([say('а', 10, 15), say('б', 110, 15), say('в', 10, 35), say('г', 110, 30), say('д', 110, 39), say('вне', 10, 80)], grid)
    expect(tables).toMatchObject([{ rows: [['а', 'б'], ['в', 'г\nд']] }])
    expect(rest.map(({ text }) => text)).toEqual(['вне'])
  })

  test('says a cell over two rows in both, and a cell over two columns once', () => {
    const open = [level(0, 0, 200), level(20, 0, 100), level(40, 0, 200), upright(0, 0, 40), upright(100, 0, 40), upright(200, 0, 40)]
    expect(findTables([say('а', 10, 15), say('май', 110, 25), say('б', 10, 35)], open).tables[0]?.rows).toEqual([['а', 'май'], ['б', 'май']])
    const wide = [level(0, 0, 200), level(20, 0, 200), level(40, 0, 200), upright(0, 0, 40), upright(100, 20, 40), upright(200, 0, 40)]
    expect(findTables([say('Раздел', 60, 15), say('в', 10, 35), say('г', 110, 35)], wide).tables[0]?.rows).toEqual([['Раздел', ''], ['в', 'г']])
  })

  test('a frame around text is no table, and neither is a drawing', () => {
    const frame = [level(0, 0, 200), level(40, 0, 200), upright(0, 0, 40), upright(200, 0, 40)]
    expect(findTables([say('текст', 10, 20)], frame).tables).toEqual([])
    const drawing = Array.from({ length: 9000 }, (_, i) => upright(i % 600, 0, 800))
    expect(findTables([say('текст', 10, 20)], drawing).tables).toEqual([])
  })
})
