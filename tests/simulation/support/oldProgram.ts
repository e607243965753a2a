import Dexie from 'dexie'
import { type PoruchenoDatabase, databaseSchemas } from '../../../src/device/database.ts'
import type { CardRow, SummaryRow } from '../../../src/device/rows.ts'

const oldVersion = 1

/**
 * Makes a phone's database what the first version of the program would have kept of the same work: its stores, and
 * every summary inside its card. The next opening upgrades it.
 */
export async function turnBackDatabase(db: PoruchenoDatabase): Promise<void> {
  const schema = databaseSchemas[oldVersion]
  if (schema === undefined) throw new Error('no first version')
  const names = Object.keys(schema)
  const stores = new Map<string, readonly unknown[]>()
  for (const name of names) stores.set(name, await db.table(name).toArray())
  const summaries = await db.summaries.toArray()
  const cards = (stores.get('cards') ?? []) as CardRow[]
  stores.set('cards', cards.map((card) => ({ ...card, summaries: summariesOf(card, summaries) })))
  await db.delete()
  const old = new Dexie(db.name)
  old.version(oldVersion).stores({ ...schema })
  await old.transaction('rw', names, async () => {
    for (const [name, rows] of stores) await old.table(name).bulkPut(rows)
  })
  old.close()
}

function summariesOf(card: CardRow, summaries: readonly SummaryRow[]): Record<string, unknown> {
  const own = summaries.filter((row) => row.organizationId === card.organizationId && row.directiveId === card.directiveId)
  return Object.fromEntries(own.map(({ organizationId: _organization, directiveId: _directive, subject, ...summary }) => [subject, summary]))
}
