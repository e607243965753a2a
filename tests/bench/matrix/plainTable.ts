import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A page with nothing but a table that stands in it whole. */
export interface PlainTable {
  readonly url: string
  close(): Promise<void>
}

const states = ['не начато', 'в работе', 'ждёт решения', 'на доработке', 'просрочено', 'снято'] as const

/** Serves a bare page that fetches a table of so many rows and columns and draws every cell of it at once, of the matrix's own sizes. */
export async function openPlainTable(rows: number, columns: number): Promise<PlainTable> {
  const table = JSON.stringify({
    columns: Array.from({ length: columns }, (_, column) => `${String(column + 1)}. Пересмотреть учебную нагрузку педагогов`),
    rows: Array.from({ length: rows }, (_, row) => ({ name: `Школа ${String(1000 + row)}`, cells: Array.from({ length: columns }, (__, column) => states[(row * 7 + column * 3) % states.length]) })),
  })
  const server = createServer((request, response) => {
    const isTable = request.url === '/table.json'
    response.writeHead(200, { 'content-type': `${isTable ? 'application/json' : 'text/html'}; charset=utf-8` }).end(isTable ? table : pageText)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://localhost:${String((server.address() as AddressInfo).port)}/`,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => { done() }))
    },
  }
}

const pageText = `<!doctype html>
<html lang="ru">
<meta charset="utf-8">
<title>A plain table</title>
<style>
  body { margin: 1.25rem auto; max-width: 90rem; font: 16px sans-serif; }
  .frame { height: calc(100dvh - 15rem); overflow: auto; }
  table { table-layout: fixed; border-spacing: 0; width: max-content; }
  th, td { box-sizing: border-box; width: 9.5rem; height: 3.5rem; overflow: hidden; text-align: left; }
  thead th { position: sticky; top: 0; height: 7.5rem; background: #eef; }
  tbody th, thead th:first-child { position: sticky; left: 0; width: 17rem; background: #fff; }
</style>
<div class="frame"><table><thead><tr><th>Организация</th></tr></thead><tbody></tbody></table></div>
<script type="module">
  const { columns, rows } = await (await fetch('/table.json')).json()
  const add = (parent, name, text) => { const one = document.createElement(name); one.textContent = text; parent.append(one); return one }
  const head = document.querySelector('thead tr')
  for (const column of columns) add(head, 'th', column)
  const body = document.createElement('tbody')
  for (const { name, cells } of rows) {
    const line = add(body, 'tr', '')
    add(line, 'th', name)
    for (const cell of cells) {
      const place = add(line, 'td', '')
      place.dataset.cell = ''
      add(place, 'a', cell).href = '#'
    }
  }
  document.querySelector('tbody').replaceWith(body)
</script>
</html>
`
