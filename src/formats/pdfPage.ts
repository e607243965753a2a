/** A run of text on a page. Points (1/72 inch) from the top left corner; `y` is the baseline. */
export interface TextPiece {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  /** The font's size. */
  readonly height: number
}

/** A printed line of a table: level or upright, ends in any order put right. */
export interface Ruling {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

export interface PageContent {
  /** From 1. */
  readonly number: number
  readonly width: number
  readonly height: number
  readonly pieces: readonly TextPiece[]
  readonly rulings: readonly Ruling[]
}

/** One line of text, its pieces from left to right. */
export interface TextLine {
  readonly text: string
  readonly x: number
  readonly right: number
  readonly y: number
  readonly height: number
  readonly page: number
}

/** A gap (in font sizes) that parts columns, and one that parts words. */
const columnGap = 2
const wordGap = 0.18

/** Gathers pieces into lines from the top down; a raised or lowered small piece belongs to the line it stands in. */
export function toLines(pieces: readonly TextPiece[], page: number): TextLine[] {
  return groupByBaseline(pieces).map((line) => joinPieces(line, page))
}

/** Pieces on one baseline, left to right; baselines from the top. */
export function groupByBaseline(pieces: readonly TextPiece[]): TextPiece[][] {
  const groups: { y: number; height: number; pieces: TextPiece[] }[] = []
  for (const piece of [...pieces].sort((a, b) => a.y - b.y)) {
    const last = groups.at(-1)
    if (last !== undefined && piece.y - last.y < 0.45 * Math.max(last.height, piece.height)) {
      last.pieces.push(piece)
      last.height = Math.max(last.height, piece.height)
    } else groups.push({ y: piece.y, height: piece.height, pieces: [piece] })
  }
  return groups.map(({ pieces: line }) => line.sort((a, b) => a.x - b.x))
}

function joinPieces(pieces: readonly TextPiece[], page: number): TextLine {
  let text = ''
  let right = Number.NEGATIVE_INFINITY
  for (const piece of pieces) {
    if (text !== '' && piece.x - right > wordGap * piece.height && !text.endsWith(' ')) text += ' '
    text += piece.text
    right = Math.max(right, piece.x + piece.width)
  }
  const [first] = pieces
  return { text: text.replace(/\s+/gu, ' ').trim(), x: first?.x ?? 0, right, y: Math.max(...pieces.map(({ y }) => y)), height: Math.max(...pieces.map(({ height }) => height)), page }
}

/** Whether the page may hold a table: several lines have wide gaps. Asking for printed lines is the slow part of reading. */
export function needsRulings({ pieces }: Pick<PageContent, 'pieces'>): boolean {
  const gapped = groupByBaseline(pieces).filter((line) => line.some((piece, at) => {
    const before = line[at - 1]
    return before !== undefined && piece.x - before.x - before.width > columnGap * piece.height
  }))
  return gapped.length >= 2
}
