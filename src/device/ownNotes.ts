import { type DirectiveId, type OrganizationId } from '#core/directive'
import { foldAssignment, valueOf } from '#core/sync'
import { isApplied } from './changeRows.ts'
import type { PoruchenoDatabase } from './database.ts'
import { changesOfSubject, listSummaries } from './viewQueries.ts'

/** The words of the notes that were not taken back, by their points; of a point nobody wrote of there is nothing. */
export async function listOwnNotes(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<ReadonlyMap<DirectiveId, string>> {
  const noted = (await listSummaries(db, organizationId)).filter(({ noteCount }) => noteCount > 0)
  const words = new Map<DirectiveId, string>()
  for (const { directiveId, subject } of noted) {
    const changes = await changesOfSubject(db, organizationId, subject)
    const notes = foldAssignment(changes.filter(isApplied)).notes.map((change) => valueOf('progressNote', change)?.text ?? '')
    words.set(directiveId, [words.get(directiveId) ?? '', ...notes].join(' ').trim())
  }
  return words
}
