import { expect, test } from 'vitest'
import { findAction, startsWithAction } from '../../../../src/core/resolution/findAction.ts'
import { isInfinitive } from '../../../../src/core/resolution/lexicon.ts'

test('infinitives are told from nouns and numerals with the same ending', () => {
  for (const word of ['обеспечить', 'Провести', 'помочь', 'учесть', 'найти', 'ознакомиться', 'вовлечь', 'начать']) expect(isInfinitive(word), word).toBe(true)
  for (const word of ['область', 'сеть', 'печать', 'пять', 'деятельности', 'новости', 'часть', 'речь', 'школы', 'почти']) expect(isInfinitive(word), word).toBe(false)
})

test('a point starts with its verb, an adverb or «не» may stand before it', () => {
  expect(startsWithAction('Не допускать простоя автобусов')).toBe(true)
  expect(startsWithAction('Своевременно представлять сведения')).toBe(true)
  expect(startsWithAction('Сеть кружков расширить')).toBe(false)
  expect(startsWithAction('проведение опроса')).toBe(false)
})

test('a verb in quotes or brackets is nobody’s task', () => {
  expect(findAction('Директору центра «Учить и учиться» (готовить смену) открыть кружок')).toBe('Директору центра «Учить и учиться» (готовить смену) '.length)
  expect(findAction('Директору центра «Учить»')).toBe(-1)
})
