import type { RecurrenceUnit } from '#core/directive'
import { datePattern, isoDate, lastDayOf, monthPattern, readDate, readMonth, shortDatePattern, yearWord } from './readDate.ts'

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
const anyDate = `(?:${datePattern}|${shortDatePattern})`

/** Builds a reader from a pattern that must match the whole value. */
function whole(source: string, read: (groups: readonly string[], documentDate: string | null) => DeadlineValue | null): Reader {
  const pattern = new RegExp(`^${source}$`, 'iu')
  return (value, documentDate) => {
    const match = pattern.exec(value)
    return match === null ? null : read(match.slice(1).map((group: string | undefined) => group ?? ''), documentDate)
  }
}

const everyUnit: Readonly<Record<string, RecurrenceUnit>> = { дневно: 'day', недельно: 'week', месячно: 'month', квартально: 'quarter', годно: 'year' }
const everyNoun: Readonly<Record<string, RecurrenceUnit>> = { месяц: 'month', квартал: 'quarter', год: 'year' }
const quarterByRoman: Readonly<Record<string, number>> = { I: 1, II: 2, III: 3, IV: 4, 1: 1, 2: 2, 3: 3, 4: 4 }

const yearOrNone = `(?:\\s(${year})(?:${yearWord})?|\\s(?:т\\.\\s?г\\.?|текущего\\sгода))?`
const daysOf: Readonly<Record<string, number>> = { дневный: 1, недельный: 7, месячный: 30 }
const countByWord: readonly (readonly [string, number])[] = [['двух', 2], ['трех', 3], ['трёх', 3], ['четырех', 4], ['четырёх', 4], ['пяти', 5], ['шести', 6], ['семи', 7], ['десяти', 10], ['двадцати', 20], ['тридцати', 30]]

