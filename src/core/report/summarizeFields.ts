import type { Directive } from '#core/directive'
import { type StoredChange, findFieldClashes, foldFieldAnswers, newestAnswer } from '#core/sync'
import type { FieldAnswerView } from './materialViews.ts'
import type { HistoryNames } from './summarizeHistory.ts'

/** The answers of one assignment to the fields its directive asks. */
export function summarizeFields({ reportFields }: Pick<Directive, 'reportFields'>, changes: readonly StoredChange[], { authors }: HistoryNames): FieldAnswerView[] {
  const answers = foldFieldAnswers(reportFields, changes)
  const clashing = new Set(findFieldClashes(changes).flatMap((heads) => heads.map(({ id }) => id)))
  return reportFields.map(({ id }) => {
    const newest = newestAnswer(id, changes)
    const answer = answers.get(id) ?? null
    const told = { fieldId: id, answer, hasClash: newest !== null && clashing.has(newest.id) }
    if (newest === null || answer === null) return { ...told, author: '', atMs: null, receipt: null }
    return { ...told, author: authors.get(newest.authorId)?.name ?? '', atMs: newest.effectiveStampMs, receipt: newest.sequence }
  })
}
