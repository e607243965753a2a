import type { DateOnly, ReportField, Resolution } from '#core/directive'
import { dateInZone, formatCitedDate, formatDay, formatTime } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/school.ts'
import type { CardView } from './cardView.ts'

/** Where and when sentences are said. */
export interface Here {
  readonly nowMs: number
  readonly zone: string | undefined
  readonly today: DateOnly
  /** What the office asks here: an answer is told by the words of its field. */
  readonly fields?: readonly ReportField[]
}

/** «сегодня в 14:20», «вчера в 18:05», «3 декабря, 18:05»: past a day a bare time would lie. */
export function momentText(instantMs: number, { nowMs, zone, today }: Here): string {
  const time = formatTime(instantMs, zone)
  const date = dateInZone(instantMs, zone)
  if (date === dateInZone(nowMs, zone)) return t('moment.today', { time })
  if (date === dateInZone(nowMs - 86_400_000, zone)) return t('moment.yesterday', { time })
  return dayAndTime(instantMs, { zone, today })
}

/** «3 декабря, 18:05», of whatever day. */
export function dayAndTime(instantMs: number, { zone, today }: Pick<Here, 'zone' | 'today'>): string {
  return t('moment.date', { date: formatDay(dateInZone(instantMs, zone), today), time: formatTime(instantMs, zone) })
}

/** The deadline of a card in a few words. */
export function deadlineText({ card, summary, period, dueDate }: CardView, today: DateOnly): string {
  if (dueDate === null) return t('deadline.none')
  const date = formatDay(dueDate, today)
  if (summary !== null && summary.extendedTo !== null) return t('deadline.extended', { date })
  if (period !== null) return t('deadline.standing', { date, period: periodText(period.key) })
  return card.directive.computed.dueDate === null ? t('deadline.reportDue', { date }) : t('deadline.date', { date })
}

/** A person's words as a sentence among others: with its own stop or ours. */
export function sentence(text: string): string {
  return /[.!?…]$/u.test(text.trim()) ? text.trim() : `${text.trim()}.`
}

/** «2026 год», «2-е полугодие 2026 года», «3-й квартал 2026 года», «2026/27 учебный год». */
export function periodText(key: string): string {
  const [year = key, part = ''] = key.split('-')
  if (part.startsWith('H')) return t('period.half', { half: part.slice(1), year })
  if (part.startsWith('Q')) return t('period.quarter', { quarter: part.slice(1), year })
  return key.includes('/') ? t('period.schoolYear', { year: key }) : t('period.year', { year })
}

/** «Решение коллегии № 3 от 17.12.2021». */
export function documentName({ kindText, number, date }: Resolution): string {
  return [
    kindText,
    number === null ? '' : t('documents.number', { number }),
    date === null ? '' : t('documents.from', { date: formatCitedDate(date) }),
  ].filter(Boolean).join(' ')
}
