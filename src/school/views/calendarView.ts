import { type DateOnly, addDays, calendarOf, daysBetween, defaultRuleSet, precedingWorkingDay } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { t } from '../../i18n/upkeep.ts'
import type { CardView } from './cardView.ts'
import { documentName } from './dateText.ts'
import { pointLabel } from './pointText.ts'

/** A date as the calendar file takes it. */
interface OwedDay {
  readonly uid: string
  readonly sequence: number
  readonly date: DateOnly
  readonly summary: string
  readonly description: string
  readonly remindDaysBefore: readonly number[]
}

/** A week and a day before, where these are days off on the working day before them. */
const remindBefore = [7, 1]

/** The dates of these points that are still owed; `moves` counts how often the office moved the date of each. */
export function toCalendarDays(views: readonly CardView[], organizationId: string, moves: ReadonlyMap<SubjectKey, number>): OwedDay[] {
  return views.flatMap((view): OwedDay[] => {
    const { card, resolution, dueDate, isOpen, subject, state } = view
    const isOwed = isOpen && state !== 'reported' && state !== 'notApplicableClaim'
    if (card.withdrawnMs !== undefined || dueDate === null || !isOwed) return []
    return [{
      uid: `${subject.replaceAll(/[^a-z0-9]/gi, '-')}@${organizationId}.porucheno`,
      sequence: card.directive.version - 1 + (moves.get(subject) ?? 0),
      date: dueDate,
      summary: t('calendar.summary', { point: pointLabel(view) }),
      description: [resolution === null ? '' : documentName(resolution), card.directive.text].filter(Boolean).join('\n'),
      remindDaysBefore: remindersOf(dueDate),
    }]
  })
}

function remindersOf(date: DateOnly): number[] {
  const calendar = calendarOf(defaultRuleSet)
  return [...new Set(remindBefore.map((days) => daysBetween(precedingWorkingDay(addDays(date, -days), calendar), date)))]
}
