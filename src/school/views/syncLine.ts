import type { EnrolmentRow } from './rows.ts'

/** The one line about sending that stands on every screen, made from what the phone holds, never from the last reply. */
export type SyncLine =
  | { readonly type: 'sending'; readonly i: number; readonly n: number }
  | { readonly type: 'checking' | 'never' | 'revoked' }
  | { readonly type: 'refused' | 'waiting' | 'stuck'; readonly n: number }
  | { readonly type: 'failed'; readonly atMs: number }
  | { readonly type: 'done'; readonly atMs: number }

export interface SyncFacts {
  readonly enrolment: Pick<EnrolmentRow, 'lastExchangeMs' | 'lastAttemptMs' | 'lastFailure' | 'revokedOn'>
  /** Own changes that an exchange must still carry. */
  readonly unsent: number
  /** Some of them have been waiting for days though there was a network. */
  readonly isStuck?: boolean
  /** Refused or put aside since the person last looked at them. */
  readonly refused: number
  readonly progress: { readonly sent: number; readonly total: number } | null
  readonly isOnline: boolean
}

/** Failures after which only a new enrolment helps. */
export function isCutOff({ lastFailure, revokedOn }: SyncFacts['enrolment']): boolean {
  return revokedOn !== null || lastFailure === 'DeviceRevoked' || lastFailure === 'TokenUnknown'
}

/** Chooses the line: what is happening, then what needs a person, then where the records are. */
export function toSyncLine({ enrolment, unsent, isStuck, refused, progress, isOnline }: SyncFacts): SyncLine {
  if (progress !== null) {
    const { sent, total } = progress
    return total > 0 ? { type: 'sending', i: Math.min(sent + 1, total), n: total } : { type: 'checking' }
  }
  if (isCutOff(enrolment)) return { type: 'revoked' }
  if (unsent > 0 && isStuck) return { type: 'stuck', n: unsent }
  if (unsent > 0) return failedAt(enrolment, isOnline) ?? { type: 'waiting', n: unsent }
  if (refused > 0) return { type: 'refused', n: refused }
  return enrolment.lastExchangeMs === null ? (failedAt(enrolment, isOnline) ?? { type: 'never' }) : { type: 'done', atMs: enrolment.lastExchangeMs }
}

/** Having no network is the normal state; only an attempt that met one and came to nothing has failed. */
function failedAt({ lastFailure, lastAttemptMs }: SyncFacts['enrolment'], isOnline: boolean): SyncLine | null {
  return isOnline && lastFailure !== null && lastAttemptMs !== null ? { type: 'failed', atMs: lastAttemptMs } : null
}
