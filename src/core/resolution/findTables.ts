import { readStacked } from './findStackedTable.ts'
import type { CellRole, TextRange } from './normalizedText.ts'
import { type Column, type FoundTable, type TableRow, type TextLine, readHead } from './tableHead.ts'

/**
 * Tables of points: cells parted by tabs, by bars, or each on a line of its own. A table is known by its head, which names
 * what is to be done and by when or by whom; other tables stay lines.
 */
export function findTables(lines: readonly TextLine[]): readonly FoundTable[] {
  const tables: FoundTable[] = []
  for (let place = 0; place < lines.length; place += 1) {
    const table = readTabbed(lines, place) ?? readBarred(lines, place) ?? readStacked(lines, place)
    if (table === null) continue
    tables.push(table)
    place = table.lastLine
  }
  return tables
}

/** The cells of a line between separators, trimmed; empty ones stay. */
function cutCells({ from, text }: TextLine, separator: RegExp): TextRange[] {
  const cells: TextRange[] = []
  let start = 0
  for (const found of [...Array.from(text.matchAll(separator), ({ index }) => index), text.length]) {
    let [first, last] = [start, found]
    while (first < last && /\s/u.test(text[first] ?? '')) first += 1
    while (last > first && /\s/u.test(text[last - 1] ?? '')) last -= 1
    cells.push({ from: from + first, to: from + last })
    start = found + 1
  }
  return cells
}

const isEmpty = ({ from, to }: TextRange): boolean => to <= from
const wordsOf = ({ from, text }: TextLine, cell: TextRange): string => text.slice(cell.from - from, cell.to - from)

/** A row under construction; `cells` by column. */
type OpenRow = TextRange[][]

function closeRow(columns: readonly Column[], cells: OpenRow): TableRow {
  const row: Partial<Record<CellRole, readonly TextRange[]>> = {}
  for (const [place, column] of columns.entries()) {
    const pieces = (cells[place] ?? []).filter((piece) => !isEmpty(piece))
    if (column !== 'other' && pieces.length > 0) row[column] = pieces
  }
  return row
}

/** A row that heads others has words in one cell alone; a rest of the row above, in small letters, has too. */
function sectionOf(cells: readonly TextRange[], isRest: (cell: TextRange) => boolean): TableRow | null {
  const filled = cells.filter((cell) => !isEmpty(cell))
  const [only] = filled
  if (only === undefined || filled.length !== 1) return null
  return cells.length > 1 && isEmpty(cells[0] ?? only) && isRest(only) ? null : { section: [only] }
}

/** A second row of a head names no point: «план | факт» under «Дата». */
function isSecondHead(words: readonly string[], columns: readonly Column[]): boolean {
  const filled = words.filter((word) => word !== '')
  return filled.length > 0 && (words[columns.indexOf('text')] ?? '') === '' && filled.every((word) => word.length <= 20 && /^(?:по\s)?(?:план|факт|начал|оконч|срок|дата|отметк)/iu.test(word))
}

