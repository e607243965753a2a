import { expect, test } from 'vitest'
import { flatText, flatTextOfHeading, normalizeText, sourceSpan } from '../../../../src/core/resolution/normalizeText.ts'

const normal = (text: string): string => normalizeText(text).text

test('whitespace of every kind becomes one space, none at the ends of a line', () => {
  expect(normal('\u00a0\tПровести \u2009\u202f ремонт \r\n  крыши\u3000')).toBe('Провести ремонт\nкрыши')
})

test('line breaks of every kind are one, and empty lines keep their place', () => {
  expect(normal('а\r\nб\rв\n\nг\u2028д\ve')).toBe('а\nб\nв\n\nг\nд\ne')
})

test('emphasis and invisible characters go, a lone asterisk before a space opens an item', () => {
  expect(normal('**Пункт** с *уд\u00adаре\u200bнием*\n* пункт списка')).toBe('Пункт с ударением\n• пункт списка')
})

test('a decomposed letter is one letter', () => {
  expect(normal('отче\u0308т и\u0306од')).toBe('отчёт йод')
})

test('a span leads back to the source, past what was dropped', () => {
  const source = '  **1.  Сдать**   отче\u0308т'
  const normalized = normalizeText(source)
  const at = normalized.text.indexOf('Сдать')
  const span = sourceSpan(normalized, at, normalized.text.length)
  expect(source.slice(span.start, span.end)).toBe('Сдать**   отче\u0308т')
  const letter = sourceSpan(normalizeText('че\u0308'), 1, 2)
  expect(letter).toEqual({ start: 1, end: 3 })
})

test('an empty range has an empty span inside the source', () => {
  const normalized = normalizeText('да')
  expect(sourceSpan(normalized, 1, 1)).toEqual({ start: 1, end: 1 })
  expect(sourceSpan(normalized, 2, 2)).toEqual({ start: 2, end: 2 })
})

test('a range over lines reads as one line', () => {
  const normalized = normalizeText('первая\n\n\nвторая')
  expect(flatText(normalized, 0, normalized.text.length)).toBe('первая вторая')
})

test('words that only emphasis parts are two in a heading', () => {
  const normalized = normalizeText('РЕШЕНИЕ**совета**«О питании» и **дальше**')
  expect(flatTextOfHeading(normalized, 0, normalized.text.length)).toBe('РЕШЕНИЕ совета «О питании» и дальше')
})
