import { expect, test } from 'vitest'
import { readMarker } from '../../../../src/core/resolution/readMarker.ts'

test.each([
  ['1. Провести', 'number', '1', 1, 3],
  ['1.Провести', 'number', '1', 1, 2],
  ['3.1. провести', 'number', '3.1', 2, 5],
  ['2.3.4 Провести', 'number', '2.3.4', 3, 6],
  ['- 3.2. Провести', 'number', '3.2', 2, 7],
  ['2) провести', 'bracket', '2', 1, 3],
  ['а) провести', 'letter', 'а', 1, 3],
  ['IV. Школам', 'roman', 'IV', 1, 4],
  ['– провести', 'dash', null, 0, 2],
  ['-провести', 'dash', null, 0, 1],
  ['•\uf0b7 провести', 'bullet', null, 0, 1],
] as const)('«%s» opens with a %s', (line, style, number, depth, length) => {
  expect(readMarker(line)).toMatchObject({ style, number, depth, length })
})

test.each(['25.01.2022 провести', '01.09 начать', '01.09 Начать', '05.03. Совещание', '6.5 процента', '2022. Итоги', '12 школ', 'И.И. Иванов', 'Х.Х. Ким', 'Провести', ''])(
  '«%s» opens with no marker',
  (line) => {
    expect(readMarker(line).style).toBe('none')
  },
)
