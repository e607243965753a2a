import type { SyncSchedule, SyncTrigger } from './schedule.ts'
import { syncName } from './syncLock.ts'

/** The page's own events, as far as the schedule needs them. */
export interface PageEvents {
  readonly window: Pick<EventTarget, 'addEventListener'>
  readonly document: Pick<EventTarget, 'addEventListener'> & { readonly visibilityState: string }
  /** Gets what a run threw: a bug, to be logged. */
  onError(error: unknown): void
}

/** Lets the page's events trigger the schedule; marks and the button are triggered by the stores. */
export function listenForTriggers(schedule: SyncSchedule, { window, document, onError }: PageEvents): void {
  const start = (cause: SyncTrigger): void => void schedule.trigger(cause).catch(onError)
  window.addEventListener('online', () => {
    start('online')
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') start('visible')
  })
  start('open')
}

/** Asks the browser to wake the worker once there is a network. A bonus of Chromium: nothing depends on it. */
export async function requestBackgroundSync(registration: ServiceWorkerRegistration): Promise<boolean> {
  if (!hasSync(registration)) return false
  return registration.sync.register(syncName).then(
    () => true,
    () => false,
  )
}

function hasSync(registration: object): registration is { readonly sync: { register(tag: string): Promise<void> } } {
  return 'sync' in registration
}

/** Calls back after `delayMs`, unless the returned function is called before. */
export function setPageTimer(callback: () => void, delayMs: number): () => void {
  const timer = setTimeout(callback, delayMs)
  return () => {
    clearTimeout(timer)
  }
}
