import { type OrganizationId, isOpen } from '#core/directive'
import type { LetterPoint, LetterView } from '#core/organizations'
import { type SummaryContext, indexHistory, summarizeDirective } from '#core/report'
import { type Result, err, ok } from '#core/result'
import { type CodeDeps, createCode, linkOf } from '../enrolment/enrolmentCodes.ts'
import type { DistrictRecord, OrganizationRecord } from '../store/records.ts'
import type { Store } from '../store/store.ts'

/** Longest beginning of a point in a letter's list (UTF-16 units): two lines of print. */
const maxPointLength = 160

/** What letters are made with. */
export interface LetterDeps extends CodeDeps {
  readonly store: Store
  readonly publicUrl: string
}

/**
 * Makes the letters of several organizations, each with a new code that voids the one before. All are known and open
 * before the first code is made.
 */
export async function createLetters(district: DistrictRecord, organizationIds: readonly OrganizationId[], context: SummaryContext, deps: LetterDeps): Promise<Result<LetterView[], 'NotFound' | 'OrganizationClosed'>> {
  const { organizations } = deps.store.forDistrict(district.id)
  const found = await Promise.all(organizationIds.map((id) => organizations.find(id)))
  const known = found.filter((one) => one !== null)
  if (known.length < organizationIds.length) return err('NotFound')
  if (known.some((one) => !isOpen(one, context.today))) return err('OrganizationClosed')
  const letters: LetterView[] = []
  for (const organization of known) {
    const points = await listPoints(deps.store, organization, context)
    const made = await createCode(deps.store, { districtId: district.id, organizationId: organization.id }, deps)
    if (made === null) return err('NotFound')
    const { id: organizationId, name: organizationName, head } = organization
    letters.push({ organizationId, organizationName, head, organizationNumber: made.organizationNumber, code: made.code, link: linkOf(deps.publicUrl, made.secret), expiresMs: made.expiresMs, points })
  }
  return ok(letters)
}

/** The points the office has not closed, in the order of the documents. */
async function listPoints(store: Store, { districtId, id }: OrganizationRecord, context: SummaryContext): Promise<LetterPoint[]> {
  const { documents } = store.forDistrict(districtId)
  const history = indexHistory({ changes: await store.forOrganization(districtId, id).history.list({}), readUpTo: 0 })
  const points: LetterPoint[] = []
  for (const resolution of await documents.listResolutions()) {
    const { kindText, number, date } = resolution
    for (const directive of await documents.listDirectives(resolution.id)) {
      const cell = summarizeDirective(directive, history, context)
      if (cell === null || cell.control === 'released' || cell.control === 'cancelled') continue
      points.push({ number: directive.number, text: cut(wordingOf(directive)), document: { kindText, number, date }, dueDate: cell.dueDate })
    }
  }
  return points
}

/** With the heading that carries its verb, as every screen shows it. */
function wordingOf({ heading, headingKind, text }: { readonly heading: string | null; readonly headingKind: string | null; readonly text: string }): string {
  return heading !== null && (headingKind === 'task' || headingKind === 'lead_in') ? `${heading} ${text}` : text
}

function cut(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  if (line.length <= maxPointLength) return line
  const end = line.lastIndexOf(' ', maxPointLength)
  return `${line.slice(0, end > 0 ? end : maxPointLength)}…`
}
