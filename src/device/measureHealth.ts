import { type Health, describeHealth } from '#core/sync'
import type { DeviceDeps } from './deviceDeps.ts'
import { readEvents, troubleSince } from './eventLog.ts'
import type { EnrolmentRow } from './rows.ts'
import { healthKey } from './toldHealth.ts'
import { oldestUnsentMs } from './viewQueries.ts'

/** How long (ms) a trouble is told after it was met. */
const troubleMs = 7 * 86_400_000

/** What the browser says of its storage; absent where it says nothing. */
export type StorageSays = Pick<StorageManager, 'estimate' | 'persisted'> | undefined

/** How this phone fares, when it is not what the server was told last; else null. Never throws. */
export async function untoldHealth(deps: Pick<DeviceDeps, 'db' | 'nowMs'>, storage: StorageSays, enrolment: EnrolmentRow): Promise<Health | null> {
  // Before the first answer the phone has better things to send.
  if (enrolment.cursor === null) return null
  const health = await measureHealth(deps, storage, enrolment)
  return healthKey(enrolment, health) === enrolment.healthTold ? null : health
}

async function measureHealth({ db, nowMs }: Pick<DeviceDeps, 'db' | 'nowMs'>, storage: StorageSays, { organizationId, clockOffsetMs }: EnrolmentRow): Promise<Health> {
  const [estimate, isPersisted, oldestMs, events] = await Promise.all([
    ask(() => storage?.estimate()),
    ask(() => storage?.persisted()),
    oldestUnsentMs(db, organizationId),
    readEvents(db),
  ])
  const { quota, usage } = estimate ?? {}
  return describeHealth({
    freeMb: quota === undefined ? null : (quota - (usage ?? 0)) / 2 ** 20,
    isPersisted,
    oldestUnsentMs: oldestMs === null ? null : Math.max(0, nowMs() + clockOffsetMs - oldestMs),
    trouble: troubleSince(events, nowMs() - troubleMs),
  })
}

async function ask<T>(question: () => Promise<T> | undefined): Promise<T | null> {
  try {
    return (await question()) ?? null
  } catch {
    // A browser that will not say is like one that cannot.
    return null
  }
}
