import type { FieldTable, FieldTotal, PaperTable, SummaryReport, SummaryRow } from '#core/report'
import { formatCitedDate } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/office.ts'
import { documentName, periodText, pointTitle } from '../words.ts'

type Answer = FieldTable['rows'][number]['answers'][number]

/** One table of answers with its place in the report. */
export interface FieldPlace {
  readonly title: string
  readonly row: SummaryRow
  readonly table: FieldTable
}

/** The tables of report fields of a report: of a standing directive its periods, else the directive itself. */
export function fieldPlaces({ documents }: SummaryReport): FieldPlace[] {
  return documents.flatMap(({ resolution, rows }) =>
    rows.flatMap((row) => {
      const table = row.fields
      const isRepeated = row.period === null && rows.some((other) => other.directive.id === row.directive.id && other.period !== null && other.child === null)
      if (table === null || isRepeated) return []
      const names = [...(documents.length > 1 ? [documentName(resolution)] : []), pointTitle(row.directive), ...(row.period === null ? [] : [periodText(row.period)])]
      return [{ title: names.join(', '), row, table }]
    }))
}

/** «Показатели: Пункт 4.2» — a row per organization, a column per field, the totals below. */
export function fieldTables(report: SummaryReport): PaperTable[] {
  return fieldPlaces(report).map(({ title, table }) => {
    const share = 72 / Math.max(1, table.totals.length)
    return {
      caption: t('summary.fields', { point: title }),
      isDense: true,
      columns: [
        { title: t('summary.column.organization'), share: 28, align: 'left' },
        ...table.totals.map(({ field }) => ({ title: fieldTitle(field), share, align: field.type === 'number' ? ('right' as const) : ('left' as const) })),
      ],
      rows: [
        ...table.rows.map(({ organization, answers }) => ({ kind: 'plain' as const, cells: [[organization.name], ...answers.map((answer, i) => [answerText(answer, table.totals[i])])] })),
        { kind: 'total' as const, cells: [[t('summary.fieldTotal')], ...table.totals.map(totalLines)] },
      ],
    }
  })
}

/** «Учащихся, чел.» */
export function fieldTitle({ label, unit }: FieldTotal['field']): string {
  return unit === null || unit === '' ? label : t('summary.fieldUnit', { label, unit })
}

/** One answer in words; empty where there is none. */
export function answerText(answer: Answer, total: FieldTotal | undefined): string {
  if (answer === null) return t('summary.none')
  if (typeof answer === 'number') return numberText(answer)
  if (typeof answer === 'boolean') return t(answer ? 'summary.yes' : 'summary.no')
  const [, year, month, day] = total?.field.type === 'date' ? (/^(\d{4})-(\d\d)-(\d\d)$/.exec(answer) ?? []) : []
  return year === undefined ? answer : formatCitedDate(`${year}-${month ?? ''}-${day ?? ''}` as Parameters<typeof formatCitedDate>[0])
}

/** The total of one field and how many answered. */
export function totalLines({ field, asked, answered, sum, yes, no }: FieldTotal): string[] {
  const head =
    field.type === 'yesNo' ? [t('summary.field.yesNo', { yes, no })]
    : sum === null ? []
    : [field.unit === null || field.unit === '' ? numberText(sum) : t('summary.field.sumUnit', { sum: numberText(sum), unit: field.unit })]
  return [...head, t('summary.field.answered', { n: answered, total: asked })]
}

/** «1 250,5» */
function numberText(value: number): string {
  return new Intl.NumberFormat('ru', { maximumFractionDigits: 9 }).format(value)
}
