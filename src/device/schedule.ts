import type { SyncOutcome, SyncRequest } from './runSync.ts'

/** What makes the phone exchange. `mark` follows each local write; `interval` comes while the page is in front. */
export type SyncTrigger = 'open' | 'visible' | 'online' | 'mark' | 'interval' | 'button'

export interface ScheduleDeps {
  run(request: SyncRequest): Promise<SyncOutcome>
  /** Calls back once after a time (ms); returns what cancels it. */
  setTimer(callback: () => void, delayMs: number): () => void
  /** A number from 0 up to 1. */
  random(): number
  nowMs(): number
  /** Whether the page is in front. */
  isVisible(): boolean
  /** Asks the browser for one `sync` event of the worker, where it can; called when an attempt came to nothing. */
  requestBackgroundSync?(): void
  /** Gets what a run threw: a bug, to be logged. */
  onError(error: unknown): void
}

/** The longest pause (ms) between attempts after failures. */
export const maxDelayMs = 15 * 60_000
/** How often (ms) a page in front asks for news. */
export const intervalMs = 5 * 60_000
/** Phones that come back together after this long (ms) without the network spread over `maxJitterMs`. */
export const longOfflineMs = 60 * 60_000
export const maxJitterMs = 120_000

const firstDelayMs = 5_000

/**
 * The pause (ms) before the next attempt after `failures` failures in a row: doubled each time up to `maxDelayMs`,
 * and only then spread over its upper half, so that phones at the cap do not come together. `random` is from 0 to 1.
 */
export function nextDelayMs(failures: number, random: number): number {
  const capped = Math.min(maxDelayMs, firstDelayMs * 2 ** Math.max(0, failures - 1))
  return Math.round(capped / 2 + (capped / 2) * random)
}

/**
 * Decides when to exchange. A person's act (opening, returning, marking, the button) is answered at once, for the
 * network may be there for forty seconds; the timer's attempts back off, and the return of the network to a whole
 * district is spread. A pause the server asked for is broken by the button only.
 */
export class SyncSchedule {
  readonly #deps: ScheduleDeps
  #failures = 0
  #notBeforeMs = 0
  #lastWellMs: number
  #running: Promise<SyncOutcome> | null = null
  #isMarkedMeanwhile = false
  #cancelTimer: (() => void) | null = null

  constructor(deps: ScheduleDeps) {
    this.#deps = deps
    this.#lastWellMs = deps.nowMs()
  }

  /** Asks for an exchange now; null when this trigger has to wait for the timer. A run under way is shared. */
  async trigger(cause: SyncTrigger): Promise<SyncOutcome | null> {
    if (this.#running !== null) {
      // What was marked after the run read its changes must not wait five minutes.
      if (cause === 'mark') this.#isMarkedMeanwhile = true
      return this.#running
    }
    if (cause === 'interval' && !this.#deps.isVisible()) return null
    const waitMs = cause === 'button' ? 0 : this.#pauseBefore(cause)
    if (waitMs > 0) {
      this.#wakeAfter(waitMs)
      return null
    }
    this.#running = this.#run({ isManual: cause === 'button' })
    return this.#running
  }

  /** Forgets the timer; a run under way ends by itself. */
  stop(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
  }

  async #run(request: SyncRequest): Promise<SyncOutcome> {
    try {
      const outcome = await this.#deps.run(request)
      this.#settle(outcome)
      return outcome
    } finally {
      this.#running = null
      if (this.#isMarkedMeanwhile) this.#wakeAfter(0)
      this.#isMarkedMeanwhile = false
    }
  }

  #settle(outcome: SyncOutcome): void {
    const pauseMs = retryAfterMs(outcome)
    const hasFailed = outcome.organizations.some(({ type }) => type === 'failed')
    const nowMs = this.#deps.nowMs()
    this.#failures = hasFailed ? this.#failures + 1 : 0
    // Half as long again at most: the phones a busy server sent away together must not come back together.
    const spreadMs = Math.round(pauseMs * (1 + this.#deps.random() / 2))
    this.#notBeforeMs = pauseMs > 0 ? nowMs + spreadMs : 0
    if (!hasFailed) this.#lastWellMs = nowMs
    else this.#deps.requestBackgroundSync?.()
    this.#wakeAfter(hasFailed ? Math.max(spreadMs, nextDelayMs(this.#failures, this.#deps.random())) : intervalMs)
  }

  #pauseBefore(cause: SyncTrigger): number {
    const nowMs = this.#deps.nowMs()
    if (nowMs < this.#notBeforeMs) return this.#notBeforeMs - nowMs
    const isReturn = cause === 'online' && nowMs - this.#lastWellMs >= longOfflineMs
    return isReturn ? Math.round(this.#deps.random() * maxJitterMs) : 0
  }

  #wakeAfter(delayMs: number): void {
    this.#cancelTimer?.()
    this.#cancelTimer = this.#deps.setTimer(() => void this.trigger('interval').catch(this.#deps.onError), delayMs)
  }
}

function retryAfterMs(outcome: SyncOutcome): number {
  const pauses = outcome.organizations.map(({ failure }) => (failure?.type === 'Refused' ? (failure.retryAfterSeconds ?? 0) * 1000 : 0))
  return Math.max(0, ...pauses)
}
