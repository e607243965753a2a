/** The time over which failures are counted (ms). */
export const failureWindowMs = 15 * 60_000

/** Most failures of one login within the window, and of all logins together. */
export const maxLoginFailures = 10
export const maxServerFailures = 100

/** A try that counts as failed until it is taken back. */
export interface SignInTry {
  /** The password was right. */
  succeed(): void
}

/** Counts wrong passwords. */
export interface SignInLimiter {
  /** Begins a try, or says in how many seconds the next may come. */
  begin(login: string): SignInTry | { readonly retryAfterSeconds: number }
}

/**
 * Counts in memory: one process serves a district, and a restart forgives at most one window. A try counts while it
 * still runs, so that many at once get no further than many in a row.
 */
export function createSignInLimiter(nowMs: () => number): SignInLimiter {
  let failures: { readonly login: string; readonly atMs: number }[] = []
  return {
    begin(login) {
      const now = nowMs()
      failures = failures.filter((failure) => failure.atMs > now - failureWindowMs)
      const own = failures.filter((failure) => failure.login === login)
      const blocking = own.length >= maxLoginFailures ? own : failures.length >= maxServerFailures ? failures : null
      if (blocking !== null) return { retryAfterSeconds: Math.max(1, Math.ceil(((blocking[0]?.atMs ?? now) + failureWindowMs - now) / 1000)) }
      const attempt = { login, atMs: now }
      failures.push(attempt)
      return {
        succeed: () => {
          failures = failures.filter((failure) => failure !== attempt)
        },
      }
    },
  }
}
