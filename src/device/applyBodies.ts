import type { Directive, DirectiveId, OrganizationId, Resolution, ResolutionId } from '#core/directive'
import { type ExchangeAnswer, type SubjectKey, foldPublications, keyToSubject, subjectToKey, wholePeriod } from '#core/sync'
import { appliedChangesOf } from './changeRows.ts'
import type { PoruchenoDatabase } from './database.ts'
import { withNews } from './cardNews.ts'
import type { CardRow, ChangeRow, EnrolmentRow, ResolutionRow } from './rows.ts'

/** The applied changes of each subject that was asked for. */
type ChangesBySubject = ReadonlyMap<SubjectKey, readonly ChangeRow[]>

/**
 * Keeps the documents and directives of an answer. A directive becomes a card only with its publication and its
 * body; of several versions the greatest that the history holds stays. Returns every subject whose view may have changed by
 * it. What is read is read side by side: one after another, a first load is hundreds of turns of a slow phone's database.
 */
export async function applyBodies(
  db: PoruchenoDatabase,
  organizationId: OrganizationId,
  answer: Pick<ExchangeAnswer, 'directives' | 'resolutions'>,
  republished: readonly DirectiveId[],
): Promise<SubjectKey[]> {
  const directiveIds = [...new Set([...republished, ...answer.directives.map(({ id }) => id)])]
  const documentKeys = answer.resolutions.map(({ id }) => documentKeyOf(id))
  const directiveKeys = directiveIds.map(wholeKeyOf)
  const changes = await readChanges(db, organizationId, [...documentKeys, ...directiveKeys])
  await keepResolutions(db, organizationId, answer.resolutions, changes)
  await keepCards(db, organizationId, { directiveIds, bodies: answer.directives }, changes)
  const parts = await Promise.all(directiveKeys.map((key) => listParts(db, organizationId, key)))
  return [...documentKeys, ...directiveKeys, ...parts.flat()]
}

async function readChanges(db: PoruchenoDatabase, organizationId: OrganizationId, keys: readonly SubjectKey[]): Promise<ChangesBySubject> {
  return new Map(await Promise.all(keys.map(async (key) => [key, await appliedChangesOf(db, organizationId, key)] as const)))
}

async function keepResolutions(db: PoruchenoDatabase, organizationId: OrganizationId, bodies: readonly Resolution[], changes: ChangesBySubject): Promise<void> {
  const known = await db.resolutions.bulkGet(bodies.map(({ id }): [OrganizationId, Resolution['id']] => [organizationId, id]))
  const kept = bodies.flatMap((resolution, index): ResolutionRow[] => {
    const row = known[index]
    if (!replaces(resolution.version, row?.resolution.version, changes.get(documentKeyOf(resolution.id)))) return []
    return [{ organizationId, resolutionId: resolution.id, resolution, acknowledgements: row?.acknowledgements ?? [] }]
  })
  await db.resolutions.bulkPut(kept)
}

interface Arrived {
  /** Published by the answer, whether or not it brings them. */
  readonly directiveIds: readonly DirectiveId[]
  readonly bodies: readonly Directive[]
}

async function keepCards(db: PoruchenoDatabase, organizationId: OrganizationId, { directiveIds, bodies }: Arrived, changes: ChangesBySubject): Promise<void> {
  const bodyById = new Map(bodies.map((directive) => [directive.id, directive]))
  const known = await db.cards.bulkGet(directiveIds.map((id): [OrganizationId, DirectiveId] => [organizationId, id]))
  const kept = directiveIds.flatMap((directiveId, index): CardRow[] => {
    const own = changes.get(wholeKeyOf(directiveId)) ?? []
    const [row, body] = [known[index], bodyById.get(directiveId)]
    const directive = body !== undefined && replaces(body.version, row?.directive.version, own) ? body : row?.directive
    if (directive === undefined) return []
    return [{ organizationId, directiveId, resolutionId: directive.resolutionId, directive, closed: row?.closed ?? 0, ...standingOf(own) }]
  })
  const isFirstLoad = (await db.enrolments.get(organizationId))?.firstLoadDone !== true
  await db.cards.bulkPut(kept.map((card) => withNews(card, known.find((row) => row?.directiveId === card.directiveId), isFirstLoad)))
}

function standingOf(changes: readonly ChangeRow[]): Pick<CardRow, 'publishedControl' | 'withdrawnMs' | 'isUndone'> {
  const { publication, control, isWithdrawn, isUndone } = foldPublications(changes)
  if (publication === null || !isWithdrawn) return { publishedControl: control }
  return { publishedControl: control, withdrawnMs: publication.effectiveStampMs ?? publication.stampMs, ...(isUndone ? { isUndone } : {}) }
}

/** The periods and children of a directive, as far as anybody touched them. */
async function listParts(db: PoruchenoDatabase, organizationId: OrganizationId, key: SubjectKey): Promise<SubjectKey[]> {
  const parts = await db.changes
    .where('[organizationId+subject]')
    .between([organizationId, `${key}:`], [organizationId, `${key}:\uffff`])
    .toArray()
  return [...new Set(parts.map((change) => change.subject))]
}

/**
 * Whether a body takes the place of the version that is shown. A version whose publication only this phone holds, of a life
 * that the server lost, gives way to any that stands in the history.
 */
function replaces(version: number, shown: number | undefined, changes: readonly ChangeRow[] = []): boolean {
  const standing = standingVersions(changes)
  return standing.includes(version) && (shown === undefined || shown <= version || !standing.includes(shown))
}

/** Of these points and documents, those published here in a greater version than is shown: the server had no body then. */
export async function findBodiless(db: PoruchenoDatabase, organizationId: OrganizationId, keys: Iterable<SubjectKey>): Promise<SubjectKey[]> {
  const found: SubjectKey[] = []
  for (const key of keys) {
    const subject = keyToSubject(key)
    if (subject === null || subject.type === 'organization') continue
    const shown = subject.type === 'directive' ? (await db.cards.get([organizationId, subject.directiveId]))?.directive : (await db.resolutions.get([organizationId, subject.resolutionId]))?.resolution
    if (Math.max(...standingVersions(await appliedChangesOf(db, organizationId, key))) > (shown?.version ?? -1)) found.push(key)
  }
  return found
}

/** Points and documents whose newest body the server did not have: another phone may have given it back since. */
export function lackingNow({ bodiless = [], isReadingAnew }: EnrolmentRow): readonly (DirectiveId | ResolutionId)[] {
  if (isReadingAnew === true) return []
  return bodiless.flatMap((key) => {
    const subject = keyToSubject(key)
    return subject === null || subject.type === 'organization' ? [] : [subject.type === 'directive' ? subject.directiveId : subject.resolutionId]
  })
}

/** The versions whose publications have a place in the history. */
function standingVersions(changes: readonly ChangeRow[]): number[] {
  return changes.filter(({ kind, sequence }) => kind === 'publication' && sequence !== null).map(({ subjectVersion }) => subjectVersion)
}

function documentKeyOf(id: Resolution['id']): SubjectKey {
  return subjectToKey({ type: 'resolution', resolutionId: id })
}

function wholeKeyOf(directiveId: DirectiveId): SubjectKey {
  return subjectToKey({ type: 'directive', directiveId, period: wholePeriod, childId: null })
}
