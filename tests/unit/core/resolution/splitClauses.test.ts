import { expect, test } from 'vitest'
import { normalizeText } from '../../../../src/core/resolution/normalizeText.ts'
import { maxClauses, splitClauses } from '../../../../src/core/resolution/splitClauses.ts'

const texts = (text: string): readonly string[] => splitClauses(normalizeText(text)).clauses.map((clause) => clause.text)

test('a line that plainly goes on joins the clause above, over empty lines too', () => {
  expect(texts('1. Провести месячник\nбезопасности,\n\nКонкурс рисунков и\nОлимпиаду.\n2. Отчитаться.')).toEqual([
    'Провести месячник безопасности, Конкурс рисунков и Олимпиаду.',
    'Отчитаться.',
  ])
})

test('a list that lost its markers stays a list', () => {
  expect(texts('Школам:\nпровести опрос;\nсдать отчёт.')).toEqual(['Школам:', 'провести опрос;', 'сдать отчёт.'])
})

test('a year or a quoted name carried over belongs to the sentence, a capital after a heading does not', () => {
  expect(texts('план на\n2024 год в рамках проекта\n«Рост»;')).toEqual(['план на 2024 год в рамках проекта «Рост»;'])
  expect(texts('отчёт за 3 марта 2022 г.\nЗаслушав доклад')).toHaveLength(2)
})

test('a label on a line of its own never joins the sentence', () => {
  expect(texts('1. Провести опрос\nсрок: до 5 мая\nотв.: Петрова А.А.')).toHaveLength(3)
})

test('a marker alone waits for its words', () => {
  expect(texts('1.\nПровести опрос.\n-\n\n2. Отчитаться.')).toEqual(['Провести опрос.', 'Отчитаться.'])
})

test('operative words and the first point may share a line', () => {
  expect(texts('Совет РЕШИЛ: 1. Провести опрос.')).toEqual(['Совет РЕШИЛ:', 'Провести опрос.'])
})

test('every clause knows its lines, counted from one', () => {
  expect(splitClauses(normalizeText('\nа;\n\nб\nв')).clauses.map(({ lines }) => lines)).toEqual([[2], [4, 5]])
})

test('no more clauses are kept than the bound', () => {
  const { clauses, truncated } = splitClauses(normalizeText('- пункт;\n'.repeat(maxClauses + 5)))
  expect([clauses.length, truncated]).toEqual([maxClauses, true])
})
