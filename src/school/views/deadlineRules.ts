import type { DateOnly, Directive, Period } from '#core/directive'
import { formatDay, formatWeekday } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/upkeep.ts'
import { periodText } from './dateText.ts'

/** How the date came about, in sentences: the rule of the office's district and, where a day off moved it, both days. */
export function deadlineRules(directive: Directive, period: Period | null, today: DateOnly): string[] {
  const { computed, reportDue } = directive
  const byOffice = period === null && computed.dueDate === null && reportDue !== null
  const due = period?.reportDue ?? computed.dueDate
  const movedFrom = period === null ? computed.movedFrom : period.movedFrom
  return [
    t(`rule.${computed.rule}`),
    byOffice ? t('rule.reportDue') : '',
    period === null ? '' : t('rule.period', { period: periodText(period.key) }),
    due === null || movedFrom === null ? '' : movedText(movedFrom, due, today),
    computed.toConfirm ? t('rule.toConfirm') : '',
  ].filter(Boolean)
}

function movedText(from: DateOnly, to: DateOnly, today: DateOnly): string {
  return t('rule.moved', { weekday: formatWeekday(from), date: formatDay(from, today), movedWeekday: formatWeekday(to), moved: formatDay(to, today) })
}
