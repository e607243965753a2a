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
  /** The name of the one that carries on its work, where it is closed. */
  readonly successor?: string | undefined
}

/** Tells an organization's phones what it is and who its office are. Call inside a transaction. */
export async function publishProfile(organization: OrganizationStore, source: ProfileSource, authorId: OfficerId, deps: AppendDeps): Promise<void> {
  const subject = subjectToKey({ type: 'organization' })
  const handedOverMs = Math.max(0, ...(await organization.devices.list()).map((device) => device.handedOverMs ?? 0))
  const value: JsonObject = { ...profileOf(source, handedOverMs) }
  const known = await organization.history.list({ topics: [subject], kinds: ['profile'] })
  const supersedes = findSuperseded({ kind: 'profile', value }, known)
  await appendOfficeChanges(organization, [{ authorId, subject, kind: 'profile', value, subjectVersion: 0, supersedes }], deps)
}

function profileOf({ organization, district, officers, successor }: ProfileSource, handedOverMs: number): ProfileValue & JsonObject {
  const { number, name, kinds, settlement, closedOn } = organization
  return {
    organization: { number, name, kinds, settlement, ...(closedOn === null ? {} : { closedOn }), ...(successor === undefined ? {} : { successor }), ...(handedOverMs === 0 ? {} : { handedOverMs }) },
    district: { name: district.name, zone: district.zone, standingPeriodUnit: district.standingPeriodUnit, ...keepOf(district), ...phrasesOf(district) },
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

/** The office's own words for a report, offered on every phone. */
function phrasesOf({ settings }: DistrictRecord): { readonly phrases?: readonly string[] } {
  const phrases = settings?.phrases ?? []
  return phrases.length === 0 ? {} : { phrases }
}
