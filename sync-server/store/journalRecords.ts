import type { Kysely, Selectable, SelectQueryBuilder } from 'kysely'
import type { DistrictId } from '#core/directive'
import type { OfficeRight } from '#core/report'
import type { JournalFilter, JournalRecord, JournalStore } from './peopleStore.ts'
import { fromJson } from './rowsToRecords.ts'
import type { JournalTable, Tables } from './tables.ts'

/** The journal of one district. */
export function createJournalStore(db: Kysely<Tables>, districtId: DistrictId): JournalStore {
  return {
    async append({ atMs, officerId, access, action, ids }) {
      const newest = await db.selectFrom('journal').select(({ fn }) => fn.max('number').as('number')).where('district_id', '=', districtId).executeTakeFirst()
      const number = Number(newest?.number ?? 0) + 1
      await db.insertInto('journal').values({ district_id: districtId, number, at_ms: atMs, officer_id: officerId, access, action, ids: JSON.stringify(ids) }).execute()
    },
    async list(filter, { before, limit }) {
      let query = narrow(db.selectFrom('journal').where('district_id', '=', districtId), filter).selectAll()
      if (before !== undefined) query = query.where('number', '<', before)
      return (await query.orderBy('number', 'desc').limit(limit).execute()).map(rowToEntry)
    },
    async count(filter) {
      const query = narrow(db.selectFrom('journal').where('district_id', '=', districtId), filter).select(({ fn }) => fn.countAll().as('count'))
      return Number((await query.executeTakeFirst())?.count ?? 0)
    },
    async lastOf(officerId) {
      const row = await db.selectFrom('journal').selectAll().where('district_id', '=', districtId).where('officer_id', '=', officerId).orderBy('number', 'desc').limit(1).executeTakeFirst()
      return row === undefined ? null : rowToEntry(row)
    },
  }
}

type Rows<T> = SelectQueryBuilder<Tables, 'journal', T>

function narrow<T>(rows: Rows<T>, { officerId, actions, fromMs, beforeMs, text }: JournalFilter): Rows<T> {
  let query = rows
  if (officerId !== undefined) query = query.where('officer_id', '=', officerId)
  if (actions !== undefined) query = query.where('action', 'in', actions)
  if (fromMs !== undefined) query = query.where('at_ms', '>=', fromMs)
  if (beforeMs !== undefined) query = query.where('at_ms', '<', beforeMs)
  if (text === undefined) return query
  const like = `%${text.replace(/[%_]/g, '')}%`
  return query.where((expression) => expression.or([expression('action', 'like', like), expression('ids', 'like', like)]))
}

function rowToEntry(row: Selectable<JournalTable>): JournalRecord {
  return { number: row.number, atMs: row.at_ms, officerId: row.officer_id, access: row.access as OfficeRight | null, action: row.action, ids: fromJson(row.ids) }
}
