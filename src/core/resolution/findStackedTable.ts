import { readDeadlineValue } from './readDeadlineValue.ts'
import { type Column, type FoundTable, type TableRow, type TextLine, readHead } from './tableHead.ts'

/** A head whose cells stand on lines of their own is looked for in so many lines. */
const stackedHeadLines = 10
const rowNumber = /^\d{1,3}(?:\.\d{1,3})*[.)]?$/u
const stackedSection = /^(?:раздел|блок|направление|(?:19|20|21)\d{2}\s?(?:год|г\.)?$|[IVX]{1,4}(?:\.|\sквартал))/iu

/** «№», «Мероприятие», «Срок», «Ответственный» one under another, then the cells of each row the same way. */
export function readStacked(lines: readonly TextLine[], first: number): FoundTable | null {
  const head = readStackedHead(lines, first)
  if (head === null) return null
  const rows: TableRow[] = []
  let lastLine = head.lastLine
  let cells: TextLine[] = []
  let number: TextLine | null = null
  const close = (): void => {
    if (number !== null) rows.push({ number: [number], ...readStackedCells(head.columns, cells) })
    number = null
    cells = []
  }
  for (let place = head.lastLine + 1; place < lines.length; place += 1) {
    const line = lines[place]
    if (line === undefined) break
    if (line.text === '') continue
    if (rowNumber.test(line.text)) {
      close()
      number = line
    } else if (number === null || headsStackedRows(lines, place)) {
      if (!hasNumberAhead(lines, place)) break
      close()
      rows.push({ section: [line] })
    } else cells.push(line)
    lastLine = place
    if (number !== null && endsStackedRow(lines, place, cells.length, head.columns.length - 1)) break
  }
  close()
  return rows.filter(({ text }) => text !== undefined).length < 2 ? null : { firstLine: first, lastLine, rows: rows.filter(({ text, section }) => text !== undefined || section !== undefined) }
}

function readStackedHead(lines: readonly TextLine[], first: number): { readonly columns: readonly Column[]; readonly lastLine: number } | null {
  if (!/^(?:№|No?(?!\p{L}))/u.test(lines[first]?.text ?? '') || (lines[first]?.text.length ?? 0) > 12) return null
  const heads: string[] = []
  let found: { readonly columns: readonly Column[]; readonly lastLine: number } | null = null
  for (let place = first; place < Math.min(lines.length, first + stackedHeadLines); place += 1) {
    const text = lines[place]?.text ?? ''
    if (text === '') continue
    if (rowNumber.test(text) || stackedSection.test(text)) break
    if (/^п\s?[/.]\s?п\.?$/iu.test(text) && heads.length === 1) heads[0] = '№ п/п'
    else heads.push(text)
    const columns = readHead(heads)
    if (columns !== null && columns[0] === 'number') found = { columns, lastLine: place }
  }
  return found
}

/** A full row before an empty line, and no further row or section after it. */
function endsStackedRow(lines: readonly TextLine[], place: number, cells: number, columns: number): boolean {
  if (lines[place + 1]?.text !== '' || cells < columns || hasNumberAhead(lines, place)) return false
  const next = lines.findIndex(({ text }, at) => at > place && text !== '')
  return next < 0 || !headsStackedRows(lines, next)
}

function headsStackedRows(lines: readonly TextLine[], place: number): boolean {
  return stackedSection.test(lines[place]?.text ?? '') && hasNumberAhead(lines, place)
}

function hasNumberAhead(lines: readonly TextLine[], place: number): boolean {
  for (let ahead = place + 1; ahead < Math.min(lines.length, place + 4); ahead += 1) {
    const text = lines[ahead]?.text ?? ''
    if (text !== '') return rowNumber.test(text)
  }
  return false
}

/** Cells without marks between them: the deadline is the part that reads as one, the rest stands around it in the columns' order. */
function readStackedCells(columns: readonly Column[], cells: readonly TextLine[]): TableRow {
  const order = columns.filter((column) => column !== 'number')
  const at = order.indexOf('deadline')
  for (let from = 1; from < cells.length && at > 0; from += 1) {
    for (const length of [3, 2, 1]) {
      const part = cells.slice(from, from + length)
      if (part.length < length || !readsAsDeadline(part)) continue
      const rest = cells.slice(from + length)
      const isLast = at === order.length - 1
      if (isLast !== (rest.length === 0)) continue
      const before = cells.slice(0, from)
      if (isLast && order.includes('responsible')) return splitTail(before, part)
      return { text: before, deadline: part, ...(rest.length > 0 ? { responsible: rest } : {}) }
    }
  }
  if (cells.length < 2) return cells.length === 0 ? {} : { text: cells }
  return order.at(-1) === 'responsible' ? { text: cells.slice(0, -1), responsible: cells.slice(-1) } : { text: cells }
}

/** Responsible before the deadline: the last line above it that begins anew. */
function splitTail(before: readonly TextLine[], deadline: readonly TextLine[]): TableRow {
  const text = before.slice(0, -1)
  return text.length === 0 ? { text: before, deadline } : { text, responsible: before.slice(-1), deadline }
}

function readsAsDeadline(lines: readonly TextLine[]): boolean {
  return readDeadlineValue(lines.map(({ text }) => text).join(' '), '2000-01-01') !== null
}