const readers: readonly Reader[] = [
  whole('(?:постоянно|на\\sпостоянной\\sоснове|весь\\sпериод|в\\sтечение\\s(?:всего\\s)?периода|систематически|регулярно)', () => ({ kind: 'permanent' })),
  whole('(?:незамедлительно|немедленно|срочно|оперативно)', () => ({ kind: 'immediate' })),
  whole(`(?:${until})(${anyDate})`, ([date = ''], now) => ({ kind: 'until_date', date: readDate(date, now) })),
  whole(`(?:на\\s)?(${anyDate})`, ([date = ''], now) => ({ kind: 'date', date: readDate(date, now) })),
  whole(`(?:в\\sпериод\\s)?со?\\s(${anyDate}|\\d{1,2})\\s(?:по|до)\\s(${anyDate})`, ([from = '', to = ''], now) => readPeriod(from, to, now)),
  whole(`(${anyDate}|\\d{1,2})${dash}(${anyDate})`, ([from = '', to = ''], now) => readPeriod(from, to, now)),
  whole(`со?\\s(${anyDate})`, ([text = ''], now) => {
    const from = readDate(text, now)
    return from === null ? null : { kind: 'from_date', from }
  }),
  whole(`(?:в\\sтечение\\s|на\\s|в\\s)?(${year})(?:${yearWord})?`, ([text = '']) => ({ kind: 'year', year: Number(text) })),
  whole('в\\sтечение\\s(?:всего\\s|текущего\\s|календарного\\s)?года', () => ({ kind: 'period', from: null, to: null })),
  whole(`(?:в\\sпериод\\s|в\\sтечение\\s|в\\s|на\\s)?(${year})${dash}(${year})(?:${yearWord})?`, ([from = '', to = '']) => ({ kind: 'period', from, to })),
  whole(`(?:в\\sпериод\\s)?с\\s(${year})(?:${yearWord})?\\s(?:по|до)\\s(${year})(?:${yearWord})?`, ([from = '', to = '']) => ({ kind: 'period', from, to })),
  whole(`в\\sпериод\\sдо\\s(${year})(?:${yearWord})?`, ([to = '']) => ({ kind: 'period', from: null, to })),
  whole(`(?:${until})(${year})(?:${yearWord})`, ([date = '']) => ({ kind: 'until_date', date })),
  whole(`(?:до\\s|к\\s)(?:конца|концу|окончания|окончанию)\\s(?:текущего\\s)?учебного\\sгода`, () => ({ kind: 'until_date', date: null })),
  whole('(?:до|к)\\s(?:начала|началу|окончания|окончанию)\\s.{4,40}', () => ({ kind: 'until_date', date: null })),
  whole(`(?:до\\s|к\\s)(?:конца|концу)\\s(${year})(?:${yearWord})`, ([text = '']) => ({ kind: 'until_date', date: `${text}-12-31` })),
  whole(`(?:до\\s|к\\s)(?:конца|концу)\\s(?:текущего\\s|календарного\\s)?года`, (_, now) => ({ kind: 'until_date', date: now === null ? null : `${now.slice(0, 4)}-12-31` })),
  whole('в\\sтечение\\s(?:текущего\\s|всего\\s)?учебного\\sгода', () => ({ kind: 'period', from: null, to: null })),
  whole(`в\\sтечение\\s(${year})${dash}(${year})\\sучебного\\sгода`, ([from = '', to = '']) => ({ kind: 'period', from: `${from}-09-01`, to: `${to}-08-31` })),
  whole(`(?:в\\s|во\\s)?(${monthPattern})${yearOrNone}`, ([month = '', text = ''], now) => readMonths(month, month, text, now)),
  whole(`(?:в\\s|во\\s|с\\s)?(${monthPattern})(?:${dash}|\\sпо\\s|,\\s?|\\sи\\s)(${monthPattern})${yearOrNone}`, ([first = '', last = '', text = ''], now) => readMonths(first, last, text, now)),
  whole(`с\\s(${monthPattern})${yearOrNone}`, ([month = '', text = ''], now) => readMonthStart(month, text, now)),
  whole(`(?:до|к)\\s(?:конца\\s)?(${monthPattern})${yearOrNone}`, ([month = '', text = ''], now) => readMonthEnd(month, text, now)),
  whole(`(?:в\\s|во\\s|на\\s)?([IVХX]{1,3}|[1-4])(?:-?[йм])?\\sквартале?${yearOrNone}`, ([quarter = '', text = ''], now) => readPart(quarterByRoman[quarter.toUpperCase()], 3, text, now)),
  whole(`(?:в\\s|во\\s)?([I]{1,2}|[12]|перво[ем]|второ[ем])(?:-?[ем])?\\sполугоди[еи]${yearOrNone}`, ([half = '', text = ''], now) => readPart(halfOf(half), 6, text, now)),
  whole('еже(дневно|недельно|месячно|квартально|годно)(?:,?\\s(?:в\\sсрок\\s)?(?:до|не\\sпозднее|к)\\s(.{1,70}))?', ([unit = '', limit = '']) => readRecurrence(unit, limit)),
  whole('еже(дневно|недельно),?\\s.{1,40}', ([unit = '']) => readRecurrence(unit, '')),
  whole(`еже(дневно|недельно|месячно|квартально|годно),?\\sначиная\\sс\\s(.{3,40})`, ([unit = '']) => readRecurrence(unit, '')),
  whole('до\\s(\\d{1,2})(?:-?го)?\\sчисла\\s(?:каждого\\sмесяца|ежемесячно|месяца,\\sследующего\\sза\\sотч[её]тным)', ([day = '']) => readRecurrence('месячно', `${day} числа`)),
  whole('(?:не\\sреже\\s)?(?:одного\\s|один\\s|1\\s)?раза?\\sв\\s(неделю|месяц|квартал|год)|кажд(?:ую|ый|ое)\\s(неделю|месяц|квартал|пятницу|понедельник|вторник|среду|четверг)', ([unit = '', other = '']) => ({ kind: 'recurring', every: everyNoun[(unit || other).toLowerCase()] ?? 'week' })),
  whole('(?:в\\sтечение|не\\sпозднее(?:\\sчем\\sчерез)?|не\\sпозже|в)\\s(\\d{1,3})(?:-?(?:ти|х|и))?\\s(?:рабочих\\s|календарных\\s)?(?:дней|дня|суток|дневный\\sсрок)(?:\\s.{0,80})?', ([days = '']) => ({ kind: 'event', days: Number(days) })),
  whole('в\\sтечение\\s(месяца|недели)(?:\\s.{0,80})?', ([unit = '']) => ({ kind: 'event', days: unit.toLowerCase() === 'недели' ? 7 : 30 })),
  whole('в\\s(\\p{L}{0,12}|\\d{1,2})-?(дневный|недельный|месячный)\\sсрок(?:\\s.{0,80})?', ([count = '', unit = '']) => readTerm(count, unit)),
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
  if (to === null) return null
  // «с 1 по 15 сентября 2022 года», «с 1 сентября по 15 октября 2022 года»: month and year stand once, at the end.
  const day = /^\d{1,2}$/u.test(fromText)
  const from = day ? isoDate(Number(to.slice(0, 4)), Number(to.slice(5, 7)), Number(fromText)) : readDate(fromText, `${to.slice(0, 4)}-01-01`)
  // A period over the turn of the year begins in the year before.
  const start = from !== null && from > to ? isoDate(Number(from.slice(0, 4)) - 1, Number(from.slice(5, 7)), Number(from.slice(8))) : from
  return { kind: 'period', from: start, to }
}

