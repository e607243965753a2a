import type { FoundTable, TextLine } from './tableHead.ts'

/** A line that is nothing but the number of a page. */
const pageNumber = /^(?:[-–—]\s?\d{1,4}\s?[-–—]|\d{1,3}|(?:стр(?:аница|\.)|лист)\s?\d{1,4}(?:\s?(?:из|\/)\s?\d{1,4})?)$/iu
/** A head that names its page. */
const numberedHead = /^(.{4,150}?)[\s.,;–—-]{1,3}(?:стр(?:аница|\.)?|лист|с\.)\s?\d{1,4}(?:\s?(?:из|\/)\s?\d{1,4})?$/iu
const longestHead = 180

/**
 * The lines (by place) that belong to the paper and not to the text: page numbers, and heads with a page number that
 * come back on further pages. Inside tables a number of its own is a cell.
 */
export function findPageFurniture(lines: readonly TextLine[], tables: readonly FoundTable[]): ReadonlySet<number> {
  const found = new Set<number>()
  const headsByWords = new Map<string, number[]>()
  for (const [place, { text }] of lines.entries()) {
    const words = text.trim()
    if (words === '' || words.length > longestHead || tables.some(({ firstLine, lastLine }) => place >= firstLine && place <= lastLine)) continue
    if (pageNumber.test(words)) found.add(place)
    const head = numberedHead.exec(words)?.[1]
    if (head !== undefined) headsByWords.set(head, [...(headsByWords.get(head) ?? []), place])
  }
  for (const places of headsByWords.values()) if (places.length > 1) for (const place of places) found.add(place)
  return found
}