/** A line of a row that was wrapped goes on with a small letter or in one cell alone. */
function isWrappedRest(words: readonly string[]): boolean {
  const filled = words.filter((word) => word !== '')
  return filled.length > 0 && filled.length < words.length && filled.every((word) => /^[\p{Ll}\d(]/u.test(word)) && (words[0] ?? '') === ''
}

/** Number of columns under the head: «1 | 2 | 3 | 4». */
function isCountOfColumns(words: readonly string[]): boolean {
  return words.length > 1 && words.every((word, place) => word === String(place + 1))
}

function readTabbed(lines: readonly TextLine[], first: number): FoundTable | null {
  const head = lines[first]
  if (head === undefined || !head.text.includes('\t')) return null
  const columns = readHead(cutCells(head, /\t/gu).map((cell) => wordsOf(head, cell)))
  if (columns === null) return null
  const rows: TableRow[] = []
  let lastLine = first
  for (let place = first + 1; place < lines.length; place += 1) {
    const line = lines[place]
    if (line === undefined || line.text === '') continue
    const cells = cutCells(line, /\t/gu)
    if (cells.length === 1 && !hasRowAhead(lines, place)) break
    lastLine = place
    const words = cells.map((cell) => wordsOf(line, cell))
    if (isCountOfColumns(words) || readHead(words) !== null || isSecondHead(words, columns)) continue
    rows.push(sectionOf(cells, (cell) => /^[\p{Ll}\d(]/u.test(wordsOf(line, cell))) ?? closeRow(columns, cells.map((cell) => [cell])))
  }
  return { firstLine: first, lastLine, rows: joinBroken(rows) }
}

/** Whether a line without cells heads a row: the next line that is not empty has cells. */
function hasRowAhead(lines: readonly TextLine[], place: number): boolean {
  for (let ahead = place + 1; ahead < Math.min(lines.length, place + 4); ahead += 1) {
    const text = lines[ahead]?.text ?? ''
    if (text !== '') return text.includes('\t')
  }
  return false
}

/** A row that a page's end broke in two goes on without a number and a deadline. */
function joinBroken(rows: readonly TableRow[]): TableRow[] {
  const numbered = rows.filter(({ number }) => number !== undefined).length > rows.length / 2
  const joined: TableRow[] = []
  for (const row of rows) {
    const before = joined.at(-1)
    const isRest = numbered && row.section === undefined && row.number === undefined && before?.number !== undefined
    if (!isRest) joined.push(row)
    else joined[joined.length - 1] = mergeRows(before, row)
  }
  return joined
}

function mergeRows(a: TableRow, b: TableRow): TableRow {
  const merged: Partial<Record<CellRole, readonly TextRange[]>> = { ...a }
  for (const role of ['text', 'deadline', 'responsible'] as const) {
    const rest = b[role]
    if (rest !== undefined) merged[role] = [...(a[role] ?? []), ...rest]
  }
  return merged
}

const bar = /[|│┃║]/gu
const isBarred = (text: string): boolean => (text.match(bar)?.length ?? 0) >= 2
const isRule = (text: string): boolean => /^[-+=|:_\s\u2500-\u257f]{3,}$/u.test(text)

function readBarred(lines: readonly TextLine[], first: number): FoundTable | null {
  const text = lines[first]?.text ?? ''
  // Looked at once, from its first line: time stays linear.
  const above = lines[first - 1]?.text ?? ''
  if (!isBarred(text) || isRule(text) || (isBarred(above) && !isRule(above))) return null
  let last = first
  while (last + 1 < lines.length && (isBarred(lines[last + 1]?.text ?? '') || isRule(lines[last + 1]?.text ?? ''))) last += 1
  const region = lines.slice(first, last + 1)
  const headEnd = region.findIndex(({ text }) => isRule(text))
  const headLines = headEnd <= 0 ? region.slice(0, 1) : region.slice(0, headEnd)
  const columns = readHead(joinHead(headLines))
  if (columns === null) return null
  const rows: TableRow[] = []
  let open: OpenRow | null = null
  const close = (): void => {
    if (open !== null) rows.push(sectionOf(open.flat(), () => false) ?? closeRow(columns, open))
    open = null
  }
  for (const line of region.slice(headLines.length)) {
    if (isRule(line.text)) {
      close()
      continue
    }
    const cells = barCells(line)
    if (isCountOfColumns(cells.map((cell) => wordsOf(line, cell)))) continue
    const words = cells.map((cell) => wordsOf(line, cell))
    if (rows.length === 0 && open === null && isSecondHead(words, columns)) continue
    const number = cells[columns.indexOf('number')]
    // Without a column of numbers a row begins with its words, and after every rule.
    const begins = number === undefined ? !isWrappedRest(words) : !isEmpty(number)
    if (open === null || begins) {
      close()
      open = columns.map((_, place) => { const cell = cells[place]; return cell === undefined ? [] : [cell] })
    } else for (const [place, cell] of cells.entries()) open[place]?.push(cell)
  }
  close()
  // The rule over the head goes with the table.
  return { firstLine: isRule(lines[first - 1]?.text ?? '') ? first - 1 : first, lastLine: last, rows }
}

function barCells(line: TextLine): TextRange[] {
  const cells = cutCells(line, bar)
  const trimmed = /^\s*[|│┃║]/u.test(line.text) ? cells.slice(1) : cells
  return /[|│┃║]\s*$/u.test(line.text) ? trimmed.slice(0, -1) : trimmed
}

function joinHead(lines: readonly TextLine[]): string[] {
  const heads: string[] = []
  for (const line of lines) for (const [place, cell] of barCells(line).entries()) heads[place] = `${heads[place] ?? ''} ${wordsOf(line, cell)}`.trim()
  return heads
}
