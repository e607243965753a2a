import { type DateOnly, type Group, type Resolution, compareCards, groupOrder } from '#core/directive'
import type { CardRow, ResolutionRow } from './rows.ts'
import { type CardView, toCardView } from './cardView.ts'

export interface GroupView {
  readonly group: Group
  readonly cards: readonly CardView[]
}

/** The cards of the phone on a day, in the order of the screen. */
export function toCardViews(cards: readonly CardRow[], resolutions: readonly ResolutionRow[], today: DateOnly): CardView[] {
  const byId = new Map(resolutions.map((row) => [row.resolutionId, row.resolution]))
  return cards
    .map((card) => toCardView(card, byId.get(card.resolutionId) ?? null, today))
    .sort((a, b) => compareCards(orderOf(a), orderOf(b)))
}

/** The groups that hold a card, in the fixed order. */
export function groupCards(views: readonly CardView[]): GroupView[] {
  return groupOrder
    .map((group) => ({ group, cards: views.filter((view) => view.group === group) }))
    .filter(({ cards }) => cards.length > 0)
}

/** The cards with every word of `query` in their text, number, report or document; ё and letter case do not matter. */
export function findCards(views: readonly CardView[], query: string): CardView[] {
  const words = fold(query).split(/\s+/u).filter(Boolean)
  return views.filter((view) => {
    const text = searchText(view)
    return words.every((word) => text.includes(word))
  })
}

/** The nearest date when nothing presses this week: neither returned, nor overdue, nor due by Sunday. Null otherwise. */
export function nearestCalmDate(views: readonly CardView[]): DateOnly | null {
  if (views.some(({ group }) => group === 'returned' || group === 'overdue' || group === 'thisWeek')) return null
  const dates = views.filter(({ group }) => group !== 'done').flatMap(({ dueDate }) => dueDate ?? [])
  return dates.sort()[0] ?? null
}

function searchText({ card: { directive }, resolution, summary }: CardView): string {
  const parts = [directive.number, directive.heading, directive.text, ...directive.children.map(({ text }) => text), summary?.reportText]
  return fold([...parts, ...documentWords(resolution)].filter(Boolean).join(' '))
}

function documentWords(resolution: Resolution | null): (string | null)[] {
  return resolution === null ? [] : [resolution.kindText, resolution.number, resolution.title, resolution.issuer]
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е')
}

function orderOf({ dueDate, card }: CardView): Parameters<typeof compareCards>[0] {
  return { dueDate, resolutionId: card.resolutionId, position: card.directive.position }
}
