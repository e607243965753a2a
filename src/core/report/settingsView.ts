import * as v from 'valibot'
import { type PeriodUnit, type RuleSet, decodeRuleSet } from '#core/directive'
import { type Result, err, ok } from '#core/result'
import { type JsonObject, isSafeJson } from '#core/sync'

/** What an office sets of its district besides its name, zone and rules; everything may be missing. */
export interface DistrictSettings {
  /** Lines printed above letters and reports. */
  readonly letterhead?: readonly string[]
  /** Who signs: post and name of the head of the office. */
  readonly head?: { readonly post: string; readonly name: string }
  /** Ready phrases schools may put into a report. */
  readonly phrases?: readonly string[]
  /** The period reports open with. */
  readonly defaultPeriod?: 'month' | 'quarter' | 'year'
  /** The steps of the first run were put away. */
  readonly setupDismissed?: boolean
}

/** `GET /api/office/settings`, and what is sent back to change them. */
export interface SettingsView {
  readonly name: string
  readonly region: string
  /** IANA name, e.g. "Asia/Yakutsk". */
  readonly zone: string
  readonly office: { readonly name: string; readonly phone: string }
  /** Shown on every screen of every school. */
  readonly clerk: { readonly name: string; readonly post: string; readonly phone: string }
  readonly standingPeriodUnit: PeriodUnit
  /** What the district changed in the default rules of dates. */
  readonly ruleSet: JsonObject
  readonly letterhead: readonly string[]
  readonly head: { readonly post: string; readonly name: string }
  readonly phrases: readonly string[]
  readonly defaultPeriod: 'month' | 'quarter' | 'year'
}

const line = (longest: number): v.GenericSchema<unknown, string> => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longest))
const maybe = (longest: number): v.GenericSchema<unknown, string> => v.pipe(v.string(), v.trim(), v.maxLength(longest))
const lines = (most: number, longest: number): v.GenericSchema<unknown, string[]> => v.pipe(v.array(line(longest)), v.maxLength(most))
const isZone = (zone: string): boolean => /^(?:Europe|Asia)\/[A-Za-z_-]{2,30}$/.test(zone)

const schema: v.GenericSchema<unknown, SettingsView> = v.object({
  name: line(200),
  region: maybe(200),
  zone: v.pipe(v.string(), v.check(isZone)),
  office: v.object({ name: line(300), phone: maybe(60) }),
  clerk: v.object({ name: line(120), post: maybe(200), phone: line(60) }),
  standingPeriodUnit: v.picklist(['year', 'half_year', 'quarter', 'school_year']),
  ruleSet: v.custom<JsonObject>((value) => typeof value === 'object' && value !== null && decodeRuleSet(value).ok),
  letterhead: lines(8, 200),
  head: v.object({ post: maybe(200), name: maybe(120) }),
  phrases: lines(20, 300),
  defaultPeriod: v.picklist(['month', 'quarter', 'year']),
})

/** Reads settings; null when they are not of this version's shape. */
export function readSettings(body: unknown): SettingsView | null {
  const parsed = v.safeParse(schema, body)
  return parsed.success ? parsed.output : null
}

/** Reads what is to become of the settings; names the first field that is wrong, e.g. `clerk.phone`. */
export function decodeSettings(body: unknown): Result<SettingsView, { readonly type: 'SettingsInvalid'; readonly field: string }> {
  const parsed = isSafeJson(body) ? v.safeParse(schema, body) : null
  if (parsed?.success === true) return ok(parsed.output)
  const [issue] = parsed?.issues ?? []
  return err({ type: 'SettingsInvalid', field: issue === undefined ? '' : (v.getDotPath(issue) ?? '') })
}

/** What a district differs in from the default rules, as JSON: what is the default is left out. */
export function ruleChanges(ruleSet: RuleSet, defaults: RuleSet): JsonObject {
  const told = Object.entries(ruleSet).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults[key as keyof RuleSet]))
  return JSON.parse(JSON.stringify(Object.fromEntries(told))) as JsonObject
}
