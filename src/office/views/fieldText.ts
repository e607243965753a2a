import type { DateOnly, Material, ReportField } from '#core/directive'
import { parseDateOnly } from '#core/directive'
import type { HistoryEntry } from '#core/report'
import { type FieldAnswer, valueOf } from '#core/sync'
import { formatDay } from '../../i18n/formatDate.ts'
import { formatSize } from '../../i18n/formatSize.ts'
import { t } from '../../i18n/office.ts'
import { entryTitle } from '../words.ts'

/** «12,5 чел.», «Да», «1 сентября»: an answer as people write it. */
export function answerText(answer: FieldAnswer, { unit }: Pick<ReportField, 'unit'>, today: DateOnly): string {
  if (typeof answer === 'boolean') return t(answer ? 'fields.yes' : 'fields.no')
  if (typeof answer === 'number') return [new Intl.NumberFormat('ru', { maximumFractionDigits: 6 }).format(answer), unit].filter(Boolean).join('\u00a0')
  const date = parseDateOnly(answer)
  return date === null ? answer : formatDay(date, today)
}

/** What an entry of a history says happened; an answer is told by the words of its field. */
export function entryTitleOf(entry: HistoryEntry, fields: readonly ReportField[], today: DateOnly): string {
  const given = valueOf('fieldValue', entry)
  const field = fields.find(({ id }) => id === given?.fieldId)
  if (given === null || field === undefined) return entryTitle(entry, today)
  const answer = given.value === null ? t('fields.emptied') : answerText(given.value, field, today)
  return t('history.fieldAnswer', { label: field.label, answer })
}

/** «PDF, 190 кБ», or a link's own address. */
export function materialFacts({ fileType, sizeBytes, link }: Material): string {
  if (link !== null) return link
  return [(fileType ?? '').toUpperCase(), sizeBytes === null ? '' : formatSize(sizeBytes)].filter(Boolean).join(', ')
}

/** Where a material is opened: a link at its own address, a file on our server. */
export function materialAddress({ hash, link }: Material): string {
  return link ?? `/api/office/materials/${hash ?? ''}`
}
