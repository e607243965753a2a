import { type InjectionKey, inject } from 'vue'
import type { OfficeApi } from '../api/officeApi.ts'

/** What the entry builds and the stores use; a test gives its own. */
export interface OfficeServices {
  readonly api: OfficeApi
  /** The browser's clock (ms). */
  nowMs(): number
  /** Opens the news of the district; absent where there is none to hear. */
  readonly openEvents?: () => EventSource
}

export const officeServicesKey: InjectionKey<OfficeServices> = Symbol('office services')

/** The services of the program this store belongs to. */
export function useOfficeServices(): OfficeServices {
  const services = inject(officeServicesKey)
  if (services === undefined) throw new Error('The program was started without its services.')
  return services
}
