import type { ControlState } from '#core/directive'
import type { PlacedChange } from './change.ts'
import { valueOf } from './changeValues.ts'
import { headsOf } from './mergeChanges.ts'

/** How a point stands in one organization by what the office published there. */
export interface PublishedState<C extends PlacedChange = PlacedChange> {
  /** The publication that counts; null where the point was never published. */
  readonly publication: C | null
  /** The control it was published with; `cancelled` while it is withdrawn. */
  readonly control: ControlState
  readonly isWithdrawn: boolean
  /** Withdrawn by undoing a publishing: where nobody wrote anything, there is nothing to show. */
  readonly isUndone: boolean
}

/** Folds the publications among the changes of a whole directive; the same on every replica that holds the same changes. */
export function foldPublications<C extends PlacedChange>(changes: readonly C[]): PublishedState<C> {
  const publication = headsOf(changes, 'publication').at(-1) ?? null
  const value = publication === null ? null : valueOf('publication', publication)
  const isWithdrawn = value?.withdrawn === true
  return { publication, control: isWithdrawn ? 'cancelled' : (value?.control ?? 'noControl'), isWithdrawn, isUndone: isWithdrawn && value.undone === true }
}
