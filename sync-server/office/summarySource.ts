import { setImmediate as nextTurn } from 'node:timers/promises'
import { type DateOnly, type Directive, type OrganizationId, type ResolutionId, addDays } from '#core/directive'
import { type OrganizationMarks, type SettingsView, type SummaryContext, type SummaryHead, type SummaryPage, changesBefore, indexHistory, markAssignments } from '#core/report'
import { type StoredChange, keyToSubject, subjectToKey, wholePeriod } from '#core/sync'
import type { DeviceRecord, DistrictRecord, OrganizationRecord } from '../store/records.ts'
import type { DistrictStore } from '../store/store.ts'
import { startOfDayMs } from '../zoneDate.ts'
import { lastContactOf, readUpToOf } from './districtSummary.ts'
import { cellKinds, groupByOrganization } from './histories.ts'
import { settingsOf } from './settings.ts'

/** Which part of a district a report is of. */
export interface SummaryQuestion {
  /** The day at whose end things are shown. */
  readonly on: DateOnly
  /** Those asked for; all when empty. */
  readonly documentIds: readonly ResolutionId[]
  readonly organizationIds: readonly OrganizationId[]
  /** The number of the last organization of the page before. */
  readonly after: string | null
}

/** Assignments of one page, roughly: some hundreds of kilobytes before compression. */
const assignmentsPerPage = 5000

/** Organizations whose marks are made in one go; between two the phones have their turn. */
const organizationsAtOnce = 10

const markKinds = [...cellKinds, 'fieldValue']

/** `GET reports/marks`: null when a document or an organization asked for is not of the district. */
export async function readSummaryPage(store: DistrictStore, district: DistrictRecord, question: SummaryQuestion, context: SummaryContext, nowMs: number): Promise<SummaryPage | null> {
  const organizations = await findAll(await store.organizations.list(), question.organizationIds)
  const documents = await findAll(await store.documents.listResolutions(), question.documentIds)
  if (organizations === null || documents === null) return null
  const untilMs = startOfDayMs(addDays(question.on, 1), district.zone)
  const asked = new Set(documents.map(({ id }) => id))
  const current = (await store.documents.listDirectives()).filter(({ resolutionId }) => asked.has(resolutionId))
  const directives = question.on < context.today ? await versionsOf(store, current, untilMs) : current
  const ordered = documents.flatMap(({ id }) => directives.filter(({ resolutionId }) => resolutionId === id))
  const sorted = organizations.toSorted((a, b) => compareNumbers(a.number, b.number))
  const { after } = question
  const rest = after === null ? sorted : sorted.filter(({ number }) => compareNumbers(number, after) > 0)
  const page = rest.slice(0, Math.max(organizationsAtOnce, Math.floor(assignmentsPerPage / Math.max(1, ordered.length))))
  const revision = await store.documents.readRevision()
  const at = { directives: ordered, untilMs, context: { ...context, today: question.on } }
  const settings = settingsOf(district)
  const head: SummaryHead = {
    on: question.on, today: context.today, madeMs: nowMs, untilMs, documents, directives: ordered, revision, clerk: district.clerk,
    district: { name: district.name, zone: district.zone }, letterhead: settings.letterhead, signer: await findSigner(store, settings),
  }
  return {
    head: after === null ? head : null,
    revision,
    total: organizations.length,
    organizations: await marksOf(store, page, at),
    next: page.length < rest.length ? (page.at(-1)?.number ?? null) : null,
  }
}

/** The named ones of a list, all when none is named; null when one is not in it. */
async function findAll<Item extends { readonly id: string }>(items: readonly Item[], ids: readonly Item['id'][]): Promise<readonly Item[] | null> {
  if (ids.length === 0) return items
  const found = items.filter(({ id }) => ids.includes(id))
  return found.length === new Set(ids).size ? found : null
}

async function findSigner(store: DistrictStore, { head }: SettingsView): Promise<SummaryHead['signer']> {
  if (head.name !== '') return { name: head.name, post: head.post }
  const chief = (await store.officers.list()).find(({ roles }) => roles.includes('chief'))
  return chief === undefined ? null : { name: chief.name, post: chief.post }
}

/** Directives in the newest version that was published to somebody by then; what was published to nobody is left out. */
async function versionsOf(store: DistrictStore, current: readonly Directive[], untilMs: number): Promise<Directive[]> {
  const versions = new Map<string, number>()
  for (const change of changesBefore(await store.listChanges({ kinds: ['publication'], topics: topicsOf(current) }), untilMs)) {
    const subject = keyToSubject(change.subject)
    if (subject?.type === 'directive') versions.set(subject.directiveId, Math.max(versions.get(subject.directiveId) ?? 0, change.subjectVersion))
  }
  const known = current.flatMap(({ id }) => {
    const version = versions.get(id)
    return version === undefined ? [] : [{ id, version }]
  })
  return (await store.documents.loadDirectives(known)).toSorted((a, b) => a.position - b.position)
}

interface Moment {
  readonly directives: readonly Directive[]
  readonly untilMs: number
  readonly context: SummaryContext
}

async function marksOf(store: DistrictStore, organizations: readonly OrganizationRecord[], { directives, untilMs, context }: Moment): Promise<OrganizationMarks[]> {
  if (organizations.length === 0) return []
  const devices = groupByOrganization<DeviceRecord>(await store.listDevices())
  const pages: OrganizationMarks[] = []
  for (let first = 0; first < organizations.length; first += organizationsAtOnce) {
    const some = organizations.slice(first, first + organizationsAtOnce)
    const changes = groupByOrganization<StoredChange>(
      await store.listChanges({ kinds: markKinds, topics: topicsOf(directives), organizationIds: some.map(({ id }) => id) }),
    )
    for (const { id, number, name, kinds, settlement, head, phone } of some) {
      const own = devices.get(id) ?? []
      const history = indexHistory({ changes: changesBefore(changes.get(id) ?? [], untilMs), readUpTo: readUpToOf(own) })
      const organization = { id, number, name, kinds, settlement, head, phone }
      pages.push({ organization, lastContactMs: lastContactOf(own), marks: markAssignments(directives, history, context) })
    }
    await nextTurn()
  }
  return pages
}

function topicsOf(directives: readonly Directive[]): string[] {
  return [
    ...new Set(directives.map(({ resolutionId }) => subjectToKey({ type: 'resolution', resolutionId }))),
    ...directives.map(({ id }) => subjectToKey({ type: 'directive', directiveId: id, period: wholePeriod, childId: null })),
  ]
}

/** Numbers are digits of any length: 999 stands before 1000. */
function compareNumbers(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b))
}
