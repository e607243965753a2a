import type { Resolution } from '#core/directive'
import type { AcknowledgementEntry, Card, ResolutionRow } from './rows.ts'

/** One document with the points of it that are the organization's. */
export interface DocumentView {
  readonly resolution: Resolution
  readonly points: number
  /** Acknowledgements of this version, oldest first. */
  readonly acknowledgements: readonly AcknowledgementEntry[]
  /** Nobody of the school has acknowledged this version. */
  readonly isNew: boolean
  /** Somebody acknowledged an earlier version. */
  readonly isChanged: boolean
}

/** The documents of the phone in the order they were given. */
export function toDocumentViews(rows: readonly ResolutionRow[], cards: readonly Pick<Card, 'resolutionId'>[]): DocumentView[] {
  return rows.map(({ resolution, acknowledgements }) => {
    const current = acknowledgements.filter(({ resolutionVersion }) => resolutionVersion === resolution.version)
    return {
      resolution,
      points: cards.filter((card) => card.resolutionId === resolution.id).length,
      acknowledgements: current,
      isNew: current.length === 0,
      isChanged: current.length === 0 && acknowledgements.length > 0,
    }
  })
}
