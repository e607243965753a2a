import type { OrganizationRecord } from '../store/records.ts'

/** The school of a district that the demonstration plays: its first general school by number; null where there is none. */
export function findDemonstrationSchool<Record extends Pick<OrganizationRecord, 'kinds'>>(organizations: readonly Record[]): Record | null {
  return organizations.find((organization) => organization.kinds.includes('general_school')) ?? null
}
