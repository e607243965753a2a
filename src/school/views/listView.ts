import { type DateOnly, type Group, type Resolution, compareCards, groupOrder } from '#core/directive'
import type { Card, ResolutionRow } from './rows.ts'
import { type CardView, isShown, toCardView } from './cardView.ts'

export interface GroupView {
  readonly group: Group
  /** How many cards the group holds; `cards` are those of them to draw now. */
  readonly count: number
  readonly cards: readonly CardView[]
}

/** Makes the cards of the phone on a day, in the order of the screen. */
export type CardViewer = (cards: readonly Card[], resolutions: readonly ResolutionRow[], today: DateOnly) => CardView[]

/**
 * A viewer that gives the same object again for a card nothing has changed on: a mark reads all rows anew, and must
 * draw one card, not a hundred and fifty.
 */
export function createCardViewer(): CardViewer {
  let known = new Map<string, { readonly content: string; readonly resolution: Resolution | null; readonly view: CardView }>()
  return (cards, resolutions, today) => {
    const byId = new Map(resolutions.map((row) => [row.resolutionId, row.resolution]))
    const next: typeof known = new Map()
    for (const card of cards.filter(isShown)) {
      const resolution = byId.get(card.resolutionId) ?? null
      const content = `${today} ${String(card.directive.version)} ${card.publishedControl} ${String(card.withdrawnMs)} ${String(card.read?.directive.version)} ${JSON.stringify(card.summaries)}`
      const before = known.get(card.directiveId)
      const isSame = before?.content === content && before.resolution === resolution
      next.set(card.directiveId, isSame ? before : { content, resolution, view: toCardView(card, resolution, today) })
    }
    known = next
    return [...known.values()].map(({ view }) => view).sort((a, b) => compareCards(orderOf(a), orderOf(b)))
  }
}

/**
 * The groups that hold a card, in the fixed order; the first `limit` cards of the screen are given to draw. `unread` more
 * are known to be done, and are still being read.
 */
export function groupCards(views: readonly CardView[], limit = Infinity, unread = 0): GroupView[] {
  let room = limit
  const byGroup = new Map(groupOrder.map((group): [Group, CardView[]] => [group, []]))
  for (const view of views) byGroup.get(view.group)?.push(view)
  return [...byGroup].flatMap(([group, cards]): GroupView[] => {
    const drawn = cards.slice(0, room)
    const count = cards.length + (group === 'done' ? unread : 0)
    const isReached = drawn.length > 0 || (count > cards.length && room > 0)
    room -= drawn.length
    return isReached ? [{ group, count, cards: drawn }] : []
  })
}

function orderOf({ dueDate, card }: CardView): Parameters<typeof compareCards>[0] {
  return { dueDate, resolutionId: card.resolutionId, position: card.directive.position }
}
