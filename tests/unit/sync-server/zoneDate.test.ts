import { expect, test } from 'vitest'
import type { DateOnly } from '#core/directive'
import { dateInZone, startOfDayMs } from '../../../sync-server/zoneDate.ts'

const day = '2026-11-22' as DateOnly

test('a day begins at an instant of its zone', () => {
  expect(startOfDayMs(day, 'Asia/Yakutsk')).toBe(Date.UTC(2026, 10, 21, 15))
  expect(startOfDayMs(day, 'Europe/Moscow')).toBe(Date.UTC(2026, 10, 21, 21))
  expect(dateInZone(startOfDayMs(day, 'Pacific/Kiritimati') - 1, 'Pacific/Kiritimati')).toBe('2026-11-21')
})

test('a day without a midnight begins with its first instant', () => {
  const start = startOfDayMs('2018-11-04' as DateOnly, 'America/Sao_Paulo')
  expect(new Date(start).toISOString()).toBe('2018-11-04T03:00:00.000Z')
})
