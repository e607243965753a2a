import { expect, test } from 'vitest'
import { lastDayOf, readDate, readMonth } from '../../../../src/core/resolution/readDate.ts'

test.each([
  ['05.03.2024', '2024-03-05'],
  ['5.03.24г.', '2024-03-05'],
  ['1 мая 2023 года', '2023-05-01'],
  ['29 февраля 2024 г.', '2024-02-29'],
  ['29.02.2023', null],
  ['31 апреля 2023', null],
  ['45.01.2023', null],
  ['1 мартобря 2023', null],
  ['завтра', null],
])('«%s» is %s', (text, date) => {
  expect(readDate(text, null)).toBe(date)
})

test('a date without a year is the first such day from the document’s date on', () => {
  expect(readDate('5 сентября', '2023-08-12')).toBe('2023-09-05')
  expect(readDate('15 января', '2023-08-12')).toBe('2024-01-15')
  expect(readDate('12 августа', '2023-08-12')).toBe('2023-08-12')
  expect(readDate('5 сентября', null)).toBeNull()
})

test('months are read in every case, other words are none', () => {
  expect(['январь', 'марта', 'мае', 'Август', 'декабря', 'мартовский', 'маяк'].map(readMonth)).toEqual([1, 3, 5, 8, 12, 0, 0])
})

test('February follows the leap years', () => {
  expect([1900, 2000, 2023, 2024].map((year) => lastDayOf(year, 2))).toEqual([28, 29, 28, 29])
})
