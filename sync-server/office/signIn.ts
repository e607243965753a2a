import { type Result, err, ok } from '#core/result'
import type { SignInRequest } from '#core/report'
import type { Admission } from '../http/admission.ts'
import { isSlowHashOf } from '../secrets.ts'
import { isDeactivated } from '../session.ts'
import type { OfficerRecord } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import type { SignInLimiter } from './signInLimiter.ts'

/** Why nobody was signed in. An unknown login, a wrong password, an unused invitation and a closed access are one. */
export type SignInRefusal =
  | { readonly type: 'SignInWrong' }
  | { readonly type: 'TooManyAttempts'; readonly retryAfterSeconds: number }
  | { readonly type: 'ServerBusy'; readonly retryAfterSeconds: number }

interface SignInDeps {
  readonly store: Store
  readonly limiter: SignInLimiter
  /** Bounds hashes at work at once: each takes 64 MB. */
  readonly admission: Admission
  /** Gives the hash of a password nobody has: an unknown login costs as much time as a wrong password. */
  readonly unusedHash: () => Promise<string>
}

/** Finds the officer behind a login and a password. */
export async function checkPassword({ login, password }: SignInRequest, deps: SignInDeps): Promise<Result<OfficerRecord, SignInRefusal>> {
  const attempt = deps.limiter.begin(login)
  if ('retryAfterSeconds' in attempt) return err({ type: 'TooManyAttempts', ...attempt })
  const officer = await deps.store.findOfficerByLogin(login)
  const isOpen = officer !== null && officer.passwordHash !== '' && !isDeactivated(officer)
  const hash = isOpen ? officer.passwordHash : await deps.unusedHash()
  const isRight = await deps.admission.run(() => isSlowHashOf(password, hash))
  if (isRight === null) {
    attempt.succeed()
    return err({ type: 'ServerBusy', retryAfterSeconds: 1 })
  }
  if (!isOpen || !isRight) return err({ type: 'SignInWrong' })
  attempt.succeed()
  return ok(officer)
}
