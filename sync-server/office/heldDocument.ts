import { type DraftBody, type HeldDocument, type PublishedDocument, draftFromDocument } from '#core/draft'
import type { Directive, DirectiveId, OrganizationId, Resolution, ResolutionId } from '#core/directive'
import { type StoredChange, foldPublications, subjectToKey, valueOf, wholePeriod } from '#core/sync'
import type { DocumentBase } from '../store/lifeRecords.ts'
import type { DistrictStore } from '../store/store.ts'

/** A document as it stands now, with who holds its points by their histories; null where the district has none such. */
export async function readHeld(own: DistrictStore, resolutionId: ResolutionId): Promise<HeldDocument | null> {
  const resolution = await own.documents.findResolution(resolutionId)
  if (resolution === null) return null
  const [directives, withdrawn] = [await own.documents.listDirectives(resolutionId), await own.lives.listWithdrawn(resolutionId)]
  const publications = await listPublications(own, directives)
  const holders = new Map<DirectiveId, Set<OrganizationId>>(directives.map(({ id }) => [id, holdersIn(publications.get(id) ?? [])]))
  return {
    resolution,
    points: directives.map((directive) => ({
      directive,
      isWithdrawn: withdrawn.has(directive.id),
      isOnControl: wasOnControl(directive, resolution, publications.get(directive.id) ?? []),
    })),
    holdersOf: (id) => holders.get(id) ?? new Set(),
  }
}

/** The versions a document stands in now. */
export function baseOf({ resolution, points }: PublishedDocument): DocumentBase {
  return {
    version: resolution.version,
    points: points.map(({ directive, isWithdrawn, isOnControl }) => ({ id: directive.id, version: directive.version, isWithdrawn, isOnControl })),
  }
}

/** Whether nothing was published, withdrawn or addressed since. */
export function isSameBase(a: DocumentBase, b: DocumentBase): boolean {
  const tell = ({ version, points }: DocumentBase): string => JSON.stringify([version, points.map((point) => [point.id, point.version, point.isWithdrawn]).sort()])
  return tell(a) === tell(b)
}

/** The draft of a document in the versions it once stood in. */
export async function draftOfBase(own: DistrictStore, id: ResolutionId, base: DocumentBase): Promise<DraftBody> {
  const [resolution] = await own.documents.loadResolutions([{ id, version: base.version }])
  const directives = new Map((await own.documents.loadDirectives(base.points)).map((directive) => [directive.id, directive]))
  if (resolution === undefined) throw new Error('A document was published in a version that does not stand.')
  const points = base.points.flatMap(({ id: directiveId, isWithdrawn, isOnControl }) => {
    const directive = directives.get(directiveId)
    return directive === undefined ? [] : [{ directive, isWithdrawn, isOnControl }]
  })
  return draftFromDocument({ resolution, points })
}

async function listPublications(own: DistrictStore, directives: readonly Directive[]): Promise<Map<DirectiveId, StoredChange[]>> {
  const idBySubject = new Map(directives.map(({ id }) => [subjectToKey({ type: 'directive', directiveId: id, period: wholePeriod, childId: null }), id]))
  const found = new Map<DirectiveId, StoredChange[]>()
  if (idBySubject.size === 0) return found
  for (const change of await own.listChanges({ topics: [...idBySubject.keys()], kinds: ['publication'] })) {
    const id = idBySubject.get(change.subject)
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), change])
  }
  return found
}

function byOrganization(publications: readonly StoredChange[]): Map<OrganizationId, StoredChange[]> {
  const groups = new Map<OrganizationId, StoredChange[]>()
  for (const change of publications) groups.set(change.organizationId, [...(groups.get(change.organizationId) ?? []), change])
  return groups
}

function holdersIn(publications: readonly StoredChange[]): Set<OrganizationId> {
  const groups = [...byOrganization(publications)]
  return new Set(groups.flatMap(([id, changes]) => (foldPublications(changes).isWithdrawn ? [] : [id])))
}

/** As it was published last; a point nobody ever had follows the document's force, as a new draft does. */
function wasOnControl({ deadline }: Directive, { force }: Resolution, publications: readonly StoredChange[]): boolean {
  const last = publications.filter((change) => valueOf('publication', change)?.withdrawn !== true).toSorted((a, b) => a.effectiveStampMs - b.effectiveStampMs || a.sequence - b.sequence).at(-1)
  return last === undefined ? force === 'order' || deadline.kind !== 'none' : valueOf('publication', last)?.control === 'onControl'
}
