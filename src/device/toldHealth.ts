import type { Health } from '#core/sync'
import type { EnrolmentRow } from './rows.ts'

/**
 * What an enrolment's server was told of this phone's health, as text to compare. It names the device and the life of the
 * history: a new enrolment and a restored server have not been told.
 */
export function healthKey({ deviceId, cursor }: Pick<EnrolmentRow, 'deviceId' | 'cursor'>, health: Health): string {
  return [deviceId, cursor?.split('.')[0], JSON.stringify(health)].join(' ')
}
