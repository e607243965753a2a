import type { ErrorCode } from '#core/sync'

/** What enrolling needs from outside. */
export interface EnrolDeps {
  readonly nowMs: () => number
  readonly newId: () => string
}

/** Why a phone was not enrolled. */
export interface EnrolRefusal {
  readonly type: Extract<
    ErrorCode,
    'EnrolmentCodeWrong' | 'EnrolmentCodeUsed' | 'EnrolmentCodeExpired' | 'TooManyAttempts' | 'OrganizationClosed' | 'BodyMalformed'
  >
  readonly retryAfterSeconds?: number
  /** Who gives a new code, where the code itself was right. */
  readonly clerk?: { readonly name: string; readonly phone: string }
}
