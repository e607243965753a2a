import type { Resolution } from '#core/directive'
import type { AcknowledgementEntry, CardRow, ResolutionRow } from './rows.ts'

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
export function toDocumentViews(rows: readonly ResolutionRow[], cards: readonly Pick<CardRow, 'resolutionId' | 'withdrawnMs' | 'isUndone'>[]): DocumentView[] {
  return rows.filter((row) => !isUndone(row, cards)).map(({ resolution, acknowledgements }) => {
    const current = acknowledgements.filter(({ resolutionVersion }) => resolutionVersion === resolution.version)
    const own = cards.filter((card) => card.resolutionId === resolution.id)
    // Of a document that was withdrawn as a whole nobody asks an acknowledgement.
    const isOpen = own.length === 0 || own.some(({ withdrawnMs }) => withdrawnMs === undefined)
    return {
      resolution,
      points: own.length,
      acknowledgements: current,
      isNew: isOpen && current.length === 0,
      isChanged: isOpen && current.length === 0 && acknowledgements.length > 0,
    }
  })
}

/** Its publishing was undone: nothing of it is left to read. */
function isUndone({ resolutionId }: ResolutionRow, cards: readonly Pick<CardRow, 'resolutionId' | 'isUndone'>[]): boolean {
  const own = cards.filter((card) => card.resolutionId === resolutionId)
  return own.length > 0 && own.every((card) => card.isUndone === true)
}
