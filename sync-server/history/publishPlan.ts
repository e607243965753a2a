import type { DocumentPlan, PlannedPoint } from '#core/draft'
import type { Directive, DistrictId, OfficerId, OrganizationId, Resolution } from '#core/directive'
import { type JsonObject, type StoredChange, type SubjectKey, findSuperseded, foldPublications, subjectToKey, wholePeriod } from '#core/sync'
import type { OrganizationStore, StoreAccess } from '../store/store.ts'
import { hashBody } from './chain.ts'
import { type AppendDeps, type OfficeDraft, appendOfficeChanges } from './history.ts'

/** Whose plan is carried out, and by whom. */
export interface PlanOrder {
  readonly districtId: DistrictId
  readonly officerId: OfficerId
  readonly plan: DocumentPlan
  /** What is taken back is the undoing of a publishing. */
  readonly isUndoing?: boolean
}

/**
 * Writes a plan into the histories: to each organization the document in its newest version where a point of it comes or
 * changes, its points, and what is taken back. The versions must already stand. Answers whose histories have grown. Call
 * inside a transaction.
 */
export async function publishPlan(access: StoreAccess, order: PlanOrder, deps: AppendDeps): Promise<OrganizationId[]> {
  const grown: OrganizationId[] = []
  for (const organizationId of organizationsOf(order.plan)) {
    const drafts = await draftsFor(access.forOrganization(order.districtId, organizationId), organizationId, order)
    await appendOfficeChanges(access.forOrganization(order.districtId, organizationId), drafts, deps)
    if (drafts.length > 0) grown.push(organizationId)
  }
  return grown
}

function organizationsOf({ points }: DocumentPlan): Set<OrganizationId> {
  return new Set(points.flatMap(({ gives, tells, takes }) => [...gives, ...tells, ...takes]))
}

async function draftsFor(organization: OrganizationStore, organizationId: OrganizationId, { plan, officerId, isUndoing = false }: PlanOrder): Promise<OfficeDraft[]> {
  const [coming, going] = [plan.points.filter((point) => comesTo(point, organizationId)), plan.points.filter(({ takes }) => takes.includes(organizationId))]
  const isTold = coming.length > 0 || (plan.isHeadChanged && plan.points.some(({ tells }) => tells.includes(organizationId)))
  if (!isTold && going.length === 0) return []
  const chainKey = await organization.history.readChainKey()
  const document = subjectToKey({ type: 'resolution', resolutionId: plan.resolution.id })
  const known = await organization.history.list({ topics: [document, ...[...coming, ...going].map(({ directive }) => subjectOf(directive))], kinds: ['publication'] })
  const draft = draftIn(known, officerId)
  return [
    ...(isTold ? documentDraft(plan.resolution, chainKey, known, draft) : []),
    ...coming.map(({ directive, isOnControl }) => draft(subjectOf(directive), directive.version, { ...(isOnControl ? { control: 'onControl' } : {}), body: hashBody(chainKey, directive) })),
    ...going.flatMap(({ directive }) => {
      // Its own last version: the organization need not read a body to lose it.
      const { publication } = foldPublications(known.filter((change) => change.subject === subjectOf(directive)))
      if (publication === null) return []
      const body = publication.value['body']
      return [draft(publication.subject, publication.subjectVersion, { control: 'cancelled', withdrawn: true, ...(isUndoing ? { undone: true } : {}), ...(body === undefined ? {} : { body }) })]
    }),
  ]
}

function comesTo({ gives, tells, fate, isControlChanged }: PlannedPoint, id: OrganizationId): boolean {
  return gives.includes(id) || ((fate === 'changed' || isControlChanged) && tells.includes(id))
}

function draftIn(known: readonly StoredChange[], officerId: OfficerId): (subject: SubjectKey, version: number, value: JsonObject) => OfficeDraft {
  return (subject, subjectVersion, value) => ({
    authorId: officerId,
    subject,
    kind: 'publication',
    value,
    subjectVersion,
    supersedes: findSuperseded({ kind: 'publication', value }, known.filter((change) => change.subject === subject)),
  })
}

function documentDraft(resolution: Resolution, chainKey: string, known: readonly StoredChange[], draft: ReturnType<typeof draftIn>): OfficeDraft[] {
  const subject = subjectToKey({ type: 'resolution', resolutionId: resolution.id })
  const isKnown = known.some((change) => change.subject === subject && change.subjectVersion >= resolution.version)
  return isKnown ? [] : [draft(subject, resolution.version, { body: hashBody(chainKey, resolution) })]
}

function subjectOf({ id }: Directive): SubjectKey {
  return subjectToKey({ type: 'directive', directiveId: id, period: wholePeriod, childId: null })
}
