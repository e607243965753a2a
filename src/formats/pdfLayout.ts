import { joinLines } from '#core/resolution'
import type { TextBuilder } from './documentText.ts'
import { type PageContent, type TextLine, type TextPiece, groupByBaseline, toLines } from './pdfPage.ts'
import { type PdfTable, findTables } from './pdfTables.ts'

/** Where the lines of a column begin that are not indented, and where full ones end. */
interface Edges {
  readonly left: number
  readonly margin: number
}

/** What stands on a page from the top down: lines of text, and tables between them. */
interface LinePart extends Edges {
  readonly type: 'line'
  readonly line: TextLine
}
type Part = LinePart | { readonly type: 'table'; readonly table: PdfTable; readonly page: number }

/** Writes the pages as paragraphs and tables. Where a paragraph ends is told by gaps, indents and short lines. */
export function writePages(builder: TextBuilder, pages: readonly PageContent[]): void {
  const parts = dropRunningHeads(partsOfPages(pages))
  let paragraph: LinePart[] = []
  let table: { rows: (readonly string[])[]; columns: readonly number[]; page: number } | null = null
  const endParagraph = (): void => {
    const [first] = paragraph
    if (first !== undefined) builder.paragraph(joinLines(paragraph.map(({ line }) => line.text)), { page: first.line.page, listLevel: null })
    paragraph = []
  }
  const endTable = (): void => {
    if (table !== null) builder.table(table.rows, table.page)
    table = null
  }
  const pitch = usualPitch(parts)
  for (const part of parts) {
    if (part.type === 'table') {
      endParagraph()
      if (table !== null && isSameTable(table.columns, part.table.columns)) table.rows.push(...part.table.rows)
      else {
        endTable()
        table = { rows: [...part.table.rows], columns: part.table.columns, page: part.page }
      }
      continue
    }
    endTable()
    const before = paragraph.at(-1)
    if (before !== undefined && (isSetIn(paragraph, part) || beginsAnew(before, part, pitch))) endParagraph()
    paragraph.push(part)
  }
  endParagraph()
  endTable()
}

function isSameTable(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((edge, at) => Math.abs(edge - (b[at] ?? 0)) < 6)
}

interface PageParts {
  readonly page: PageContent
  readonly parts: readonly Part[]
}

function partsOfPages(pages: readonly PageContent[]): PageParts[] {
  let last: readonly LinePart[] = []
  return pages.map((page) => {
    const { tables, rest } = findTables(page.pieces, page.rulings)
    const columns = columnsOf(rest, page).map((column) => toLines(column, page.number))
    const isWhole = columns.length === 1
    const lines = columns.flatMap((found) => {
      const edges = isWhole ? edgesAfter(last, edgesOf(found), found[0]?.height ?? 0) : edgesOf(found)
      return found.map((line): LinePart => ({ type: 'line', line, ...edges }))
    })
    if (isWhole && lines.length > 0) last = lines
    return { page, parts: placeTables(lines, tables, page.number) }
  })
}

/** The edges of a page all of whose lines are indented or short are those of the page before, where its lines begin at the same places. */
function edgesAfter(before: readonly LinePart[], own: Edges, height: number): Edges {
  const [first] = before
  if (first === undefined) return own
  const isIndented = own.left - first.left > height && before.filter(({ line }) => Math.abs(line.x - own.left) < 2).length > 1
  if (!isIndented && Math.abs(own.left - first.left) > 2) return own
  // Full lines of two pages end within a word of each other; far from it, the page has none.
  return { left: first.left, margin: own.margin < first.margin - 3 * height ? first.margin : own.margin }
}

function placeTables(lines: readonly LinePart[], tables: readonly PdfTable[], page: number): Part[] {
  const placed: Part[] = []
  let left = [...tables].sort((a, b) => a.top - b.top)
  for (const part of lines) {
    const above = left.filter(({ top }) => top < part.line.y)
    placed.push(...above.map((table): Part => ({ type: 'table', table, page })), part)
    left = left.filter((table) => !above.includes(table))
  }
  return [...placed, ...left.map((table): Part => ({ type: 'table', table, page }))]
}

/** Fewer lines side by side are a letterhead or a signature. */
const fewestColumnLines = 12

/** Text in two columns, read one after the other; else the page as it is. */
function columnsOf(pieces: readonly TextPiece[], { width }: PageContent): (readonly TextPiece[])[] {
  const baselines = groupByBaseline(pieces)
  if (baselines.length < fewestColumnLines) return [pieces]
  for (let gutter = 0.42 * width; gutter < 0.58 * width; gutter += 4) {
    const crossing = pieces.filter((piece) => piece.x < gutter && piece.x + piece.width > gutter)
    const both = baselines.filter((line) => line.some(({ x, width: own }) => x + own <= gutter) && line.some(({ x }) => x >= gutter))
    if (crossing.length <= 2 && both.length >= fewestColumnLines && both.length > 0.6 * baselines.length) {
      const top = Math.max(0, ...crossing.map(({ y }) => y).filter((y) => y < (both[0]?.[0]?.y ?? 0)))
      const over = pieces.filter((piece) => piece.y <= top)
      const under = pieces.filter((piece) => piece.y > top)
      return [over, under.filter(({ x }) => x < gutter), under.filter(({ x }) => x >= gutter)].filter((column) => column.length > 0)
    }
  }
  return [pieces]
}

