import { months } from './lexicon.ts'

const thisYear = 'т\\.\\s?г(?:\\.|(?!\\p{L}))|с\\.\\s?г\\.|текущего\\sгода'

/** Body of a pattern for a month's name in any of the cases that dates use. No groups. */
export const monthPattern = `(?:${months.flat().join('|')})(?!\\p{L})`

/** Body of a pattern for one printed date: «25.01.2022г.», «1 сентября 2021 года», «15 сентября», «26 мая т.г.». No groups. */
export const datePattern =
  `(?:\\d{1,2}\\.\\d{2}\\.(?:\\d{4}|\\d{2}(?!\\d))|«?\\d{1,2}»?\\s(?:${months.map((forms) => forms[1]).join('|')})(?!\\p{L})(?:\\s(?:\\d{4}(?!\\d)|${thisYear}))?)` +
  '(?:\\s?(?:года|год|г\\s?\\.|г(?!\\p{L})))?'

/** Body of a pattern for a day and month in figures without a year, «05.09»; no time and no share has such months and days together. No groups. */
export const shortDatePattern = '(?:0?[1-9]|[12]\\d|3[01])\\.(?:0[1-9]|1[0-2])(?![\\d.]\\d|\\d|\\s?%|\\s?(?:час|процент))\\.?'

/** Body of a pattern for a year with its word: «2022г.», «2024 года», «2020-2024 гг.». */
export const yearWord = '\\s?(?:годах|годов|годы|года|году|год|гг\\.|гг|г\\.\\s?г\\.|г\\.|г)(?!\\p{L})'

/**
 * The ISO date (`2022-09-01`) of a printed one; null for a day no calendar has. A date without a year takes the first
 * such day from `documentDate` on («до 5 сентября» in an order of August), and is null without one.
 */
export function readDate(text: string, documentDate: string | null): string | null {
  const digits = /^(\d{1,2})\.(\d{2})\.(\d{4}|\d{2})/u.exec(text)
  if (digits !== null) {
    const year = digits[3] ?? ''
    return isoDate(year.length === 2 ? fullYear(Number(year)) : Number(year), Number(digits[2]), Number(digits[1]))
  }
  const short = /^(\d{1,2})\.(\d{2})\.?$/u.exec(text)
  if (short !== null) return nearestYear(Number(short[2]), Number(short[1]), documentDate)
  const words = /^«?(\d{1,2})»?\s(\p{L}+)(?:\s(\d{4}))?/u.exec(text)
  if (words === null) return null
  const month = readMonth(words[2] ?? '')
  const day = Number(words[1])
  if (words[3] !== undefined) return isoDate(Number(words[3]), month, day)
  // «т.г.» is the document's own year, even for a day that has passed.
  if (new RegExp(thisYear, 'iu').test(text)) return documentDate === null ? null : isoDate(Number(documentDate.slice(0, 4)), month, day)
  return nearestYear(month, day, documentDate)
}

/** The first such day from the document's date on; null without one. */
function nearestYear(month: number, day: number, documentDate: string | null): string | null {
  if (documentDate === null) return null
  const year = Number(documentDate.slice(0, 4))
  const sameYear = isoDate(year, month, day)
  return sameYear !== null && sameYear >= documentDate ? sameYear : isoDate(year + 1, month, day)
}

/** Two figures of a year: no resolution is older than half a century. */
function fullYear(figures: number): number {
  return figures >= 60 ? 1900 + figures : 2000 + figures
}

/** 1–12 for a month in any case («сентябрь», «сентября»), 0 for another word. */
export function readMonth(word: string): number {
  return months.findIndex((forms) => forms.includes(word.toLowerCase())) + 1
}

/** The last day of a month, e.g. 28 for February 2022. */
export function lastDayOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** `2022-09-01` of its parts; null for a day no calendar has. */
export function isoDate(year: number, month: number, day: number): string | null {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > lastDayOf(year, month)) return null
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
