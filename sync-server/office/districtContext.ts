import { decodeRuleSet } from '#core/directive'
import type { SummaryContext } from '#core/report'
import type { DistrictRecord } from '../store/records.ts'
import { dateInZone } from '../zoneDate.ts'

/** Today and the rules of a district. Throws for a rule set that intake would have refused. */
export function contextOf(district: DistrictRecord, nowMs: number): SummaryContext {
  const ruleSet = decodeRuleSet(district.ruleSet)
  if (!ruleSet.ok) throw new Error(`The rule set of district ${district.id} is invalid.`)
  return { today: dateInZone(nowMs, district.zone), ruleSet: ruleSet.value }
}
