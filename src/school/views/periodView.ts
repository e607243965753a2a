import type { DateOnly } from '#core/directive'
import { keyToSubject, subjectToKey } from '#core/sync'
import { formatDay } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/upkeep.ts'
import { type CardView, periodSubject, toPointView } from './cardView.ts'
import { periodText } from './dateText.ts'
import type { FocusView } from './focusView.ts'

/** One period in the row of a standing point. */
export interface PeriodChip {
  readonly key: string
  readonly name: string
  readonly href: string
  /** «Исполнено», «Новое» …, and whether its report is late. */
  readonly state: string
  readonly isLate: boolean
  readonly isDone: boolean
  /** The report that is owed first. */
  readonly isNow: boolean
  readonly isOpened: boolean
}

const owed = ['notStarted', 'inProgress', 'returned']

/** The periods of a standing point, the oldest first, each with its own state; none of a point that is reported once. */
export function toPeriodChips(view: CardView, opened: FocusView, today: DateOnly): PeriodChip[] {
  return view.periods.map(({ key, reportDue }) => {
    const point = toPointView(view.card, periodSubject(view.card, key))
    const isOwed = point.isOpen && owed.includes(point.state)
    return {
      key,
      name: periodText(key),
      href: `/directives/${view.card.directiveId}?part=${encodeURIComponent(point.subject)}`,
      state: t(`state.${point.state}`),
      isLate: isOwed && reportDue < today,
      isDone: !isOwed,
      isNow: isOwed && key === view.period?.key,
      isOpened: key === opened.period?.key,
    }
  })
}

/** «Сейчас нужен отчёт за 2026 год, до 20 января 2027 г.» */
export function nowText({ period, isOpen, state }: CardView, today: DateOnly): string {
  if (period === null || !isOpen || !owed.includes(state)) return t('period.now.none')
  return t('period.now', { period: periodText(period.key), date: formatDay(period.reportDue, today) })
}

/** The words of the newest report of an earlier period on the same point or part; null where there is none. */
export function findEarlierReport(view: CardView, { point, period }: FocusView): { readonly name: string; readonly text: string } | null {
  const place = keyToSubject(point.subject)
  if (period === null || place?.type !== 'directive') return null
  for (const earlier of view.periods.filter(({ from }) => from < period.from).reverse()) {
    const text = view.card.summaries[subjectToKey({ ...place, period: earlier.key })]?.reportText?.trim() ?? ''
    if (text !== '') return { name: periodText(earlier.key), text }
  }
  return null
}