/** One line may stick out on either side. */
function edgesOf(lines: readonly TextLine[]): Edges {
  const starts = lines.map(({ x }) => x).sort((a, b) => a - b)
  const ends = lines.map(({ right }) => right).sort((a, b) => a - b)
  return { left: starts[Math.floor(starts.length * 0.05)] ?? 0, margin: ends[Math.max(0, Math.ceil(ends.length * 0.95) - 1)] ?? 0 }
}

/** The usual way from a baseline to the next (points), over the whole document. */
function usualPitch(parts: readonly Part[]): number {
  const ways: number[] = []
  let before: TextLine | null = null
  for (const part of parts) {
    if (part.type === 'line' && before?.page === part.line.page && part.line.y > before.y) ways.push(part.line.y - before.y)
    before = part.type === 'line' ? part.line : null
  }
  ways.sort((a, b) => a - b)
  // Most lines stand inside paragraphs; a text of one-line paragraphs shows it by its wide way alone.
  return ways[Math.floor(ways.length * 0.4)] ?? 0
}

/** The first line of a paragraph is set in; the rest that hangs under its mark is too, and goes on at one edge. */
function isSetIn(paragraph: readonly LinePart[], { line, left }: LinePart): boolean {
  const [first, before] = [paragraph[0]?.line, paragraph.at(-1)?.line]
  if (first === undefined || before === undefined || line.x - left <= line.height) return false
  return paragraph.length > 1 ? Math.abs(line.x - before.x) > 2 : !(listMark.test(first.text) && line.x > first.x + 2)
}

/** How an item of a list begins. */
const listMark = /^(?:[-–—•▪●○]|\*{0,2}\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\p{Ll}\)|[IVX]{1,4}\.)/u

function beginsAnew({ line: before, margin }: LinePart, { line }: LinePart, pitch: number): boolean {
  const { height } = line
  if (before.page === line.page && line.y > before.y && line.y - before.y > 1.2 * Math.max(pitch, height)) return true
  if (Math.abs(before.height - height) > 0.25 * height) return true
  const isClosed = /[.;:!?]\*{0,2}["»”)]?$/u.test(before.text)
  if (isClosed && listMark.test(line.text)) return true
  // Over the page there is no gap to go by.
  if (before.page !== line.page && isClosed && /^\p{Lu}/u.test(line.text)) return true
  const [word = ''] = line.text.split(' ')
  const average = (line.right - line.x) / Math.max(1, line.text.length)
  // The next word had room on the line above, so the break was meant.
  return before.right + average * (word.length + 1) < margin - 0.5 * height
}

/** Lines looked at on each end of a page, and how much of its height they may take. */
const edgeLines = 3
const edgeShare = 0.14
const pageNumber = /^(?:[-–—]\s?)?(?:стр(?:аница|\.)?\s?)?\d{1,4}(?:\s?(?:из|\/)\s?\d{1,4})?(?:\s?[-–—])?$/iu

/** Leaves out page numbers, and lines that stand apart at the edge of several pages with the same words. */
function dropRunningHeads(pages: readonly PageParts[]): Part[] {
  const pitch = usualPitch(pages.flatMap(({ parts }) => parts))
  const edges = pages.map((page) => edgePartsOf(page, pitch))
  const pagesByWords = new Map<string, number>()
  for (const { apart } of edges) {
    for (const words of new Set([...apart].map(wordsOf))) pagesByWords.set(words, (pagesByWords.get(words) ?? 0) + 1)
  }
  const isRepeated = (part: Part): boolean => pages.length >= 2 && (pagesByWords.get(wordsOf(part)) ?? 0) >= Math.max(2, Math.ceil(pages.length * 0.5))
  return pages.flatMap(({ parts }, at) =>
    parts.filter((part) => part.type === 'table' || !((edges[at]?.near.has(part) === true && pageNumber.test(part.line.text)) || (edges[at]?.apart.has(part) === true && isRepeated(part)))))
}

/** The lines at both edges of a page, and those of them that a gap parts from the text: a sentence may end on many pages, a head stands by itself. */
function edgePartsOf({ page, parts }: PageParts, pitch: number): { readonly near: ReadonlySet<Part>; readonly apart: ReadonlySet<Part> } {
  const isNear = (part: Part): boolean => part.type === 'line' && (part.line.y < edgeShare * page.height || part.line.y > (1 - edgeShare) * page.height)
  const heads = parts.slice(0, edgeLines)
  const feet = parts.slice(-edgeLines)
  const isGap = (above: Part | undefined, below: Part | undefined): boolean =>
    above !== undefined && below !== undefined && (above.type === 'table' || below.type === 'table' || below.line.y - above.line.y > 1.3 * pitch)
  const lastHead = heads.findLastIndex((part, at) => isGap(part, parts[at + 1]))
  const firstFoot = feet.findIndex((part, at) => isGap(parts[parts.length - feet.length + at - 1], part))
  const apart = [...heads.slice(0, lastHead + 1), ...(firstFoot < 0 ? [] : feet.slice(firstFoot))]
  return { near: new Set([...heads, ...feet].filter(isNear)), apart: new Set(apart.filter(isNear)) }
}

/** Numbers differ from page to page. */
function wordsOf(part: Part): string {
  return part.type === 'line' ? part.line.text.replace(/\d+/gu, '#') : ''
}
