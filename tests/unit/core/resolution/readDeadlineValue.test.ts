import { expect, test } from 'vitest'
import { readDeadlineValue } from '../../../../src/core/resolution/readDeadlineValue.ts'

test.each([
  ['постоянно.', { kind: 'permanent' }],
  ['весь период', { kind: 'permanent' }],
  ['незамедлительно', { kind: 'immediate' }],
  ['до 10.03.2024г.', { kind: 'until_date', date: '2024-03-10' }],
  ['не позднее 10 марта 2024 года', { kind: 'until_date', date: '2024-03-10' }],
  ['в срок до 10 марта', { kind: 'until_date', date: '2024-03-10' }],
  ['к 10.03.2024', { kind: 'until_date', date: '2024-03-10' }],
  ['10.03.2024', { kind: 'date', date: '2024-03-10' }],
  ['2024г.', { kind: 'year', year: 2024 }],
  ['в течение 2024 года', { kind: 'year', year: 2024 }],
  ['с 1 марта 2024 г.', { kind: 'from_date', from: '2024-03-01' }],
  ['с 1 марта по 5 мая 2024 года', { kind: 'period', from: '2024-03-01', to: '2024-05-05' }],
  ['2024-2026 гг.', { kind: 'period', from: '2024', to: '2026' }],
  ['в период до 2026 года', { kind: 'period', from: null, to: '2026' }],
  ['до 2026 года', { kind: 'until_date', date: '2026' }],
  ['до конца 2024 года', { kind: 'until_date', date: '2024-12-31' }],
  ['до конца учебного года', { kind: 'until_date', date: null }],
  ['в течение учебного года', { kind: 'period', from: null, to: null }],
  ['март 2024 г.', { kind: 'period', from: '2024-03-01', to: '2024-03-31' }],
  ['ноябрь-февраль 2025 года', { kind: 'period', from: '2024-11-01', to: '2025-02-28' }],
  ['II квартал 2024', { kind: 'period', from: '2024-04-01', to: '2024-06-30' }],
  ['2 полугодие 2024 года', { kind: 'period', from: '2024-07-01', to: '2024-12-31' }],
  ['ежеквартально', { kind: 'recurring', every: 'quarter' }],
  ['ежемесячно до 5 числа', { kind: 'recurring', every: 'month', day: 5 }],
  ['ежегодно до 1 июня', { kind: 'recurring', every: 'year', date: '06-01' }],
  ['в течение 10 рабочих дней со дня получения', { kind: 'event', days: 10 }],
] as const)('«%s» is %o', (words, value) => {
  expect(readDeadlineValue(words, '2023-12-20')).toEqual(value)
})

test.each(['по мере необходимости', 'по графику', '', 'до весны', 'до 3 лет', 'до 10.03.2024 и далее'])('«%s» is not guessed', (words) => {
  expect(readDeadlineValue(words, '2023-12-20')).toBeNull()
})
