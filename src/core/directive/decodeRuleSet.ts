import * as v from 'valibot'
import { type Result, err, ok } from '#core/result'
import { type RuleSet, ruleSetWith } from './ruleSet.ts'

const days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3660))
const reportDay = v.strictObject({
  monthsAfterEnd: v.pipe(v.number(), v.integer(), v.minValue(-12), v.maxValue(24)),
  day: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(31)),
})
const transfer = v.strictObject({ from: v.pipe(v.string(), v.isoDate()), to: v.pipe(v.string(), v.isoDate()) })
const calendarYear = v.strictObject({
  year: v.pipe(v.number(), v.integer(), v.minValue(1900), v.maxValue(2999)),
  source: v.nullable(v.string()),
  transfers: v.array(transfer),
})
const changes = v.strictObject({
  bulkReportMonths: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(120))),
  immediateDays: v.exactOptional(days),
  promptlyDays: v.exactOptional(days),
  recurringReportDay: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(31))),
  standingUnit: v.exactOptional(v.picklist(['year', 'half_year', 'quarter', 'school_year'])),
  periodReport: v.exactOptional(v.strictObject({ year: reportDay, half_year: reportDay, quarter: reportDay, school_year: reportDay })),
  moveNonWorking: v.exactOptional(v.boolean()),
  keepClosedDays: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(30), v.maxValue(3660))),
  calendarYears: v.exactOptional(v.array(calendarYear)),
})

/**
 * Reads a district's rule set from what it changed in the defaults (`{}` gives the defaults). A misspelt key or a
 * value out of bounds is `RuleSetInvalid`: dates by half a rule set would be wrong without a sign.
 */
export function decodeRuleSet(changed: unknown): Result<RuleSet, { readonly type: 'RuleSetInvalid' }> {
  const parsed = v.safeParse(changes, changed)
  return parsed.success ? ok(ruleSetWith(parsed.output)) : err({ type: 'RuleSetInvalid' })
}
