import { type DateOnly, type ReportField, parseDateOnly } from '#core/directive'
import { isWebLink } from '#core/material'
import { type FieldAnswer, type JsonObject, findFieldClashes, foldFieldAnswers, newestAnswer, valueOf } from '#core/sync'
import { type Result, err, ok } from '#core/result'
import { formatDay } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/upkeep.ts'
import type { AssignmentDetails, ChangeRow } from './rows.ts'

/** One field as the card shows it. */
export interface FieldRow {
  readonly field: ReportField
  readonly answer: FieldAnswer | null
  /** Who answered last and where the record is; null where nobody did. */
  readonly change: ChangeRow | null
}

export type FieldWrong = 'field.wrong.number' | 'field.wrong.date' | 'field.wrong.link'

/** The fields of a point with what was answered. */
export function toFieldRows(fields: readonly ReportField[], { history }: AssignmentDetails['state']): FieldRow[] {
  const answers = foldFieldAnswers(fields, history)
  return fields.map((field) => ({ field, answer: answers.get(field.id) ?? null, change: newestAnswer(field.id, history) }))
}

/** How many fields nobody filled in. */
export function countMissing(fields: readonly ReportField[], { history }: AssignmentDetails['state']): number {
  return fields.length - foldFieldAnswers(fields, history).size
}

/** The clashes of the fields that are still asked. */
export function fieldClashes(fields: readonly ReportField[], { history }: AssignmentDetails['state']): readonly (readonly ChangeRow[])[] {
  return findFieldClashes(history).filter(([first]) => fields.some(({ id }) => id === first?.value['fieldId']))
}

/** Reads what was typed into a field: an answer, null for an emptied field, or what is wrong with it. A comma is as good as a point. */
export function readTyped({ type }: Pick<ReportField, 'type'>, typed: string): Result<FieldAnswer | null, FieldWrong> {
  const text = typed.trim()
  if (text === '') return ok(null)
  if (type === 'number') {
    const plain = text.replace(/[\s\u00a0\u202f]/gu, '').replace(',', '.').replace('−', '-')
    return /^-?\d{1,12}(\.\d{1,6})?$/.test(plain) ? ok(Number(plain)) : err('field.wrong.number')
  }
  if (type === 'date') return parseDateOnly(text) === null ? err('field.wrong.date') : ok(text)
  if (type === 'link') return isWebLink(text) ? ok(text) : err('field.wrong.link')
  return ok(text)
}

/** An answer as it stands in its input. */
export function typedText(answer: FieldAnswer | null): string {
  return typeof answer === 'number' ? String(answer).replace('.', ',') : typeof answer === 'string' ? answer : ''
}

/** «Охвачено детей: 12,5 чел.»; null for what is no answer to one of the fields. */
export function fieldTitle(change: { readonly kind: string; readonly value: JsonObject }, fields: readonly ReportField[], today: DateOnly): string | null {
  const given = valueOf('fieldValue', change)
  const field = fields.find(({ id }) => id === given?.fieldId)
  return given === null || field === undefined ? null : t('field.told', { label: field.label, answer: given.value === null ? t('field.emptied') : answerText(given.value, field, today) })
}

/** «12,5 чел.», «Да», «1 сентября». */
export function answerText(answer: FieldAnswer, { unit, type }: Pick<ReportField, 'unit' | 'type'>, today: DateOnly): string {
  if (typeof answer === 'boolean') return t(answer ? 'field.yes' : 'field.no')
  if (typeof answer === 'number') return [new Intl.NumberFormat('ru', { maximumFractionDigits: 6 }).format(answer), unit].filter(Boolean).join('\u00a0')
  const date = type === 'date' ? parseDateOnly(answer) : null
  return date === null ? answer : formatDay(date, today)
}
