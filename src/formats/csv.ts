/** What a table may hold. */
interface Bounds {
  readonly rows: number
  readonly columns: number
  readonly cellLength: number
}

const delimiters = [';', ',', '\t'] as const
/** The delimiter shows itself early (UTF-16 units). */
const sampleLength = 20_000

/** The rows of a text with commas, semicolons or tabs (RFC 4180: quotes around a cell, doubled inside it); null beyond the bounds. */
export function readCsv(text: string, { rows: maxRows, columns, cellLength }: Bounds): string[][] | null {
  // «sep=;» is Excel's own first line.
  const body = text.replace(/^\ufeff/u, '').replace(/^sep=(.)\r?\n/u, '')
  const delimiter = findDelimiter(body.slice(0, sampleLength))
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at <= body.length; ) {
    const [cell, end] = readCell(body, at, delimiter)
    if (row.length < columns) row.push(cell.slice(0, cellLength))
    at = end + 1
    if (body[end] === delimiter) continue
    if (body[end] === '\r' && body[at] === '\n') at += 1
    rows.push(row)
    row = []
    if (rows.length > maxRows) return null
  }
  while (rows.at(-1)?.every((cell) => cell === '') === true) rows.pop()
  return rows
}

/** The cell that begins at a place, and where its delimiter, its line's end or the text's end stands. */
function readCell(text: string, from: number, delimiter: string): [string, number] {
  if (text[from] !== '"') {
    const end = findEnd(text, from, delimiter)
    return [text.slice(from, end), end]
  }
  let cell = ''
  let at = from + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return [cell + text.slice(at), text.length]
    cell += text.slice(at, quote)
    if (text[quote + 1] !== '"') {
      const end = findEnd(text, quote + 1, delimiter)
      return [cell + text.slice(quote + 1, end), end]
    }
    cell += '"'
    at = quote + 2
  }
}

function findEnd(text: string, from: number, delimiter: string): number {
  let end = from
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
  return end
}

/** The sign that stands most often outside of quotes; Excel's own for Russia where none does. */
function findDelimiter(sample: string): string {
  const bare = sample.replace(/"(?:[^"]|"")*"/gu, '')
  const counts = delimiters.map((sign) => bare.split(sign).length - 1)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ';'
}
