import { type ControlState, type DateOnly, type Directive, type DistrictId, type OfficerId, type OrganizationId, type Resolution, addressedOrganizations, isAddressed } from '#core/directive'
import { type JsonObject, type StoredChange, type SubjectKey, findSuperseded, subjectToKey, wholePeriod } from '#core/sync'
import type { OrganizationRecord } from '../store/records.ts'
import type { OrganizationStore, StoreAccess } from '../store/store.ts'
import { hashBody } from './chain.ts'
import { type AppendDeps, type OfficeDraft, appendOfficeChanges } from './history.ts'

/** What the office publishes: versions that already stand in the district's documents. */
export interface Publication {
  readonly districtId: DistrictId
  readonly officerId: OfficerId
  /** Today in the district's zone: organizations closed by then get nothing new. */
  readonly today: DateOnly
  readonly resolution: Resolution
  readonly directives: readonly Directive[]
  /** The control a point is published with; undefined leaves it without. */
  readonly controlOf: (directive: Directive) => ControlState | undefined
}

/** One organization with the directives it got now. */
export interface Reach {
  readonly organizationId: OrganizationId
  readonly directives: number
}

/**
 * Publishes directives to every open organization they are addressed to: the document first, then its points in their
 * order, all in the organization's one history. A version already published there is not repeated. Call inside a
 * transaction.
 */
export async function publishDirectives(access: StoreAccess, publication: Publication, deps: AppendDeps): Promise<Reach[]> {
  const reached: Reach[] = []
  // A body's hash is one for the whole district.
  const hashes = new Map<object, string>()
  for (const organization of await access.forDistrict(publication.districtId).organizations.list()) {
    const directives = directivesFor(organization, publication)
    if (directives.length === 0) continue
    const count = await publishTo(access.forOrganization(publication.districtId, organization.id), directives, { ...publication, hashes }, deps)
    if (count > 0) reached.push({ organizationId: organization.id, directives: count })
  }
  return reached
}

function directivesFor(organization: OrganizationRecord, { directives, today }: Publication): Directive[] {
  return directives.filter(({ addressee }) => isAddressed(addressee, organization) && addressedOrganizations(addressee, [organization], today).length > 0)
}

/**
 * Publishes directives to one organization, whomever they are addressed to; a version that stands there is not repeated.
 * Answers how many were new to it. Call inside a transaction.
 */
export async function publishTo(organization: OrganizationStore, directives: readonly Directive[], publication: Publication & { readonly hashes: Map<object, string> }, deps: AppendDeps): Promise<number> {
  const { resolution, officerId, controlOf, hashes } = publication
  const points = directives.map((directive) => ({ directive, subject: directiveSubject(directive) }))
  const chainKey = await organization.history.readChainKey()
  const hashOf = (body: object): string => {
    const hash = hashes.get(body) ?? hashBody(chainKey, body)
    hashes.set(body, hash)
    return hash
  }
  const document = subjectToKey({ type: 'resolution', resolutionId: resolution.id })
  const known = await organization.history.list({ topics: [document, ...points.map(({ subject }) => subject)], kinds: ['publication'] })
  const draft = (subject: SubjectKey, subjectVersion: number, value: JsonObject): OfficeDraft => ({
    authorId: officerId,
    subject,
    kind: 'publication',
    value,
    subjectVersion,
    supersedes: findSuperseded({ kind: 'publication', value }, known.filter((change) => change.subject === subject)),
  })
  const drafts = points
    .filter(({ directive, subject }) => !isPublished(known, subject, directive.version))
    .map(({ directive, subject }) => draft(subject, directive.version, { ...controlValue(controlOf(directive)), body: hashOf(directive) }))
  const documents = isPublished(known, document, resolution.version) ? [] : [draft(document, resolution.version, { body: hashOf(resolution) })]
  await appendOfficeChanges(organization, [...documents, ...drafts], deps)
  return drafts.length
}

function isPublished(known: readonly StoredChange[], subject: SubjectKey, version: number): boolean {
  return known.some((change) => change.subject === subject && change.subjectVersion >= version)
}

function directiveSubject(directive: Directive): SubjectKey {
  return subjectToKey({ type: 'directive', directiveId: directive.id, period: wholePeriod, childId: null })
}

function controlValue(control: ControlState | undefined): JsonObject {
  return control === undefined ? {} : { control }
}
