import type { OfficerId } from '#core/directive'
import type { SettingsView } from '#core/report'
import type { AppendDeps } from '../history/history.ts'
import type { DistrictRecord } from '../store/records.ts'
import type { StoreAccess } from '../store/store.ts'
import { publishProfiles } from './people.ts'

/** What the office may set of its district, with what is offered where it set nothing. */
export function settingsOf({ name, region, zone, office, clerk, standingPeriodUnit, ruleSet, settings = {} }: DistrictRecord): SettingsView {
  const { letterhead = [name, office.name].filter((line) => line !== ''), head = { post: '', name: '' }, phrases = [], defaultPeriod = 'quarter' } = settings
  return { name, region, zone, office, clerk, standingPeriodUnit, ruleSet, letterhead, head, phrases, defaultPeriod }
}

/**
 * Writes the settings and tells every organization's phones what of them they show; answers how many organizations
 * that reaches. Dates that were published stay as they are: a rule counts from the next publication on. Call inside a
 * transaction.
 */
export async function changeSettings(access: StoreAccess, district: DistrictRecord, next: SettingsView, by: AppendDeps & { readonly officerId: OfficerId }): Promise<number> {
  const { name, region, zone, office, clerk, standingPeriodUnit, ruleSet, ...rest } = next
  const changed: DistrictRecord = { ...district, name, region, zone, office, clerk, standingPeriodUnit, ruleSet, settings: { ...district.settings, ...rest } }
  await access.forDistrict(district.id).change(changed)
  return publishProfiles(access, changed, by)
}
