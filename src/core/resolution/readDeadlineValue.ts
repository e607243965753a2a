import type { RecurrenceUnit } from '#core/directive'
import { datePattern, isoDate, lastDayOf, readDate, readMonth, yearWord } from './readDate.ts'

/** What a printed deadline says, without its words and place. */
export type DeadlineValue =
  | { readonly kind: 'until_date' | 'date'; readonly date: string | null }
  | { readonly kind: 'year'; readonly year: number }
  | { readonly kind: 'from_date'; readonly from: string }
  | { readonly kind: 'period'; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'permanent' | 'immediate' }
  | { readonly kind: 'recurring'; readonly every: RecurrenceUnit; readonly day?: number; readonly date?: string }
  | { readonly kind: 'event'; readonly days: number }

type Reader = (value: string, documentDate: string | null) => DeadlineValue | null

const until = '(?:в\\sсрок\\s)?(?:до|не\\sпозднее|не\\sпозже|к|ко|по)\\s'
const year = '(?:19|20|21)\\d{2}'
const dash = '\\s?[-–—]\\s?'

/** Builds a reader from a pattern that must match the whole value. */
function whole(source: string, read: (groups: readonly string[], documentDate: string | null) => DeadlineValue | null): Reader {
  const pattern = new RegExp(`^${source}$`, 'iu')
  return (value, documentDate) => {
    const match = pattern.exec(value)
    return match === null ? null : read(match.slice(1).map((group: string | undefined) => group ?? ''), documentDate)
  }
}

const everyUnit: Readonly<Record<string, RecurrenceUnit>> = { дневно: 'day', недельно: 'week', месячно: 'month', квартально: 'quarter', годно: 'year' }
const quarterByRoman: Readonly<Record<string, number>> = { I: 1, II: 2, III: 3, IV: 4, 1: 1, 2: 2, 3: 3, 4: 4 }

const readers: readonly Reader[] = [
  whole('(?:постоянно|на\\sпостоянной\\sоснове|весь\\sпериод|в\\sтечение\\s(?:всего\\s)?(?:года|периода)|систематически|регулярно)', () => ({ kind: 'permanent' })),
  whole('(?:незамедлительно|немедленно|срочно|оперативно)', () => ({ kind: 'immediate' })),
  whole(`(?:${until})(${datePattern})`, ([date = ''], now) => ({ kind: 'until_date', date: readDate(date, now) })),
  whole(`(${datePattern})`, ([date = ''], now) => ({ kind: 'date', date: readDate(date, now) })),
  whole(`с\\s(${datePattern})\\s(?:по|до)\\s(${datePattern})`, ([from = '', to = ''], now) => readPeriod(from, to, now)),
  whole(`с\\s(${datePattern})`, ([text = ''], now) => {
    const from = readDate(text, now)
    return from === null ? null : { kind: 'from_date', from }
  }),
  whole(`(?:в\\sтечение\\s|на\\s|в\\s)?(${year})(?:${yearWord})?`, ([text = '']) => ({ kind: 'year', year: Number(text) })),
  whole(`(?:в\\sпериод\\s|в\\sтечение\\s|в\\s|на\\s)?(${year})${dash}(${year})(?:${yearWord})?`, ([from = '', to = '']) => ({ kind: 'period', from, to })),
  whole(`(?:в\\sпериод\\s)?с\\s(${year})(?:${yearWord})?\\s(?:по|до)\\s(${year})(?:${yearWord})?`, ([from = '', to = '']) => ({ kind: 'period', from, to })),
  whole(`в\\sпериод\\sдо\\s(${year})(?:${yearWord})?`, ([to = '']) => ({ kind: 'period', from: null, to })),
  whole(`(?:${until})(${year})(?:${yearWord})`, ([date = '']) => ({ kind: 'until_date', date })),
  whole(`(?:до\\s|к\\s)(?:конца|концу)\\s(?:текущего\\s)?учебного\\sгода`, () => ({ kind: 'until_date', date: null })),
  whole(`(?:до\\s|к\\s)(?:конца|концу)\\s(${year})(?:${yearWord})`, ([text = '']) => ({ kind: 'until_date', date: `${text}-12-31` })),
  whole('в\\sтечение\\s(?:текущего\\s|всего\\s)?учебного\\sгода', () => ({ kind: 'period', from: null, to: null })),
  whole(`в\\sтечение\\s(${year})${dash}(${year})\\sучебного\\sгода`, ([from = '', to = '']) => ({ kind: 'period', from: `${from}-09-01`, to: `${to}-08-31` })),
  whole(`(?:в\\s)?(\\p{L}{3,9})\\s(${year})(?:${yearWord})?`, ([month = '', text = '']) => readMonths(month, month, text)),
  whole(`(?:в\\s)?(\\p{L}{3,9})${dash}(\\p{L}{3,9})\\s(${year})(?:${yearWord})?`, ([first = '', last = '', text = '']) => readMonths(first, last, text)),
  whole(`(?:в\\s)?([IV]{1,3}|[1-4])(?:-?[йм])?\\sквартале?\\s(${year})(?:${yearWord})?`, ([quarter = '', text = '']) => readQuarters(quarterByRoman[quarter.toUpperCase()], 3, text)),
  whole(`(?:в\\s)?([I]{1,2}|[12])(?:-?[ем])?\\sполугоди[еи]\\s(${year})(?:${yearWord})?`, ([half = '', text = '']) => readQuarters(quarterByRoman[half.toUpperCase()], 6, text)),
  whole('еже(дневно|недельно|месячно|квартально|годно)(?:,?\\s(?:до|не\\sпозднее|к)\\s(.{1,40}))?', ([unit = '', limit = '']) => readRecurrence(unit, limit)),
  whole('(?:в\\sтечение|не\\sпозднее|в)\\s(\\d{1,3})(?:-?(?:ти|х|и))?\\s(?:рабочих\\s|календарных\\s)?(?:дней|дня|дневный\\sсрок)(?:\\s.{0,80})?', ([days = '']) => ({ kind: 'event', days: Number(days) })),
]

