import { joinLines } from '#core/resolution'

/** A text as a page of HTML that an office program opens: its paragraphs, and tables from its lines of cells. */
export function textToPage(text: string): string {
  const parts: string[] = []
  let rows: string[][] = []
  const endTable = (): void => {
    if (rows.length > 0) parts.push(tableOf(rows))
    rows = []
  }
  for (const line of paragraphsOf(text.replace(/\r/gu, ''))) {
    const cells = cellsOf(line)
    if (cells === 'rule') continue
    if (cells === null) {
      endTable()
      parts.push(`<p>${escapeText(line)}</p>`)
    } else if (rows.length > 0 && isWrapped(cells, rows.at(-1) ?? [])) rows[rows.length - 1] = (rows.at(-1) ?? []).map((cell, place) => `${cell} ${cells[place] ?? ''}`.trim())
    else rows.push(cells)
  }
  endTable()
  return `<!doctype html><html><head><meta charset="utf-8"><style>p { margin: 0 0 6pt; text-indent: 1cm; font: 11pt "Liberation Serif"; } td { font: 11pt "Liberation Serif"; vertical-align: top; }</style></head><body>${parts.join('\n')}</body></html>`
}

/** A text this narrow was broken into lines by a machine (characters). */
const widestWrapped = 90
/** How a paragraph begins: set in, a mark of a list, cells. */
const opening = /^(?:\s{2,}|\s*(?:[-–—•*|+]|\d{1,2}(?:\.\d{1,2})*[.)]?\s|\p{L}\)|[IVX]{1,4}\.)|$)|\t|\|/u

/** The number of a page on a line of its own, with the empty lines around it. */
const pageNumber = /(?:\n[ \t]*)*\n {20,}\d{1,3}(?=\n)(?:\n[ \t]*(?=\n))*/gu

/** The paragraphs of a text; where it was broken into lines and pages, they are put together: an office program breaks them itself. */
function paragraphsOf(text: string): string[] {
  const lines = text.split('\n')
  const width = Math.max(...lines.map((line) => line.length))
  if (width > widestWrapped) return lines
  const paragraphs: string[] = []
  let above = ''
  for (const line of text.replace(pageNumber, '').split('\n')) {
    if (goesOn(above, line, width)) paragraphs.push(joinLines([paragraphs.pop() ?? '', line]))
    else paragraphs.push(line)
    above = line
  }
  return paragraphs
}

/** The first word had no room above, or a sentence stops in the middle. */
function goesOn(above: string, line: string, width: number): boolean {
  if (above.trim() === '' || opening.test(line)) return false
  const [word = ''] = line.split(' ')
  return above.length + 1 + word.length > width || (!/[.;:!?]$/u.test(above.trimEnd()) && /^[\p{Ll}\d]/u.test(line))
}

function cellsOf(line: string): string[] | 'rule' | null {
  if (/^[+|][-+=|\s]+[+|]$/u.test(line.trim())) return 'rule'
  if ((line.match(/\|/gu) ?? []).length >= 2) return line.trim().replace(/^\||\|$/gu, '').split('|').map((cell) => cell.trim())
  return (line.match(/\t/gu) ?? []).length >= 2 ? line.split('\t').map((cell) => cell.trim()) : null
}

/** A drawn table goes on in the next line where its first cell is empty. */
function isWrapped(cells: readonly string[], above: readonly string[]): boolean {
  return cells[0] === '' && above[0] !== '' && cells.length === above.length && cells.filter((cell) => cell !== '').length < cells.length
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]): string => row.map((cell) => `<td>${escapeText(cell)}</td>`).join('')
  return `<table border="1" cellspacing="0" width="100%">${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</table>`
}

function escapeText(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;')
}
