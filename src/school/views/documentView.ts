import type { Resolution, ResolutionId } from '#core/directive'
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
  /** Why the office returned the school's report on it. */
  readonly returned: string | undefined
}

/** The documents of the phone in the order they were given. */
export function toDocumentViews(rows: readonly ResolutionRow[], cards: readonly Pick<CardRow, 'resolutionId' | 'withdrawnMs' | 'isUndone'>[]): DocumentView[] {
  const byDocument = new Map<ResolutionId, (typeof cards)[number][]>(rows.map(({ resolutionId }) => [resolutionId, []]))
  for (const card of cards) byDocument.get(card.resolutionId)?.push(card)
  const ownOf = (id: ResolutionId): (typeof cards)[number][] => byDocument.get(id) ?? []
  return rows.filter(({ resolutionId }) => !isUndone(ownOf(resolutionId))).map(({ resolution, acknowledgements, returned }) => {
    const current = acknowledgements.filter(({ resolutionVersion }) => resolutionVersion === resolution.version)
    const own = ownOf(resolution.id)
    // Of a document that was withdrawn as a whole nobody asks an acknowledgement.
    const isOpen = own.length === 0 || own.some(({ withdrawnMs }) => withdrawnMs === undefined)
    return {
      resolution,
      returned,
      points: own.length,
      acknowledgements: current,
      isNew: isOpen && current.length === 0,
      isChanged: isOpen && current.length === 0 && acknowledgements.length > 0,
    }
  })
}

/** Its publishing was undone: nothing of it is left to read. */
function isUndone(own: readonly Pick<CardRow, 'isUndone'>[]): boolean {
  return own.length > 0 && own.every((card) => card.isUndone === true)
}
