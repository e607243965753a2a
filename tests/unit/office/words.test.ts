import { describe, expect, it } from 'vitest'
import type { JsonObject } from '#core/sync'
import { agoText, documentName, entryText, entryTitle, isSilent, momentText, periodText, wordingOf } from '../../../src/office/words.ts'
import { day } from '../../support/day.ts'

const zone = 'Asia/Yakutsk'
const nowMs = Date.UTC(2026, 10, 22, 3)
const reading = { nowMs, zone, today: day('2026-11-22') }
const minuteMs = 60_000
const dayMs = 86_400_000

describe('how long ago', () => {
  it('is said in minutes, by the clock of the district, then in its days', () => {
    const ago = (ms: number): string => agoText(nowMs - ms, reading)
    expect([ago(0), ago(5 * minuteMs), ago(59 * minuteMs), ago(2 * 60 * minuteMs)]).toEqual(['только что', '5 минут назад', '59 минут назад', 'сегодня в 10:00'])
    // 12 hours before noon is still today in Yakutsk, 13 hours is yesterday.
    expect([ago(12 * 60 * minuteMs), ago(13 * 60 * minuteMs), ago(2 * dayMs), ago(21 * dayMs)]).toEqual(['сегодня в 00:00', 'вчера в 23:00', '2 дня назад', '21 день назад'])
  })

  it('is «только что» for a clock that runs behind the server\'s', () => {
    expect(agoText(nowMs + 5 * minuteMs, reading)).toBe('только что')
  })

  it('becomes silence after ten days, and never for whom nobody ever heard of', () => {
    expect([isSilent(nowMs - 10 * dayMs, reading), isSilent(nowMs - 10 * dayMs - 1, reading), isSilent(null, reading)]).toEqual([false, true, false])
  })

  it('names the day and time in the district\'s zone', () => {
    expect(momentText(Date.UTC(2026, 10, 14, 20, 5), reading)).toBe('15 ноября, 05:05')
  })
})

describe('names', () => {
  it('cite a document by what it has', () => {
    const parts = { kindText: 'Решение коллегии', number: '3', date: day('2021-12-17') }
    expect([parts, { ...parts, number: null }, { ...parts, date: null }, { ...parts, number: null, date: null }].map(documentName)).toEqual([
      'Решение коллегии №\u00a03 от 17.12.2021', 'Решение коллегии от 17.12.2021', 'Решение коллегии №\u00a03', 'Решение коллегии',
    ])
  })

  it('carry the verb of their heading, not its addressee', () => {
    expect((['task', 'lead_in', 'addressee', 'area'] as const).map((headingKind) => wordingOf({ heading: 'Продолжить:', headingKind, text: 'мероприятия' }))).toEqual([
      'Продолжить: мероприятия', 'Продолжить: мероприятия', 'мероприятия', 'мероприятия',
    ])
  })

  it('bring a heading printed in capitals into a form the eye reads', () => {
    expect(documentName({ kindText: 'РЕЗОЛЮЦИЯ', number: null, date: null })).toBe('Резолюция')
  })

  it('say a period, and leave an unknown one as it is', () => {
    expect(['2026', '2026-H1', '2026-Q3', '2026/27', 'неделя 3'].map(periodText)).toEqual(['2026 год', '1-е полугодие 2026 г.', '3-й квартал 2026 г.', '2026/27 учебный год', 'неделя 3'])
  })
})

describe('an entry of the history', () => {
  const title = (kind: string, value: JsonObject): string => entryTitle({ kind, value }, reading.today)

  it('says what happened, of every kind', () => {
    expect([
      title('publication', {}),
      title('acknowledgement', {}),
      title('execution', { state: 'reported', text: 'x' }),
      title('control', { state: 'returned', reason: 'x' }),
      title('control', { state: 'returned', reason: 'x', fixBy: '2026-12-05' }),
      title('extensionRequest', { to: '2027-01-15', reason: 'x' }),
      title('extension', { to: '2026-12-20' }),
      title('evidence', { title: 'Приказ', link: 'https://p.example/41' }),
      title('progressNote', { text: 'x' }),
    ]).toEqual([
      'Направлено организации', 'Ознакомлен(а) с документом', 'Исполнено', 'На доработку', 'На доработку, исправить до 5 декабря',
      'Просьба продлить до 15 января 2027\u00a0г.', 'Срок продлён до 20 декабря', 'Подтверждение: Приказ', 'Запись о ходе исполнения',
    ])
  })

  it('names a kind of a newer version, and one whose value it cannot read', () => {
    expect([title('somethingNew', {}), title('extension', { to: 7 })]).toEqual(['Запись новой версии программы (somethingNew)', 'Запись новой версии программы (extension)'])
  })

  it('quotes the author\'s own words, not an empty text', () => {
    expect([{ text: 'слова' }, { reason: 'причина' }, { text: ' ' }, {}].map((value) => entryText({ value }))).toEqual(['слова', 'причина', null, null])
  })
})
