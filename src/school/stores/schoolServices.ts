import { type InjectionKey, type Ref, inject } from 'vue'
import type { Result } from '#core/result'
import type { EnrolmentProof } from '#core/sync'
import type { DeviceDeps } from '../../device/deviceDeps.ts'
import type { SyncFailure } from '../../device/keepFailure.ts'
import type { EnrolmentRow } from '../../device/rows.ts'
import type { SyncOutcome, SyncProgress } from '../../device/runSync.ts'
import type { SyncTrigger } from '../../device/schedule.ts'
import type { InstallPrompt } from '../installPrompt.ts'
import type { Upkeep } from '../upkeep.ts'

/** What the entry builds and the stores use; a test gives its own. */
export interface SchoolServices {
  readonly deps: DeviceDeps
  enrol(proof: EnrolmentProof): Promise<Result<EnrolmentRow, SyncFailure>>
  /** Asks for an exchange; null when this trigger has to wait. */
  sync(trigger: SyncTrigger): Promise<SyncOutcome | null>
  /** Set while an exchange runs. */
  readonly progress: Readonly<Ref<SyncProgress | null>>
  /** The program itself is kept on the phone: it starts without the network. */
  readonly isInstalled: Readonly<Ref<boolean>>
  /** A new version waits for «Обновить». */
  readonly hasUpdate: Readonly<Ref<boolean>>
  applyUpdate(): void
  /** What the phone does for itself beside the records; rejects when that part of the program is not here yet. */
  upkeep(): Promise<Upkeep>
  /** Why the phone's memory does not open; null when it does. */
  readonly storageTrouble: Ref<'closed' | 'full' | 'blocked' | null>
  /** The browser's offer to install the program, to be made when the person asks; null where there is none. */
  readonly installPrompt: Ref<InstallPrompt | null>
  /** Opens an address of the program. */
  go(address: string, replace?: boolean): void
}

export const schoolServicesKey: InjectionKey<SchoolServices> = Symbol('school services')

/** The services of the program this store belongs to. */
export function useSchoolServices(): SchoolServices {
  const services = inject(schoolServicesKey)
  if (services === undefined) throw new Error('The program was started without its services.')
  return services
}
