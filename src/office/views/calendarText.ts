import { type CalendarYear, addDays, dateOnlyOf, parseDateOnly } from '#core/directive'

/** One transfer as people write it: «05.01.2028 → 09.05.2028». */
export function transfersToText(transfers: CalendarYear['transfers']): string {
  return transfers.map(({ from, to }) => `${dotted(from)} → ${dotted(to)}`).join('\n')
}

/** Reads transfers, a line each; gives the number of the first line that is none. Both days must be of the year. */
export function textToTransfers(text: string, year: number): { readonly transfers: CalendarYear['transfers'] } | { readonly wrongLine: number } {
  const transfers: { readonly from: string; readonly to: string }[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const dates = [...line.matchAll(/(\d{1,2})\.(\d{1,2})\.(\d{4})/g)].map(([, day, month, of]) => dateOnlyOf(Number(of), Number(month), Number(day)))
    const [from = null, to = null] = dates
    if (dates.length !== 2 || from === null || to === null || from === to || !from.startsWith(String(year)) || !to.startsWith(String(year))) return { wrongLine: index + 1 }
    transfers.push({ from, to })
  }
  return { transfers }
}

/** The years from this one on that no decree is known for, as far as deadlines usually reach. */
export function missingYears(today: string, known: readonly CalendarYear[]): readonly number[] {
  const first = Number(today.slice(0, 4))
  const last = Number(addDays(parseDateOnly(today) ?? (today as never), 400).slice(0, 4))
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((year) => !known.some((one) => one.year === year && one.source !== null))
}

function dotted(day: string): string {
  return day.split('-').reverse().join('.')
}