function readMonths(first: string, last: string, yearText: string, documentDate: string | null): DeadlineValue | null {
  const [from, to] = [readMonth(first), readMonth(last)]
  const toYear = yearOf(to, yearText, documentDate)
  if (from === 0 || to === 0) return null
  if (toYear === null) return { kind: 'period', from: null, to: null }
  return { kind: 'period', from: isoDate(from > to ? toYear - 1 : toYear, from, 1), to: isoDate(toYear, to, lastDayOf(toYear, to)) }
}

function readMonthStart(word: string, yearText: string, documentDate: string | null): DeadlineValue | null {
  const month = readMonth(word)
  const start = yearOf(month, yearText, documentDate)
  const from = start === null ? null : isoDate(start, month, 1)
  return from === null ? null : { kind: 'from_date', from }
}

function readMonthEnd(word: string, yearText: string, documentDate: string | null): DeadlineValue | null {
  const month = readMonth(word)
  const end = yearOf(month, yearText, documentDate)
  return month === 0 ? null : { kind: 'until_date', date: end === null ? null : isoDate(end, month, lastDayOf(end, month)) }
}

/** The year printed, else that of the first such month from the document's date on; null where neither is known. */
function yearOf(month: number, yearText: string, documentDate: string | null): number | null {
  if (yearText !== '') return Number(yearText)
  if (documentDate === null) return null
  const own = Number(documentDate.slice(0, 4))
  return month >= Number(documentDate.slice(5, 7)) ? own : own + 1
}

function readPart(place: number | undefined, length: 3 | 6, yearText: string, documentDate: string | null): DeadlineValue | null {
  if (place === undefined) return null
  const last = place * length
  const own = yearOf(last, yearText, documentDate)
  if (own === null) return { kind: 'period', from: null, to: null }
  return { kind: 'period', from: isoDate(own, last - length + 1, 1), to: isoDate(own, last, lastDayOf(own, last)) }
}

/** «в месячный срок», «в двухнедельный срок», «в 10-дневный срок». */
function readTerm(count: string, unit: string): DeadlineValue | null {
  const number = count === '' ? 1 : (countByWord.find(([word]) => word === count.toLowerCase())?.[1] ?? Number(count))
  return Number.isInteger(number) && number > 0 ? { kind: 'event', days: number * (daysOf[unit.toLowerCase()] ?? 0) } : null
}

function halfOf(word: string): number | undefined {
  if (/^перво/iu.test(word)) return 1
  return /^второ/iu.test(word) ? 2 : quarterByRoman[word.toUpperCase()]
}

function readRecurrence(unit: string, limit: string): DeadlineValue | null {
  const every = everyUnit[unit.toLowerCase()]
  if (every === undefined) return null
  if (limit === '') return { kind: 'recurring', every }
  const day = /^(\d{1,2})(?:-?(?:го|му))?(?:\sчисла.{0,60})?$/u.exec(limit)
  if (day !== null && Number(day[1]) >= 1 && Number(day[1]) <= 31) return { kind: 'recurring', every, day: Number(day[1]) }
  const date = readDate(limit, '2000-01-01')
  return date === null ? null : { kind: 'recurring', every, date: date.slice(5) }
}
