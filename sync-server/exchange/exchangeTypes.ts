import type { DateOnly } from '#core/directive'
import type { ExchangeAnswer } from '#core/sync'
import type { PhoneCookie } from '../http/phoneCookie.ts'

/** What an exchange needs from outside. */
export interface ExchangeDeps {
  readonly nowMs: () => number
  readonly newId: () => string
  /** Most changes of others in one answer. */
  readonly pageSize: number
}

/** `[device sequence, number in the quarantine]`. */
export type TakenPair = readonly [number, number]

/** How an exchange ended. `isHandedOver`: another head took over. `phone` is what the browser should remember of itself, where it is time to say so. */
export type ExchangeOutcome =
  | { readonly type: 'answered'; readonly answer: ExchangeAnswer; readonly stored: number; readonly repeated: number; readonly returned: number; readonly phone: PhoneCookie | null }
  | { readonly type: 'revoked'; readonly revokedOn: DateOnly; readonly isHandedOver: boolean; readonly taken: readonly TakenPair[] }
  | { readonly type: 'unknown' }
