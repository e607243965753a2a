import type { FieldProblem, ImportField, RowProblem } from '#core/organizations'
import type { OrganizationRow } from '#core/report'
import { dateInZone, formatCitedDate } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/office.ts'
import { type Reading, audienceText } from '../words.ts'

/** What is wrong with one field or one line, in words that say what to do. */
export function problemText(problem: RowProblem | FieldProblem): string {
  switch (problem.type) {
    case 'tooLong':
      return t('fields.tooLong', { field: fieldName(problem.field), max: problem.max })
    case 'phoneUnreadable':
      return t('fields.phoneUnreadable', { text: problem.text })
    case 'kindUnknown':
      return t('import.problem.kindUnknown', { text: problem.text })
    case 'numberUnknown':
    case 'numberClosed':
      return t(`import.problem.${problem.type}`, { number: problem.number })
    case 'nameAmbiguous':
    case 'nameClosed':
      return t(`import.problem.${problem.type}`, { name: problem.name })
    case 'repeated':
      return t('import.problem.repeated', { row: problem.earlierRow })
    default:
      return t(`fields.${problem.type}`)
  }
}

export function fieldName(field: ImportField): string {
  return t(`fields.${field}`)
}

/** The columns a list may be read from, in the order of a template; an export has them too. */
const listFields = ['number', 'name', 'kinds', 'settlement', 'phone', 'head'] as const
const widths: Readonly<Record<(typeof listFields)[number], number>> = { number: 9, name: 50, kinds: 30, settlement: 22, phone: 22, head: 32 }

/** A list of organizations as a table; what is read of it again stands first. */
export function organizationsTable(rows: readonly OrganizationRow[], reading: Reading) {
  const headings = [...listFields.map(fieldName), t('export.contact'), t('export.devices'), t('export.closed')]
  const lines = rows.map((row) => [
    row.number, row.name, audienceText(row.kinds), row.settlement, row.phone, row.head,
    row.lastContactMs === null ? '' : formatCitedDate(dateInZone(row.lastContactMs, reading.zone)), String(row.devices), row.closedOn === null ? '' : formatCitedDate(row.closedOn),
  ])
  return { sheet: t('organizations.title'), widths: [...listFields.map((field) => widths[field]), 16, 11, 14], rows: [headings, ...lines] }
}

/** An empty list with two examples, for who has none yet. */
export function templateTable() {
  const fields = listFields.filter((field) => field !== 'number')
  const examples = [fields.map((field) => t(`template.one.${field}`)), fields.map((field) => t(`template.two.${field}`))]
  return { sheet: t('organizations.title'), widths: fields.map((field) => widths[field]), rows: [fields.map(fieldName), ...examples] }
}

/** Lines that were not taken, with the reasons, to be mended and loaded again. */
export function badRowsTable(rows: readonly { readonly row: number; readonly source: Partial<Record<ImportField, string>>; readonly problems: readonly RowProblem[] }[]) {
  const lines = rows.map(({ row, source, problems }) => [String(row), ...listFields.map((field) => source[field] ?? ''), problems.map(problemText).join(' ')])
  return { sheet: t('import.badSheet'), widths: [8, ...listFields.map((field) => widths[field]), 60], rows: [[t('import.row'), ...listFields.map(fieldName), t('import.reason')], ...lines] }
}
