import { type DateOnly } from '#core/directive'
import { formatDay } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/upkeep.ts'
import type { CardView } from './cardView.ts'

/** The dates of the week in one quiet line. `isCalm`: nothing presses, so that it may stand there all day. */
export interface Digest {
  readonly text: string
  readonly isCalm: boolean
}

/** What the week holds; null where there is no date to tell of. */
export function digestOf(views: readonly CardView[], today: DateOnly): Digest | null {
  const count = (wanted: CardView['group']): number => views.filter(({ group }) => group === wanted).length
  const [overdue, week] = [count('overdue'), datesOf(views.filter(({ group }) => group === 'thisWeek'))]
  const [first] = week
  const late = overdue === 0 ? '' : t('digest.overdue', { n: overdue })
  if (first !== undefined) return { text: `${late} ${t('digest.week', { n: week.length, date: formatDay(first, today) })}`.trim(), isCalm: false }
  if (overdue > 0) return { text: `${late} ${t('digest.overdue.alone')}`, isCalm: false }
  const [next] = datesOf(views.filter(({ group }) => group !== 'done'))
  return next === undefined || count('returned') > 0 ? null : { text: t('list.calm', { date: formatDay(next, today) }), isCalm: true }
}

function datesOf(views: readonly CardView[]): DateOnly[] {
  return views.flatMap(({ dueDate }) => dueDate ?? []).sort()
}
