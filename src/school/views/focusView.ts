import type { DirectiveChild, Period } from '#core/directive'
import { isSubjectKey, keyToSubject, subjectToKey, wholePeriod } from '#core/sync'
import { t } from '../../i18n/upkeep.ts'
import { type CardView, type PointView, periodSubject, toPointView } from './cardView.ts'
import { periodText } from './dateText.ts'
import { pointLabel, pointName } from './pointText.ts'
import { type Wording, leadName, splitWording } from './wording.ts'

/** What a page or a row is about: the whole point, one of its periods, or one of its parts. */
export interface FocusView {
  readonly point: PointView
  readonly wording: Wording
  readonly period: Period | null
  /** «часть 2 из 3», «2026 год»; null for the point as a whole. */
  readonly part: string | null
  /** For a button's name and a sheet's title. */
  readonly label: string
  /** For the sentence after a mark. */
  readonly name: string
}

/** Focuses a card by the key in the address; a key that is not this card's leaves the card as the list shows it. */
export function toFocus(view: CardView, key: string | null): FocusView {
  const subject = key !== null && isSubjectKey(key) ? keyToSubject(key) : null
  if (subject?.type === 'directive' && subject.directiveId === view.card.directiveId) {
    const child = view.card.directive.children.find(({ id }) => id === subject.childId)
    if (child !== undefined) return focusChild(view, child, subject.period)
    const period = view.periods.find((one) => one.key === subject.period)
    if (period !== undefined) return focusPeriod(view, period)
  }
  if (view.period !== null) return focusPeriod(view, view.period)
  return { point: toPointView(view.card, view.subject), wording: view.wording, period: null, part: null, label: pointLabel(view), name: pointName(view) }
}

/** The parts of a point, each with its own mark; a mark of one never marks another nor the whole. */
export function listChildren(view: CardView): FocusView[] {
  return view.card.directive.children.map((child) => focusChild(view, child, view.period?.key ?? wholePeriod))
}

function focusChild(view: CardView, child: DirectiveChild, period: string): FocusView {
  const { card } = view
  const i = card.directive.children.indexOf(child) + 1
  const part = t('directive.part', { i, n: card.directive.children.length })
  const wording = splitWording({ text: child.text, heading: null, headingKind: null })
  const subject = subjectToKey({ type: 'directive', directiveId: card.directiveId, period, childId: child.id })
  return {
    point: toPointView(card, subject),
    wording,
    period: view.periods.find(({ key }) => key === period) ?? null,
    part,
    label: `${part}, ${leadName(wording)}`,
    name: `${pointName(view)}, ${part}`,
  }
}

function focusPeriod(view: CardView, period: Period): FocusView {
  const part = periodText(period.key)
  return {
    point: toPointView(view.card, periodSubject(view.card, period.key)),
    wording: view.wording,
    period,
    part,
    label: `${part}, ${pointLabel(view)}`,
    name: `${pointName(view)}, ${part}`,
  }
}
