import { formatCitedDate } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/office.ts'
import type { CorrectedDocument, DraftItem } from '#core/draft'
import type { DateOnly } from '#core/directive'
import type { DifferenceView, EventPoint } from '#core/report'

/** «Школам добавится 31 пункт (14 организаций). У 2 организаций изменится срок.» */
export function differenceLines({ counts, isIdle, isHeadChanged }: DifferenceView): string[] {
  if (isIdle) return [t('difference.idle')]
  const { added, addedTo, dueMoved, changed, takenFrom } = counts
  return [
    added > 0 ? t('difference.addedTo', { what: t('difference.added', { n: added }), n: addedTo }) : '',
    dueMoved > 0 ? t('difference.dueMoved', { n: dueMoved }) : '',
    changed > 0 ? t('difference.changed', { n: changed }) : '',
    takenFrom > 0 ? t('difference.taken', { n: takenFrom }) : '',
    isHeadChanged ? t('difference.head') : '',
  ].filter((line) => line !== '')
}

/** What of one point changes, in a few words. */
export function pointChange({ fate, parts, isControlChanged, dueBefore, dueAfter, gives, takes }: EventPoint): string {
  const isMoved = dueBefore !== dueAfter && (parts.includes('deadline') || parts.includes('reportDue'))
  return [
    fate === 'added' || fate === 'broughtBack' || fate === 'withdrawn' ? t(`life.fate.${fate}`) : '',
    ...parts.filter((part) => !isMoved || (part !== 'deadline' && part !== 'reportDue')).map((part) => t(`life.part.${part}`)),
    isMoved && fate === 'changed' ? t('life.part.deadline.moved', { before: dayOf(dueBefore), after: dayOf(dueAfter) }) : '',
    isControlChanged ? t('life.part.control') : '',
    gives > 0 ? t('life.gives', { n: gives }) : '',
    takes > 0 ? t('life.takes', { n: takes }) : '',
  ].filter((words) => words !== '').join(', ')
}

/** «4.2» or «без номера». */
export function numberOf(number: string | null): string {
  return number ?? t('life.point.plain')
}

function dayOf(date: DateOnly | null): string {
  return date === null ? t('life.noDate') : formatCitedDate(date)
}

/** How a row of a correction stands to the published document; null in a draft that corrects none. */
export function matchText({ id, text }: Pick<DraftItem, 'id' | 'text'>, corrects: CorrectedDocument | null): string | null {
  if (corrects === null) return null
  const point = corrects.points.find((one) => one.id === id)
  if (point === undefined) return t('review.match.new')
  const kind = point.isWithdrawn ? 'withdrawn' : point.text.trim() === text.trim() ? 'same' : 'changed'
  return t(`review.match.${kind}`, { point: point.number ?? t('review.match.plain') })
}
