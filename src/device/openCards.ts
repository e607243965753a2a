import type { DirectiveId, OrganizationId } from '#core/directive'
import { type SubjectKey, keyToSubject } from '#core/sync'
import type { PoruchenoDatabase } from './database.ts'
import type { CardRow, SummaryRow } from './rows.ts'
import { followExchanges, listCards, listSummaries, sortCards } from './viewQueries.ts'

/*
 * What the list begins with. A school of five years holds thousands of points, nearly all of them closed: read whole,
 * they would cost every start a second and every mark as much. So where they are many, the closed ones come after
 * (`laterCards.ts`).
 */

/** So many are read at once: reading them apart would save nothing. */
export const fewCards = 300

/** The cards the list begins with, in the order of their documents, and the points that come after. */
export interface FirstCards {
  readonly cards: readonly CardRow[]
  readonly later: readonly DirectiveId[]
}

/** All cards where they are few, else those that the office has not closed. */
export async function listFirstCards(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<FirstCards> {
  await followExchanges(db, organizationId)
  const keys = await db.cards.where('organizationId').equals(organizationId).primaryKeys()
  const closed = keys.length > fewCards ? await closedWholes(db, organizationId) : new Map<DirectiveId, SubjectKey>()
  if (closed.size === 0) return { cards: await listCards(db, organizationId), later: [] }
  const cards = await db.cards.bulkGet(keys.filter(([, id]) => !closed.has(id)))
  return { cards: sortCards(cards.filter((card) => card !== undefined)), later: keys.flatMap(([, id]) => (closed.has(id) ? id : [])) }
}

/** What is known of the cards that `listFirstCards` gives. */
export async function listFirstSummaries(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<SummaryRow[]> {
  await followExchanges(db, organizationId)
  const keys = await db.summaries.where('organizationId').equals(organizationId).primaryKeys()
  if (keys.length <= fewCards) return listSummaries(db, organizationId)
  const closed = new Set((await closedWholes(db, organizationId)).values())
  const rows = await db.summaries.bulkGet(keys.filter(([, subject]) => !closed.has(subject)))
  return rows.filter((row) => row !== undefined)
}

/** The points that were closed whole, each with the subject that says so: a closed period or part still shows on its open card. */
export async function closedWholes(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<ReadonlyMap<DirectiveId, SubjectKey>> {
  await followExchanges(db, organizationId)
  const keys = await db.summaries.where('[organizationId+control]').anyOf([[organizationId, 'released'], [organizationId, 'cancelled']]).primaryKeys()
  return new Map(keys.flatMap(([, key]): [DirectiveId, SubjectKey][] => {
    const subject = keyToSubject(key)
    return subject?.type === 'directive' && key === `d:${subject.directiveId}` ? [[subject.directiveId, key]] : []
  }))
}
