import type { OfficerId } from '#core/directive'
import { type JsonObject, type ProfileValue, findSuperseded, subjectToKey } from '#core/sync'
import type { DistrictRecord, OfficerRecord, OrganizationRecord } from '../store/records.ts'
import type { OrganizationStore } from '../store/store.ts'
import { type AppendDeps, appendOfficeChanges } from './history.ts'

/** What a profile is made of. */
export interface ProfileSource {
  readonly organization: OrganizationRecord
  readonly district: DistrictRecord
  readonly officers: readonly OfficerRecord[]
}

/** Tells an organization's phones what it is and who its office are. Call inside a transaction. */
export async function publishProfile(organization: OrganizationStore, source: ProfileSource, authorId: OfficerId, deps: AppendDeps): Promise<void> {
  const subject = subjectToKey({ type: 'organization' })
  const value: JsonObject = { ...profileOf(source) }
  const known = await organization.history.list({ topics: [subject], kinds: ['profile'] })
  const supersedes = findSuperseded({ kind: 'profile', value }, known)
  await appendOfficeChanges(organization, [{ authorId, subject, kind: 'profile', value, subjectVersion: 0, supersedes }], deps)
}

function profileOf({ organization, district, officers }: ProfileSource): ProfileValue & JsonObject {
  return {
    organization: { number: organization.number, name: organization.name, kinds: organization.kinds, settlement: organization.settlement },
    district: { name: district.name, zone: district.zone, standingPeriodUnit: district.standingPeriodUnit, ...keepOf(district) },
    office: district.office,
    clerk: district.clerk,
    officers: officers.map(({ id, name, post }) => ({ id, name, post })),
  }
}

/** How long closed points stay on the phones, where the district says something else than they know by themselves. */
function keepOf({ ruleSet }: DistrictRecord): { readonly keepClosedDays?: number } {
  const { keepClosedDays } = ruleSet
  return typeof keepClosedDays === 'number' ? { keepClosedDays } : {}
}
