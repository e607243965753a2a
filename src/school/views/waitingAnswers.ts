import type { SubjectKey } from '#core/sync'
import { t } from '../../i18n/upkeep.ts'
import type { CardView } from './cardView.ts'
import { toFocus } from './focusView.ts'
import { leadName } from './wording.ts'

/** A point whose answers by a link wait for the head, and where it opens. */
export interface WaitingAnswers {
  readonly text: string
  readonly to: string
}

/** The points, periods and parts somebody answered by a link. */
export function listAnswered(views: readonly CardView[]): SubjectKey[] {
  return views.flatMap(({ card }) => subjectsOf(card.summaries).filter((subject) => card.summaries[subject]?.hasAnswers === true))
}

/** A line for each of them where an answer waits, in the order of the list. */
export function toWaitingAnswers(views: readonly CardView[], counts: ReadonlyMap<SubjectKey, number>): WaitingAnswers[] {
  return views.flatMap((view) =>
    subjectsOf(view.card.summaries).flatMap((subject) => {
      const n = counts.get(subject) ?? 0
      if (n === 0) return []
      const path = `/directives/${view.card.directiveId}`
      const { name, wording } = toFocus(view, subject)
      const point = view.card.directive.number === null ? `«${leadName(wording)}»` : name
      return [{ text: t('teacher.waits', { n, point }), to: subject === view.subject ? path : `${path}?part=${encodeURIComponent(subject)}` }]
    }),
  )
}

function subjectsOf(summaries: CardView['card']['summaries']): SubjectKey[] {
  return Object.keys(summaries) as SubjectKey[]
}
