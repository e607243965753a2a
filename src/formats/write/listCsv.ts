/**
 * A table as a text Excel opens by itself: a mark of UTF-8, semicolons, CRLF. A cell that a spreadsheet would compute
 * (beginning with = + - @, a tab or a break) begins with an apostrophe, which `readImport` takes off again.
 */
export function listToCsv(rows: readonly (readonly string[])[]): Blob {
  const text = rows.map((row) => row.map(cellOf).join(';')).join('\r\n')
  return new Blob(['\ufeff', text, '\r\n'], { type: 'text/csv;charset=utf-8' })
}

function cellOf(value: string): string {
  const safe = /^[=+\-@\t\r\n]/u.test(value) ? `'${value}` : value
  return /[;"\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
