import type { DateOnly } from '#core/directive'
import type { ExchangeAnswer } from '#core/sync'

/** What an exchange needs from outside. */
export interface ExchangeDeps {
  readonly nowMs: () => number
  readonly newId: () => string
  /** Most changes of others in one answer. */
  readonly pageSize: number
}

/** `[device sequence, number in the quarantine]`. */
export type TakenPair = readonly [number, number]

/** How an exchange ended. */
export type ExchangeOutcome =
  | { readonly type: 'answered'; readonly answer: ExchangeAnswer; readonly stored: number; readonly repeated: number; readonly returned: number }
  | { readonly type: 'revoked'; readonly revokedOn: DateOnly; readonly taken: readonly TakenPair[] }
  | { readonly type: 'unknown' }
