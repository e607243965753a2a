import type { ReportField } from '#core/directive'
import { type PlacedChange, registerOf } from './change.ts'
import { valueOf } from './changeValues.ts'
import { headsOf } from './mergeChanges.ts'

/** The answer to one `ReportField`: by its type a number, yes or no, an ISO date, a text or an https link. */
export type FieldAnswer = string | number | boolean

/** What a subject's changes answer to the fields its directive asks, by field id; a field without an answer is absent. */
export function foldFieldAnswers(fields: readonly ReportField[], changes: readonly PlacedChange[]): ReadonlyMap<string, FieldAnswer> {
  const answers = new Map<string, FieldAnswer>()
  for (const field of fields) {
    const newest = newestAnswer(field.id, changes)
    const answer = newest === null ? null : answerOf(newest)
    if (answer !== null && isAnswerTo(field, answer)) answers.set(field.id, answer)
  }
  return answers
}

/** The newest answer to a field, also one that empties it; null where nobody gave one. */
export function newestAnswer<C extends PlacedChange>(fieldId: string, changes: readonly C[]): C | null {
  return headsOf(changes, `fieldValue ${fieldId}`).at(-1) ?? null
}

/** For each field that phones which did not see each other answered differently: their answers, the one that counts last. */
export function findFieldClashes<C extends PlacedChange>(changes: readonly C[]): readonly (readonly C[])[] {
  const registers = new Set(changes.flatMap((change) => (change.kind === 'fieldValue' ? [registerOf(change) ?? ''] : [])))
  return [...registers].sort().map((register) => headsOf(changes, register)).filter((heads) => new Set(heads.map(answerOf)).size > 1)
}

function answerOf(change: PlacedChange): FieldAnswer | null {
  return valueOf('fieldValue', change)?.value ?? null
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
