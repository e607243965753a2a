import type { ReportField } from '#core/directive'
import type { PlacedChange } from './change.ts'
import { valueOf } from './changeValues.ts'
import { headsOf } from './mergeChanges.ts'

/** The answer to one `ReportField`: by its type a number, yes or no, an ISO date, a text or an https link. */
export type FieldAnswer = string | number | boolean

/** What a subject's changes answer to the fields its directive asks, by field id; a field without an answer is absent. */
export function foldFieldAnswers(fields: readonly ReportField[], changes: readonly PlacedChange[]): ReadonlyMap<string, FieldAnswer> {
  const answers = new Map<string, FieldAnswer>()
  for (const field of fields) {
    const newest = headsOf(changes, `fieldValue ${field.id}`).at(-1)
    const answer = newest === undefined ? null : (valueOf('fieldValue', newest)?.value ?? null)
    if (answer !== null && isAnswerTo(field, answer)) answers.set(field.id, answer)
  }
  return answers
}

/** Whether an answer is of the field's type; the office may have changed the type since it was given. */
export function isAnswerTo({ type }: ReportField, answer: FieldAnswer): boolean {
  switch (type) {
    case 'number':
      return typeof answer === 'number'
    case 'yesNo':
      return typeof answer === 'boolean'
    case 'date':
      return typeof answer === 'string' && /^\d{4}-\d\d-\d\d$/.test(answer)
    case 'link':
      return typeof answer === 'string' && /^https:\/\/\S+$/.test(answer)
    case 'text':
      return typeof answer === 'string'
  }
}
