import * as v from 'valibot'
import { organizationKinds } from '#core/directive'

const filled = v.pipe(v.string('must be a text'), v.trim(), v.nonEmpty('must not be empty'))
const phone = v.pipe(v.string('must be a text'), v.regex(/^8 \d{3,5} \d{1,3}-\d{2}-\d{2}$/, 'must look like "8 41135 0-00-01"'))
const flag = v.boolean('must be true or false')
const days = v.pipe(v.number('must be a number of days'), v.integer('must be whole days'), v.minValue(0, 'must not be negative'))
const number = v.pipe(v.string('must be a text'), v.regex(/^\d{4}$/, 'must be four digits'))
const shortName = v.pipe(v.string('must be a text'), v.regex(/^[a-z][a-z0-9-]*$/, 'must be small Latin letters, digits and hyphens'))
/** No folders in the name: a district file must not reach outside `resolutions/`. */
const documentName = v.pipe(v.string('must be a text'), v.regex(/^[\w-]+\.(txt|docx|pdf|doc)$/, 'must be a bare name ending in .txt, .docx, .pdf or .doc'))

const resolution = v.strictObject({
  file: documentName,
  publishedDaysAgo: days,
  addressUnaddressedByScope: flag,
  reportDueDays: v.pipe(
    v.strictTuple([days, days], 'must be two numbers of days'),
    v.check(([first, last]) => first <= last, 'must not end before it begins'),
  ),
})

const organization = v.strictObject({
  number,
  name: filled,
  kinds: v.pipe(
    v.array(v.picklist(organizationKinds, `must be one of ${organizationKinds.join(', ')}`)),
    v.nonEmpty('must name a kind'),
    v.check((kinds) => new Set(kinds).size === kinds.length, 'must not repeat a kind'),
  ),
  settlement: filled,
  phone,
  head: filled,
  demonstration: flag,
  closedOn: v.nullable(v.pipe(v.string('must be a text'), v.isoDate('must be a date YYYY-MM-DD'))),
  successorNumber: v.nullable(number),
})

/**
 * The shape of `seeds/districts/<key>.json`; unknown keys are refused so that a misspelt one is not lost.
 * `zone` is an IANA name; `ruleSet` holds overrides of the default dates only, read by the rule set's own decoder.
 */
export const districtShape = v.pipe(
  v.strictObject({
    key: shortName,
    name: filled,
    region: filled,
    zone: v.pipe(filled, v.check(isTimeZone, 'must be an IANA time zone, e.g. "Asia/Yakutsk"')),
    office: v.strictObject({ name: filled, phone }),
    clerk: v.strictObject({ name: filled, post: filled, phone }),
    officerLogin: shortName,
    ruleSet: v.record(v.string(), v.unknown()),
    resolutions: v.pipe(v.array(resolution), v.nonEmpty('must name a document')),
    organizations: v.pipe(v.array(organization), v.nonEmpty('must name an organization')),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const numbers = new Set(dataset.value.organizations.map((entry) => entry.number))
    for (const { number: own, successorNumber } of dataset.value.organizations) {
      if (successorNumber === null) continue
      if (successorNumber === own || !numbers.has(successorNumber)) {
        addIssue({ message: `organization ${own}: successor ${successorNumber} must be another organization of the district` })
      }
    }
  }),
)

export type DistrictFile = v.InferOutput<typeof districtShape>

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch (cause) {
    if (cause instanceof RangeError) return false
    throw cause
  }
}
