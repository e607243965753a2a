import { isClosed } from '#core/directive'
import type { PoruchenoDatabase } from './database.ts'

/**
 * Rows of before version 6, and those a tab with an older program writes after it, do not say whether their point is
 * closed: at the next start they are told. Until then the list of a phone with none that do is read whole.
 */
export async function placeRows(db: PoruchenoDatabase): Promise<void> {
  await db.transaction('rw', db.cards, db.summaries, async () => {
    const tables = [db.cards, db.summaries]
    const [all, placed] = [await countAll(tables), await countAll(tables.map((table) => table.orderBy('[organizationId+closed]')))]
    if (all === placed) return
    const closed = new Set<string>()
    await db.summaries.each(({ organizationId, directiveId, subject, control }) => {
      if (subject === `d:${directiveId}` && isClosed(control)) closed.add(`${organizationId} ${directiveId}`)
    })
    const place = (row: { readonly organizationId: string; readonly directiveId: string }): void => {
      Object.assign(row, { closed: closed.has(`${row.organizationId} ${row.directiveId}`) ? 1 : 0 })
    }
    await db.cards.toCollection().modify(place)
    await db.summaries.toCollection().modify(place)
  })
}

async function countAll(queries: readonly { count(): PromiseLike<number> }[]): Promise<number> {
  return (await Promise.all(queries.map((query) => query.count()))).reduce((sum, count) => sum + count, 0)
}
