import { expect, test } from 'vitest'
import { findDeadlineInside, splitLabels } from '../../../../src/core/resolution/findDeadline.ts'

function split(text: string): { readonly words: string; readonly kind: string | undefined; readonly responsible: string | null; readonly unread: boolean } {
  const { end, deadline, responsible, unread } = splitLabels(text, '2024-01-10')
  return { words: text.slice(0, end), kind: deadline?.value.kind, responsible, unread: unread !== null }
}

test.each([
  'Провести опрос. Срок: до 5 мая 2024 г.',
  'Провести опрос. Срок – до 5 мая 2024 г.',
  'Провести опрос. Срок исполнения: до 5 мая 2024 г.',
  'Провести опрос. Срок до 05.05.2024.',
  'Провести опрос. (Срок: до 05.05.2024)',
])('a label is cut from «%s»', (text) => {
  const { words, kind } = split(text)
  expect([words, kind]).toEqual(['Провести опрос.', 'until_date'])
})

test('deadline and responsible person stand in either order', () => {
  const wanted = { words: 'Провести опрос.', kind: 'permanent', responsible: 'Попова А.А.', unread: false }
  expect(split('Провести опрос. Срок: постоянно. Отв.: Попова А.А.')).toEqual(wanted)
  expect(split('Провести опрос. Ответственный – Попова А.А. Срок: постоянно.')).toEqual(wanted)
})

test('a label that no rule reads stays with the point and is told', () => {
  expect(split('Провести опрос. Срок: по графику.')).toEqual({ words: 'Провести опрос. Срок: по графику.', kind: undefined, responsible: null, unread: true })
})

test('«в срок до …» is part of the sentence', () => {
  expect(split('Сдать отчёт в срок до 5 мая.').words).toBe('Сдать отчёт в срок до 5 мая.')
})

const inside = (text: string): readonly unknown[] | null => {
  const found = findDeadlineInside(text, '2024-01-10')
  return found === null ? null : [found.deadline.kind, found.deadline.text, found.rule]
}

test.each([
  ['Сдать отчёт в срок до 5 мая.', ['until_date', 'в срок до 5 мая', 'date_inside']],
  ['Открыть группы с 1 сентября 2024 года в садах', ['from_date', 'с 1 сентября 2024 года', 'start_inside']],
  ['Работать в период 2024-2026 гг. по плану', ['period', 'в период 2024-2026 гг.', 'period_inside']],
  ['Работать в период до 2026 года.', ['period', 'в период до 2026 года', 'period_inside']],
  ['Провести с 1 по 5 мая опрос с 6 мая по 9 мая', ['period', 'с 6 мая по 9 мая', 'period_inside']],
  ['Сводку ежемесячно до 5 числа сдавать', ['recurring', 'ежемесячно до 5 числа', 'recurrence_inside']],
] as const)('in «%s» it is found', (text, found) => {
  expect(inside(text)).toEqual(found)
})

test.each([
  'Охватить детей от 2 месяцев до 3 лет',
  'Исполнять программу «Развитие до 2030 года»',
  'Учесть стандарт, вступающий в силу с 1 сентября 2024 года',
  'Собрать обучающихся 9-11 классов',
  'Исполнять указ от 07.05.2018 № 1',
  'Утвердить план на 2024-2026 годы',
])('in «%s» there is none', (text) => {
  expect(inside(text)).toBeNull()
})
