import { findPageFurniture } from './findPageFurniture.ts'
import { findTables } from './findTables.ts'
import type { TableRow, TextLine } from './tableHead.ts'
import type { CellRole, NormalizedText, TextRange, TextRow } from './normalizedText.ts'

/*
 * Between the characters and the clauses: tables become rows whose cells stand side by side, page numbers and running
 * heads go, every other tab is a space. The way back to the source stays, though cells may stand in another order.
 */

const newline = 0x0a
const space = 0x20
const tab = 0x09

/** Puts the lines of a text in order. Linear in its length. */
export function arrangeLines(read: NormalizedText): NormalizedText {
  const lines = cutLines(read.text)
  const tables = findTables(lines)
  const furniture = findPageFurniture(lines, tables)
  if (tables.length === 0 && furniture.size === 0 && !read.text.includes('\t')) return read
  const writer = new LineWriter(read)
  let table = 0
  for (let place = 0; place < lines.length; place += 1) {
    const line = lines[place]
    const here = tables[table]
    if (line === undefined) break
    if (here?.firstLine === place) {
      for (const row of here.rows) writer.row(row)
      place = here.lastLine
      table += 1
    } else if (!furniture.has(place)) writer.line(line)
  }
  return writer.end()
}

function cutLines(text: string): TextLine[] {
  const lines: TextLine[] = []
  for (let from = 0; from <= text.length; ) {
    const found = text.indexOf('\n', from)
    const to = found < 0 ? text.length : found
    lines.push({ from, to, text: text.slice(from, to) })
    from = to + 1
  }
  return lines
}

/** In the order in which the rules look at them. */
const rolesInOrder: readonly CellRole[] = ['section', 'number', 'text', 'deadline', 'responsible']

class LineWriter {
  readonly #read: NormalizedText
  readonly #rows: TextRow[] = []
  readonly #parts: string[] = []
  readonly #offsets: number[] = []

  constructor(read: NormalizedText) {
    this.#read = read
  }

  line({ from, to }: TextLine): void {
    if (this.#parts.length > 0) this.#put(newline, this.#offsetAt(Math.max(0, from - 1)))
    let start = from
    while (start < to && this.#codeAt(start) === tab) start += 1
    for (let at = start; at < to; at += 1) {
      // A run of tabs is one space.
      if (this.#codeAt(at) !== tab) this.#put(this.#codeAt(at), this.#offsetAt(at))
      else if (this.#codeAt(at - 1) !== tab) this.#put(space, this.#offsetAt(at))
    }
  }

  row(row: TableRow): void {
    const first = rolesInOrder.flatMap((role) => row[role] ?? [])[0]
    if (first === undefined) return
    if (this.#parts.length > 0) this.#put(newline, this.#offsetAt(first.from))
    const from = this.#offsets.length
    const cells: Partial<Record<CellRole, TextRange>> = {}
    for (const role of rolesInOrder) {
      const pieces = row[role] ?? []
      const [piece] = pieces
      if (piece === undefined) continue
      if (this.#offsets.length > from) this.#put(space, this.#offsetAt(piece.from))
      const start = this.#offsets.length
      for (const [place, range] of pieces.entries()) this.#piece(range, place > 0)
      cells[role] = { from: start, to: this.#offsets.length }
    }
    this.#rows.push({ from, to: this.#offsets.length, cells })
  }

  end(): NormalizedText {
    return { ...this.#read, text: this.#parts.join(''), offsets: Uint32Array.from(this.#offsets), rows: this.#rows }
  }

  #piece({ from, to }: TextRange, goesOn: boolean): void {
    if (goesOn) this.#put(space, this.#offsetAt(from))
    for (let at = from; at < to; at += 1) this.#put(this.#codeAt(at), this.#offsetAt(at))
  }

  #codeAt(at: number): number {
    return this.#read.text.charCodeAt(at)
  }

  #offsetAt(at: number): number {
    return this.#read.offsets[at] ?? 0
  }

  #put(code: number, offset: number): void {
    this.#parts.push(String.fromCharCode(code))
    this.#offsets.push(offset)
  }
}
