import { expect, test } from 'vitest'
import { parseResolution } from '#core/resolution'
import { markLines, marksOf } from '../../../src/cli/markText.ts'

const text = 'Совет решил:\r\n\r\nЗаведующим ДОУ:\r\n- открыть группы с 1 сентября 2023 года\r\nво всех корпусах;\r\n'

test('every printed line is kept whole and cut where marks begin and end', () => {
  const lines = markLines(text, marksOf(parseResolution(text)))
  expect(lines.map(({ pieces }) => pieces.map((piece) => piece.text).join(''))).toEqual(text.split('\r\n').filter((line) => line !== ''))
  expect(lines[2]?.pieces.map(({ text: words, looks }) => [words, looks.join('+')])).toEqual([
    ['- ', ''],
    ['открыть группы ', 'directive'],
    ['с 1 сентября 2023 года', 'directive+deadline'],
  ])
})

test('a mark that runs over two lines starts on the first and covers both', () => {
  const lines = markLines(text, marksOf(parseResolution(text)))
  expect(lines.map(({ starting }) => starting)).toEqual([['operative'], ['section-0'], ['directive-0'], []])
  expect(lines[3]?.pieces).toEqual([{ text: 'во всех корпусах;', looks: ['directive'], rule: 'dash_point' }])
})
