import { expect, it } from 'vitest'
import type { DateOnly } from '#core/directive'
import { daysAround } from '../../../src/office/views/reportWish.ts'

it.each([
  ['2026-11-22', 'month', '2026-11-01', '2026-11-30'],
  ['2026-11-22', 'quarter', '2026-10-01', '2026-12-31'],
  ['2028-02-29', 'month', '2028-02-01', '2028-02-29'],
  ['2026-03-31', 'quarter', '2026-01-01', '2026-03-31'],
  ['2026-07-01', 'year', '2026-01-01', '2026-12-31'],
] as const)('%s stands in a %s from %s to %s', (today, unit, from, to) => {
  expect(daysAround(today as DateOnly, unit)).toEqual({ from, to })
})
