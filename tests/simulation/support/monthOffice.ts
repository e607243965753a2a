import type { DateOnly, PeriodUnit } from '#core/directive'
import { foldReports } from '#core/organizationReport'
import { keyToSubject } from '#core/sync'
import { decideReport } from '../../../sync-server/history/decideReport.ts'
import type { AppendDeps } from '../../../sync-server/history/history.ts'
import { publishDirectives } from '../../../sync-server/history/publish.ts'
import { contextOf } from '../../../sync-server/office/districtContext.ts'
import { handOverOrganization } from '../../../sync-server/office/organizationCare.ts'
import type { StoreAccess } from '../../../sync-server/store/store.ts'
import { makeDirective, makeResolution } from '../../support/recordFactory.ts'
import { districtId, officerId, school } from './places.ts'
import type { SeededRandom } from './seededRandom.ts'

/** Three quarters are owed when the month begins. */
export const standingPoint = { periodUnit: 'quarter' as PeriodUnit, firstPeriodFrom: '2025-07-01' as DateOnly }

/** Publishes a document of points that are reported period by period. */
export async function publishStanding(access: StoreAccess, directiveIds: readonly string[], deps: AppendDeps): Promise<void> {
  const resolution = makeResolution('doc2')
  const directives = directiveIds.map((id, i) => makeDirective(resolution.id, id, { position: i + 1, ...standingPoint }))
  const { documents } = access.forDistrict(districtId)
  await documents.saveResolution(resolution)
  for (const directive of directives) await documents.saveDirective(directive)
  await publishDirectives(access, { districtId, officerId, today: '2026-01-12' as DateOnly, resolution, directives, controlOf: () => undefined }, deps)
}

/** The office's word on the newest report on some document. */
export async function decideOnReport(access: StoreAccess, random: SeededRandom, deps: AppendDeps): Promise<string> {
  const organization = access.forOrganization(districtId, school)
  const reports = await organization.history.list({ kinds: ['organizationReport'] })
  if (reports.length === 0) return 'no report'
  const { subject } = random.pick(reports)
  const parsed = keyToSubject(subject)
  const [newest] = foldReports(reports.filter((one) => one.subject === subject))
  if (parsed?.type !== 'resolution' || newest === undefined) return 'no report'
  const wish = { report: newest.change.id, state: random.pick(['accepted', 'returned'] as const), reason: 'уточнить' }
  const decided = await decideReport(organization, { resolutionId: parsed.resolutionId, officerId }, wish, deps)
  return `${subject} ${wish.state}${decided.ok ? '' : ` refused: ${decided.error}`}`
}

/** A new head: every phone at work hands in what it holds. */
export async function nameNewHead(access: StoreAccess, append: AppendDeps): Promise<void> {
  const district = await access.forDistrict(districtId).read()
  if (district === null) throw new Error('no district')
  const done = await handOverOrganization(access, school, 'Новый директор', { district, officerId, context: contextOf(district, append.nowMs), newId: () => 'unused', append })
  if (!done.ok) throw new Error(`not handed over: ${done.error}`)
}
