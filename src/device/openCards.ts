import type { OrganizationId } from '#core/directive'
import type { PoruchenoDatabase } from './database.ts'
import type { CardRow, SummaryRow } from './rows.ts'
import { followExchanges, listCards, listSummaries, sortCards } from './viewQueries.ts'

/*
 * What the list begins with. A school of five years holds thousands of points, nearly all of them closed: read whole,
 * they would cost every start seconds and every mark as much. So where they are many, the closed ones come after
 * (`laterCards.ts`).
 */

/** So many closed ones are read with the rest: reading them apart would save nothing. */
export const fewClosed = 200

/** The cards the list begins with, in the order of their documents, and how many come after. */
export interface FirstCards {
  readonly cards: readonly CardRow[]
  readonly laterCount: number
}

/** All cards where few are closed, else those that the office has not closed. */
export async function listFirstCards(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<FirstCards> {
  const laterCount = await countLater(db, organizationId)
  if (laterCount === 0) return { cards: await listCards(db, organizationId), laterCount }
  return { cards: sortCards(await followExchanges(db, organizationId, db.cards.where('[organizationId+closed]').equals([organizationId, 0]).toArray())), laterCount }
}

/** What is known of the cards that `listFirstCards` gives. */
export async function listFirstSummaries(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<SummaryRow[]> {
  if ((await countLater(db, organizationId)) === 0) return listSummaries(db, organizationId)
  return followExchanges(db, organizationId, db.summaries.where('[organizationId+closed]').equals([organizationId, 0]).toArray())
}

async function countLater(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<number> {
  const closed = await db.cards.where('[organizationId+closed]').equals([organizationId, 1]).count()
  return closed > fewClosed ? closed : 0
}
