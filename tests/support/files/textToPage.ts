/** A text as a page of HTML that an office program opens: its lines are paragraphs, lines of cells are tables. */
export function textToPage(text: string): string {
  const parts: string[] = []
  let rows: string[][] = []
  const endTable = (): void => {
    if (rows.length > 0) parts.push(tableOf(rows))
    rows = []
  }
  for (const line of text.split(/\r?\n/u)) {
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
