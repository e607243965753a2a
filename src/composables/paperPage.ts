import type { Paper, PaperPage, PaperTable } from '#core/report'

/*
 * A paper as elements: for the printer in a tree of its own, and as one HTML file that needs nothing beside it, for programs
 * that share pages but no Word. Both look like the Word file: A4, Times New Roman 14, tables 12. Elements, not markup: the
 * server's policy lets no text become markup.
 */

export const paperStyle = `:host,body{font:14pt/1.3 'Times New Roman','Liberation Serif',serif;color:#000;background:#fff}
body{max-width:180mm;margin:1rem auto;padding:0 1rem}p{margin:0 0 1mm}h1{margin:4mm 0 2mm;font-size:14pt;text-align:center}.c{text-align:center}.l{font-weight:700}.r{margin:4mm 0 0 55%}.b{text-indent:12.5mm}
table{width:100%;margin:4mm 0;border-collapse:collapse;font-size:12pt}th,td{padding:1mm 2mm;border:1px solid #000;vertical-align:top;text-align:left;overflow-wrap:anywhere;white-space:pre-line}
thead{display:table-header-group}tr,.s{break-inside:avoid}.s{display:flex;gap:5mm;justify-content:space-between;margin-top:8mm}.s i{flex:1;border-bottom:1px solid}`

/** Draws a paper. */
export function createPaper({ pages }: Paper): HTMLElement {
  return create('main', '', pages.map(createPage))
}

/** Writes a paper as a whole HTML page. */
export function writePaperHtml(paper: Paper): string {
  return `<!doctype html><html lang="ru"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>@page{size:A4 ${paper.isLandscape ? 'landscape' : 'portrait'};margin:20mm 10mm 20mm 20mm}${paperStyle}@media print{body{max-width:none;margin:0;padding:0}}</style><body>${createPaper(paper).outerHTML}`
}

function createPage({ letterhead, addressee, title, lines, opening, tables, closing, signature }: PaperPage): HTMLElement {
  const each = (texts: readonly string[], look: string): HTMLElement[] => texts.map((text) => create('p', look, [text]))
  return create('article', '', [
    ...each(letterhead, 'c l'), ...each(addressee, 'r'), create('h1', '', [title]), ...each(lines, 'c'), ...each(opening, 'b'),
    ...tables.map(createTable), ...each(closing, ''),
    ...(signature === null ? [] : [create('p', 's', [create('span', '', [signature.post]), create('i', '', []), create('span', '', [signature.name])])]),
  ])
}

function createTable({ columns, rows }: PaperTable): HTMLElement {
  const heads = columns.map(({ title, share }) => {
    const head = create('th', '', [title])
    head.setAttribute('width', `${String(share)}%`)
    return head
  })
  const body = rows.map(({ cells }) => create('tr', '', cells.map((texts) => create('td', '', [texts.join('\n')]))))
  return create('table', '', [create('thead', '', [create('tr', '', heads)]), create('tbody', '', body)])
}

function create(tag: string, look: string, children: readonly (Node | string)[]): HTMLElement {
  const element = document.createElement(tag)
  if (look !== '') element.className = look
  element.append(...children)
  return element
}