/** Reads the words after «Срок:», e.g. «до 25.01.2022г.», «постоянно», «2022г.»; null where no rule fits them all. */
export function readDeadlineValue(words: string, documentDate: string | null): DeadlineValue | null {
  const value = words.trim().replace(/[;,.\s]+$/u, '')
  for (const read of readers) {
    const found = read(value, documentDate)
    if (found !== null) return found
  }
  return null
}

function readPeriod(fromText: string, toText: string, documentDate: string | null): DeadlineValue | null {
  const to = readDate(toText, documentDate)
  // «с 1 по 15 сентября 2022 года»: the year stands once, at the end.
  const from = readDate(fromText, to === null ? documentDate : `${to.slice(0, 4)}-01-01`)
  return from === null && to === null ? null : { kind: 'period', from, to }
}

function readMonths(first: string, last: string, year: string): DeadlineValue | null {
  const from = readMonth(first)
  const to = readMonth(last)
  if (from === 0 || to === 0) return null
  const toYear = Number(year)
  return { kind: 'period', from: isoDate(from > to ? toYear - 1 : toYear, from, 1), to: isoDate(toYear, to, lastDayOf(toYear, to)) }
}

function readQuarters(place: number | undefined, length: 3 | 6, year: string): DeadlineValue | null {
  if (place === undefined) return null
  const last = place * length
  return { kind: 'period', from: isoDate(Number(year), last - length + 1, 1), to: isoDate(Number(year), last, lastDayOf(Number(year), last)) }
}

function readRecurrence(unit: string, limit: string): DeadlineValue | null {
  const every = everyUnit[unit.toLowerCase()]
  if (every === undefined) return null
  if (limit === '') return { kind: 'recurring', every }
  const day = /^(\d{1,2})(?:-?(?:го|му))?(?:\sчисла.{0,30})?$/u.exec(limit)
  if (day !== null && Number(day[1]) >= 1 && Number(day[1]) <= 31) return { kind: 'recurring', every, day: Number(day[1]) }
  const date = readDate(limit, '2000-01-01')
  return date === null ? null : { kind: 'recurring', every, date: date.slice(5) }
}
