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
  /** Asks the browser for one `sync` event of the worker, where it can. */
  requestBackgroundSync?(): Promise<void>
}

export interface SyncSchedule {
  /** Asks for an exchange; `null` when this trigger has to wait. */
  trigger(trigger: SyncTrigger): Promise<SyncOutcome | null>
  stop(): void
}

/** The longest pause (ms) between attempts after failures. */
export const maxDelayMs = 15 * 60_000
/** How often (ms) a page in front asks for news. */
export const intervalMs = 5 * 60_000
