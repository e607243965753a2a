import { t } from '../../i18n/school.ts'
import type { CardView } from './cardView.ts'
import { leadName } from './wording.ts'

type Named = Pick<CardView, 'card' | 'wording'>

/** What a button acts on, for a screen reader: «пункт 4.2, Пересмотреть учебную нагрузку». */
export function pointLabel({ card, wording }: Named): string {
  const { number } = card.directive
  const text = leadName(wording)
  return number === null ? t('point.plain', { text }) : t('point.numbered', { number, text })
}

/** «Пункт 4.2» at the start of a sentence. */
export function pointName({ card }: Named): string {
  const { number } = card.directive
  return number === null ? t('point.short.plain') : t('point.short', { number })
}

/** What a mark of a card is written to. */
export function toMarkTarget(view: CardView): { readonly subject: CardView['subject']; readonly subjectVersion: number; readonly name: string } {
  return { subject: view.subject, subjectVersion: view.card.directive.version, name: pointName(view) }
}
