import Dexie from 'dexie'
import type { DirectiveId, OrganizationId } from '#core/directive'
import type { PoruchenoDatabase } from './database.ts'
import type { CardRow } from './rows.ts'
import { closedWholes } from './openCards.ts'
import { type Card, followExchanges, joinSummaries, sortCards } from './viewQueries.ts'

/** So many cards are read at once: between two reads the phone answers a thumb. */
const pageSize = 200

/** The closed points that `listFirstCards` left for later, in the order of their documents. */
export async function listLaterCards(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<readonly Card[]> {
  await followExchanges(db, organizationId)
  const closed = await closedWholes(db, organizationId)
  const cards = sortCards(await readCards(db, organizationId, closed))
  const wholes = await db.summaries.bulkGet([...closed.values()].map((key): [OrganizationId, typeof key] => [organizationId, key]))
  const parted = cards.filter(({ directive }) => directive.periodUnit !== null || directive.children.length > 0)
  const parts = await db.summaries.where('[organizationId+directiveId]').anyOf(parted.map(({ directiveId }) => [organizationId, directiveId])).toArray()
  return joinSummaries(cards, [...wholes.filter((row) => row !== undefined), ...parts])
}

async function readCards(db: PoruchenoDatabase, organizationId: OrganizationId, closed: ReadonlyMap<DirectiveId, unknown>): Promise<CardRow[]> {
  const found: CardRow[] = []
  for (let after: unknown = Dexie.minKey, page: CardRow[]; ; after = page.at(-1)?.directiveId) {
    page = await db.cards.where('[organizationId+directiveId]').between([organizationId, after], [organizationId, Dexie.maxKey], after === Dexie.minKey, true).limit(pageSize).toArray()
    found.push(...page.filter(({ directiveId }) => closed.has(directiveId)))
    if (page.length < pageSize) return found
  }
}
