import type { OrganizationId } from '#core/directive'
import { schoolName } from '../workload.ts'

/** What the bench's devices and its server both know of the one district. */
export const districtKey = 'bench'
export const benchPassword = 'пароль стенда'

export function organizationOf(school: number): OrganizationId {
  return schoolName(school) as OrganizationId
}
