import { type DateOnly, type Directive, type DirectivePart, type PointNews, effectiveDueDate, pointNews } from '#core/directive'
import { dateInZone, formatDay } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/upkeep.ts'
import type { CardView } from './cardView.ts'
import type { Here } from './dateText.ts'
import { pointName } from './pointText.ts'
import type { Card } from './rows.ts'

/** What the office did to a point, as it is told until somebody has read it. */
export interface NewsView {
  readonly view: CardView
  readonly text: string
}

/** The points with news, in the order of the list. */
export function listNews(views: readonly CardView[], here: Here): NewsView[] {
  return views.flatMap((view) => {
    const text = changedText(view, here)
    return text === null ? [] : [{ view, text }]
  })
}

/** «Управление изменило пункт 4.2: срок перенесён на 1 октября. Ваша отметка сохранена.»; null when there is nothing new. */
export function changedText(view: CardView, here: Here): string | null {
  const { card } = view
  const isWithdrawn = card.withdrawnMs !== undefined
  const news = card.read === undefined ? null : pointNews(card.read, { directive: card.directive, control: card.publishedControl, isWithdrawn })
  if (news === null || card.read === undefined) return null
  const point = pointName(view)
  if (news.isWithdrawn) return t('news.withdrawn', { point, date: formatDay(dateInZone(card.withdrawnMs ?? 0, here.zone), here.today), kept: hasRecords(card) ? t('news.withdrawn.kept') : t('news.withdrawn.free') })
  const what = partWords(news, card.read.directive, card, here.today)
  const extended = view.summary?.extendedTo ?? null
  return [
    news.isBroughtBack ? t('news.broughtBack', { point }) : '',
    what.length === 0 ? '' : t('news.changed', { point: withSmallLetter(point), what: what.join(', ') }),
    extended !== null && news.parts.includes('deadline') ? t('news.extended', { date: formatDay(extended, here.today) }) : '',
    keptText(card),
  ].filter(Boolean).join(' ')
}

function partWords({ parts, isControlChanged }: PointNews, before: Directive, { directive, publishedControl }: Card, today: DateOnly): string[] {
  const control = publishedControl === 'noControl' ? t('news.noControl') : t('news.onControl')
  return [...parts.map((part) => partText(part, before, directive, today)), ...(isControlChanged ? [control] : [])]
}

function partText(part: DirectivePart, before: Directive, after: Directive, today: DateOnly): string {
  switch (part) {
    case 'deadline':
      return dateWords(effectiveDueDate(before, null), effectiveDueDate(after, null), today) ?? t('news.deadline.words')
    case 'reportDue':
      return after.reportDue === null ? t('news.reportDue.none') : t('news.reportDue', { date: formatDay(after.reportDue, today) })
    case 'period':
      return after.periodUnit === null ? t('news.period.none') : t('news.period', { unit: t(`news.period.${after.periodUnit}`) })
    case 'text':
    case 'addressee':
    case 'fields':
    case 'materials':
      return t(`news.${part}`)
  }
}

function dateWords(from: DateOnly | null, to: DateOnly | null, today: DateOnly): string | null {
  if (from === to) return null
  if (to === null) return t('news.deadline.none')
  return t(from === null ? 'news.deadline.set' : 'news.deadline.moved', { date: formatDay(to, today) })
}

function keptText(card: Card): string {
  if (Object.values(card.summaries).some(({ execution }) => execution !== 'notStarted')) return t('news.markKept')
  return hasRecords(card) ? t('news.recordsKept') : ''
}

/** Whether the school itself wrote anything about the point. */
function hasRecords({ summaries }: Card): boolean {
  return Object.values(summaries).some(({ execution, noteCount, requestedTo, onDeviceCount }) => execution !== 'notStarted' || noteCount > 0 || requestedTo !== null || onDeviceCount > 0)
}

function withSmallLetter(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
