import type { Ref } from 'vue'
import { requestBackgroundSync, setPageTimer } from '../device/pageTriggers.ts'
import { type SyncDeps, type SyncOutcome, type SyncProgress, runSync } from '../device/runSync.ts'
import { SyncSchedule } from '../device/schedule.ts'
import type { Upkeep } from './upkeep.ts'

export interface SchoolScheduleDeps {
  readonly deps: SyncDeps
  readonly upkeep: () => Promise<Upkeep>
  /** Set while an exchange runs. */
  readonly progress: Ref<SyncProgress | null>
  readonly workers: ServiceWorkerContainer | undefined
  /** Called when an exchange has ended, whatever it came to; not for a phone that serves nobody yet. */
  readonly onExchanged: () => void
}

/** The page's exchanges: what starts them, what goes with them and what follows. */
export function createSchoolSchedule({ deps, upkeep, progress, workers, onExchanged }: SchoolScheduleDeps): SyncSchedule {
  // An exchange never waits for the upkeep to load: the next one tells the phone's health.
  const describe: SyncDeps['describe'] = async (enrolment) => (await Promise.race([upkeep(), null]))?.describe(enrolment) ?? {}
  const onProgress = (now: SyncProgress): void => {
    progress.value = navigator.onLine ? now : null
  }
  return new SyncSchedule({
    run: async (request) => {
      let outcome: SyncOutcome | null = null
      try {
        outcome = await runSync({ ...deps, onProgress, describe }, request)
        return outcome
      } finally {
        progress.value = null
        if (outcome?.organizations.length !== 0) onExchanged()
        void upkeep().then((loaded) => loaded.afterSync(outcome)).catch(() => undefined)
      }
    },
    setTimer: setPageTimer,
    random: Math.random,
    nowMs: deps.nowMs,
    isVisible: () => document.visibilityState === 'visible',
    requestBackgroundSync: () => void workers?.ready.then(requestBackgroundSync),
    onError: reportError,
  })
}
