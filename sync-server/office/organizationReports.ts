import type { OrganizationId, ResolutionId } from '#core/directive'
import { type OrganizationReportView, peopleOf, summarizeReports } from '#core/report'
import { type StoredChange, type SubjectKey, keyToSubject, subjectToKey } from '#core/sync'
import type { OrganizationRecord } from '../store/records.ts'
import type { DistrictStore } from '../store/store.ts'
import { groupByOrganization } from './histories.ts'
import type { OrganizationDoors } from './organizationSummary.ts'

const reportKinds = ['organizationReport', 'reportDecision']

/** `GET organizations/:id/reports`: of each document the organization reported on, every sending. */
export async function readOrganizationReports({ organization, district, store }: OrganizationDoors): Promise<OrganizationReportView[]> {
  const [changes, people] = [await store.history.list({ kinds: reportKinds }), await store.history.list({ kinds: ['person'] })]
  const ids = new Set(changes.flatMap(({ subject }) => resolutionOf(subject)))
  const views = await Promise.all([...ids].map((id) => viewOf(district, id, { organization, changes, people })))
  return views.flat()
}

/** `GET documents/:id/reports`: of each organization that reported on the document, every sending; null where there is no such document. */
export async function readDocumentReports(district: DistrictStore, resolutionId: ResolutionId): Promise<OrganizationReportView[] | null> {
  if ((await district.documents.findResolution(resolutionId)) === null) return null
  const topics = [subjectToKey({ type: 'resolution', resolutionId })]
  const changes = groupByOrganization(await district.listChanges({ topics, kinds: reportKinds }))
  const organizationIds: OrganizationId[] = [...changes.keys()]
  const people = groupByOrganization(organizationIds.length === 0 ? [] : await district.listChanges({ kinds: ['person'], organizationIds }))
  const organizations = (await district.organizations.list()).filter(({ id }) => changes.has(id))
  const views = await Promise.all(
    organizations.map((organization) => viewOf(district, resolutionId, { organization, changes: changes.get(organization.id) ?? [], people: people.get(organization.id) ?? [] })),
  )
  return views.flat()
}

interface Known {
  readonly organization: OrganizationRecord
  readonly changes: readonly StoredChange[]
  readonly people: readonly StoredChange[]
}

async function viewOf(district: DistrictStore, resolutionId: ResolutionId, { organization: { id, name, number }, changes, people }: Known): Promise<OrganizationReportView[]> {
  const resolution = await district.documents.findResolution(resolutionId)
  if (resolution === null) return []
  const authors = new Map<string, { readonly name: string; readonly post: string }>(peopleOf(people))
  for (const officer of await district.officers.list()) authors.set(officer.id, officer)
  const textById = new Map((await district.documents.listDirectives(resolutionId)).map((directive) => [directive.id, directive.text]))
  const wordingOf = (key: SubjectKey): string => {
    const parsed = keyToSubject(key)
    return parsed?.type === 'directive' ? (textById.get(parsed.directiveId) ?? '') : ''
  }
  const subject = subjectToKey({ type: 'resolution', resolutionId })
  const versions = summarizeReports(changes.filter((change) => change.subject === subject), { authors }, wordingOf)
  const { kindText, date, title } = resolution
  return versions.length === 0 ? [] : [{ organization: { id, name, number }, resolution: { id: resolutionId, kindText, number: resolution.number, date, title }, versions }]
}

function resolutionOf(subject: StoredChange['subject']): ResolutionId[] {
  const parsed = keyToSubject(subject)
  return parsed?.type === 'resolution' ? [parsed.resolutionId] : []
}
