import type { Directive, DirectiveId, OrganizationId, Resolution } from '#core/directive'
import { type ExchangeAnswer, type SubjectKey, keyToSubject, subjectToKey, wholePeriod } from '#core/sync'
import { appliedChangesOf } from './changeRows.ts'
import type { PoruchenoDatabase } from './database.ts'
import { publishedControlOf } from './foldViews.ts'

/**
 * Keeps the documents and directives of an answer. A directive becomes a card only with its publication and its
 * body; of several versions the greatest that the history holds stays. Returns every subject whose view may have changed by it.
 */
export async function applyBodies(
  db: PoruchenoDatabase,
  organizationId: OrganizationId,
  answer: Pick<ExchangeAnswer, 'directives' | 'resolutions'>,
  republished: readonly DirectiveId[],
): Promise<SubjectKey[]> {
  for (const resolution of answer.resolutions) await keepResolution(db, organizationId, resolution)
  for (const directive of answer.directives) await keepDirective(db, organizationId, directive)
  const directiveIds = [...new Set([...republished, ...answer.directives.map(({ id }) => id)])]
  const keys = answer.resolutions.map(({ id }) => subjectToKey({ type: 'resolution', resolutionId: id }))
  for (const id of directiveIds) {
    await keepPublishedControl(db, organizationId, id)
    keys.push(...(await subjectsOfDirective(db, organizationId, id)))
  }
  return keys
}

async function keepResolution(db: PoruchenoDatabase, organizationId: OrganizationId, resolution: Resolution): Promise<void> {
  const known = await db.resolutions.get([organizationId, resolution.id])
  if (!(await replaces(db, organizationId, subjectToKey({ type: 'resolution', resolutionId: resolution.id }), [resolution.version, known?.resolution.version]))) return
  await db.resolutions.put({ organizationId, resolutionId: resolution.id, resolution, acknowledgements: known?.acknowledgements ?? [] })
}

async function keepDirective(db: PoruchenoDatabase, organizationId: OrganizationId, directive: Directive): Promise<void> {
  const known = await db.cards.get([organizationId, directive.id])
  if (!(await replaces(db, organizationId, wholeKeyOf(directive.id), [directive.version, known?.directive.version]))) return
  await db.cards.put({
    organizationId,
    directiveId: directive.id,
    resolutionId: directive.resolutionId,
    directive,
    publishedControl: known?.publishedControl ?? 'noControl',
  })
}

async function keepPublishedControl(db: PoruchenoDatabase, organizationId: OrganizationId, directiveId: DirectiveId): Promise<void> {
  const changes = await appliedChangesOf(db, organizationId, wholeKeyOf(directiveId))
  await db.cards.update([organizationId, directiveId], { publishedControl: publishedControlOf(changes) })
}

/** The directive itself, its periods and children, as far as anybody touched them. */
async function subjectsOfDirective(db: PoruchenoDatabase, organizationId: OrganizationId, directiveId: DirectiveId): Promise<SubjectKey[]> {
  const key = wholeKeyOf(directiveId)
  const parts = await db.changes
    .where('[organizationId+subject]')
    .between([organizationId, `${key}:`], [organizationId, `${key}:\uffff`])
    .toArray()
  return [key, ...new Set(parts.map((change) => change.subject))]
}

/**
 * Whether a body takes the place of the version that is shown. A version whose publication only this phone holds, of a life
 * that the server lost, gives way to any that stands in the history.
 */
async function replaces(db: PoruchenoDatabase, organizationId: OrganizationId, key: SubjectKey, [version, shown]: readonly [number, number | undefined]): Promise<boolean> {
  const standing = await standingVersions(db, organizationId, key)
  return standing.includes(version) && (shown === undefined || shown <= version || !standing.includes(shown))
}

/** Of these points and documents, those published here in a greater version than is shown: the server had no body then. */
export async function findBodiless(db: PoruchenoDatabase, organizationId: OrganizationId, keys: Iterable<SubjectKey>): Promise<SubjectKey[]> {
  const found: SubjectKey[] = []
  for (const key of keys) {
    const subject = keyToSubject(key)
    if (subject === null || subject.type === 'organization') continue
    const shown = subject.type === 'directive' ? (await db.cards.get([organizationId, subject.directiveId]))?.directive : (await db.resolutions.get([organizationId, subject.resolutionId]))?.resolution
    if (Math.max(...(await standingVersions(db, organizationId, key))) > (shown?.version ?? -1)) found.push(key)
  }
  return found
}

async function standingVersions(db: PoruchenoDatabase, organizationId: OrganizationId, key: SubjectKey): Promise<number[]> {
  const changes = await appliedChangesOf(db, organizationId, key)
  return changes.filter(({ kind, sequence }) => kind === 'publication' && sequence !== null).map(({ subjectVersion }) => subjectVersion)
}

function wholeKeyOf(directiveId: DirectiveId): SubjectKey {
  return subjectToKey({ type: 'directive', directiveId, period: wholePeriod, childId: null })
}
