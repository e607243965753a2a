import type { CardView } from './cardView.ts'

/** A point at its place in the document. */
export interface PlacedPoint {
  readonly view: CardView
  /** The heading it stands under, at the first point below it. */
  readonly heading: string | null
}

/** The points of one document that are on the phone, in the order it prints them. */
export function listPlacedPoints(views: readonly CardView[], resolutionId: string): PlacedPoint[] {
  const own = views.filter(({ card }) => card.resolutionId === resolutionId).sort((a, b) => a.card.directive.position - b.card.directive.position)
  return own.map((view, i) => {
    const { heading } = view.card.directive
    return { view, heading: heading === own[i - 1]?.card.directive.heading ? null : heading }
  })
}

/** What a council shares out: the points the office has not closed. */
export function listOpenPoints(points: readonly PlacedPoint[]): PlacedPoint[] {
  return points.filter(({ view }) => view.isOpen)
}
