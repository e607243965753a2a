import Dexie from 'dexie'
import type { OrganizationId } from '#core/directive'
import type { PoruchenoDatabase } from './database.ts'
import type { CardRow, SummaryRow } from './rows.ts'
import { type Card, joinSummaries, sortCards } from './viewQueries.ts'

/** So many rows are read at once, and then so long (ms) nothing: the phone answers a thumb meanwhile. */
const pageSize = 200
const pauseMs = 30

/** The closed points that `listFirstCards` left for later, in the order of their documents. */
export async function listLaterCards(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<readonly Card[]> {
  // For a live query: whatever is written of a closed point, or closes or opens one, is seen by these two.
  for (const table of [db.cards, db.summaries]) await table.where('[organizationId+closed]').equals([organizationId, 1]).count()
  // The reading itself goes past its eyes: to note the key of every row costs more than to read them all.
  return new Promise((done, failed) => {
    setTimeout(() => void readLater(db, organizationId).then(done, failed))
  })
}

async function readLater(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<readonly Card[]> {
  const cards = await readPages<CardRow>(
    (after) => db.cards.where('[organizationId+closed+directiveId]').between([organizationId, 1, after], [organizationId, 1, Dexie.maxKey], after === Dexie.minKey, true).limit(pageSize).toArray(),
    ({ directiveId }) => directiveId,
  )
  const summaries = await readPages<SummaryRow>(
    (after) => db.summaries.where('[organizationId+closed+subject]').between([organizationId, 1, after], [organizationId, 1, Dexie.maxKey], after === Dexie.minKey, true).limit(pageSize).toArray(),
    ({ subject }) => subject,
  )
  return joinSummaries(sortCards(cards), summaries)
}

async function readPages<Row>(read: (after: unknown) => Promise<Row[]>, keyOf: (row: Row) => string): Promise<Row[]> {
  const found: Row[] = []
  for (let after: unknown = Dexie.minKey; ; ) {
    const page = await read(after)
    found.push(...page)
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return found
    after = keyOf(last)
    await new Promise((done) => { setTimeout(done, pauseMs) })
  }
}
