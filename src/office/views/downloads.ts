import type { JournalRow } from '#core/report'
import { formatTime, dateInZone } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/office.ts'
import { actionText } from './journalWords.ts'

/** A cell that a spreadsheet reads as text whatever it begins with, quoted for a line of CSV. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/** The journal as a table that a Russian spreadsheet opens by a double click: semicolons, a mark of the encoding. */
export function journalToCsv(rows: readonly JournalRow[], zone: string): string {
  const head = [t('journal.column.number'), t('journal.column.when'), t('journal.column.who'), t('journal.column.right'), t('journal.column.what'), t('journal.column.ids')]
  const lines = rows.map(({ number, atMs, name, access, action, about }) =>
    [String(number), `${dateInZone(atMs, zone)} ${formatTime(atMs, zone)}`, name, access === null ? '' : t(`journal.right.${access}`), actionText(action), about.join(', ')])
  return `\uFEFF${[head, ...lines].map((cells) => cells.map(csvCell).join(';')).join('\r\n')}\r\n`
}

/** Hands a file made on this page to the browser. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
