import { type Ruling, type TextPiece, toLines } from './pdfPage.ts'

/** A table found by its printed lines. */
export interface PdfTable {
  readonly top: number
  readonly bottom: number
  /** Left edges of the columns; a table that goes on over the page has the same. */
  readonly columns: readonly number[]
  /** Lines inside a cell are parted by `\n`. A cell over several rows is said in each of them. */
  readonly rows: readonly (readonly string[])[]
}

/** Lines nearer than this (points) are one. */
const near = 3
/** More crossing lines than any printed table has: a drawing. */
const mostLines = 400

/** The tables of a page and the pieces that stand outside them. */
export function findTables(pieces: readonly TextPiece[], rulings: readonly Ruling[]): { readonly tables: readonly PdfTable[]; readonly rest: readonly TextPiece[] } {
  if (rulings.length === 0 || rulings.length > 20 * mostLines) return { tables: [], rest: pieces }
  const tables: PdfTable[] = []
  let rest = pieces
  for (const grid of findGrids(rulings)) {
    const inside = rest.filter((piece) => isInside(grid, piece))
    if (inside.length === 0) continue
    tables.push(readGrid(grid, inside))
    rest = rest.filter((piece) => !isInside(grid, piece))
  }
  return { tables, rest }
}

interface Grid {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  readonly level: readonly Ruling[]
  readonly upright: readonly Ruling[]
}

/** Groups of lines that touch, with at least two columns and one row. */
function findGrids(rulings: readonly Ruling[]): Grid[] {
  const groups: Ruling[][] = []
  for (const ruling of [...rulings].sort((a, b) => a.y1 - b.y1)) {
    const touched = groups.filter((group) => group.some((other) => touches(ruling, other)))
    const [first] = touched
    if (first === undefined) groups.push([ruling])
    else {
      first.push(ruling, ...touched.slice(1).flat())
      for (const merged of touched.slice(1)) groups.splice(groups.indexOf(merged), 1)
    }
    if (groups.length > mostLines) return []
  }
  return groups.map(toGrid).filter(({ xs, ys }) => xs.length >= 3 && ys.length >= 2 && xs.length + ys.length < mostLines)
}

function touches(a: Ruling, b: Ruling): boolean {
  return a.x1 <= b.x2 + near && b.x1 <= a.x2 + near && a.y1 <= b.y2 + near && b.y1 <= a.y2 + near
}

function toGrid(rulings: readonly Ruling[]): Grid {
  const level = rulings.filter(({ y1, y2 }) => y1 === y2)
  const upright = rulings.filter(({ x1, x2 }) => x1 === x2)
  return { level, upright, xs: mergeNear(upright.map(({ x1 }) => x1)), ys: mergeNear(level.map(({ y1 }) => y1)) }
}

function mergeNear(places: readonly number[]): number[] {
  const merged: number[] = []
  for (const place of [...places].sort((a, b) => a - b)) if (place - (merged.at(-1) ?? Number.NEGATIVE_INFINITY) > near) merged.push(place)
  return merged
}

function isInside({ xs, ys }: Grid, piece: TextPiece): boolean {
  const [x, y] = centerOf(piece)
  return x >= (xs[0] ?? 0) && x <= (xs.at(-1) ?? 0) && y >= (ys[0] ?? 0) && y <= (ys.at(-1) ?? 0)
}

function centerOf({ x, y, width, height }: TextPiece): readonly [number, number] {
  return [x + width / 2, y - height / 3]
}

/** A cell that spans several places of the grid belongs to the first of them. */
function readGrid(grid: Grid, pieces: readonly TextPiece[]): PdfTable {
  const { xs, ys } = grid
  const columns = xs.length - 1
  const owner = ownersOf(grid)
  const inCell = new Map<number, TextPiece[]>()
  for (const piece of pieces.flatMap((one) => cutAtLines(grid, one))) {
    const [x, y] = centerOf(piece)
    const place = owner[indexOf(ys, y) * columns + indexOf(xs, x)] ?? 0
    inCell.set(place, [...(inCell.get(place) ?? []), piece])
  }
  const textOf = (place: number): string => toLines(inCell.get(place) ?? [], 0).map(({ text }) => text).join('\n')
  const rows = Array.from({ length: ys.length - 1 }, (_, row) =>
    Array.from({ length: columns }, (__, column) => {
      const place = owner[row * columns + column] ?? 0
      // Over several columns it is said once, over several rows in each.
      return place % columns === column ? textOf(place) : ''
    }))
  return { top: ys[0] ?? 0, bottom: ys.at(-1) ?? 0, columns: xs.slice(0, -1), rows: rows.filter((row) => row.some((cell) => cell !== '')) }
}

/** A run of text that goes over a printed line holds the words of two cells, cut at the space nearest to the line. */
function cutAtLines(grid: Pick<Grid, 'upright'>, piece: TextPiece): TextPiece[] {
  const y = centerOf(piece)[1]
  const line = grid.upright.find(({ x1, y1, y2 }) => x1 > piece.x + near && x1 < piece.x + piece.width - near && y1 <= y && y2 >= y)
  if (line === undefined) return [piece]
  const expected = ((line.x1 - piece.x) / piece.width) * piece.text.length
  const spaces = Array.from(piece.text.matchAll(/\s+/gu), ({ index }) => index)
  const nearest = spaces.sort((a, b) => Math.abs(a - expected) - Math.abs(b - expected))[0]
  if (nearest === undefined || nearest === 0) return [piece]
  const width = (nearest / piece.text.length) * piece.width
  const rest = { ...piece, text: piece.text.slice(nearest).trimStart(), x: Math.max(line.x1 + near, piece.x + width), width: piece.x + piece.width - Math.max(line.x1 + near, piece.x + width) }
  return [{ ...piece, text: piece.text.slice(0, nearest), width: Math.min(width, line.x1 - piece.x - near) }, ...(rest.text === '' ? [] : cutAtLines(grid, rest))]
}

function indexOf(edges: readonly number[], place: number): number {
  const after = edges.findIndex((edge) => edge > place)
  return after <= 0 ? Math.max(0, edges.length - 2) : after - 1
}

/** For each place of the grid the first place of its cell: places with no line between them are one. */
function ownersOf({ xs, ys, level, upright }: Grid): number[] {
  const columns = xs.length - 1
  const owner = Array.from({ length: columns * (ys.length - 1) }, (_, place) => place)
  for (const place of owner.keys()) {
    const [row, column] = [Math.floor(place / columns), place % columns]
    const middleY = ((ys[row] ?? 0) + (ys[row + 1] ?? 0)) / 2
    const middleX = ((xs[column] ?? 0) + (xs[column + 1] ?? 0)) / 2
    const leftOpen = column > 0 && !upright.some(({ x1, y1, y2 }) => Math.abs(x1 - (xs[column] ?? 0)) <= near && y1 <= middleY && y2 >= middleY)
    const topOpen = row > 0 && !level.some(({ y1, x1, x2 }) => Math.abs(y1 - (ys[row] ?? 0)) <= near && x1 <= middleX && x2 >= middleX)
    if (leftOpen) owner[place] = owner[place - 1] ?? place
    else if (topOpen) owner[place] = owner[place - columns] ?? place
  }
  return owner
}
