import type { Kysely } from 'kysely'
import type { DirectiveId, DistrictId, ResolutionId } from '#core/directive'
import type { DocumentEventBody, LifeStore } from './lifeRecords.ts'
import { fromJson } from './rowsToRecords.ts'
import type { Tables } from './tables.ts'

/** What becomes of the documents of one district after they were published. */
export function createLifeStore(db: Kysely<Tables>, districtId: DistrictId): LifeStore {
  return { ...createStanding(db, districtId), ...createWithdrawals(db, districtId), ...createEvents(db, districtId) }
}

type Standing = Pick<LifeStore, 'list' | 'find' | 'setState' | 'setCurator' | 'findCorrection'>

function createStanding(db: Kysely<Tables>, districtId: DistrictId): Standing {
  const documents = () => db.selectFrom('resolution').select(['id', 'state', 'curator_id']).where('district_id', '=', districtId)
  return {
    async list() {
      return (await documents().execute()).map(({ id, state, curator_id: curatorId }) => ({ id, state, curatorId }))
    },
    async find(resolutionId) {
      const row = await documents().where('id', '=', resolutionId).executeTakeFirst()
      return row === undefined ? null : { id: row.id, state: row.state, curatorId: row.curator_id }
    },
    async setState(resolutionId, state) {
      await db.updateTable('resolution').set({ state }).where('district_id', '=', districtId).where('id', '=', resolutionId).execute()
    },
    async setCurator(resolutionId, curatorId) {
      const { numUpdatedRows } = await db.updateTable('resolution').set({ curator_id: curatorId }).where('district_id', '=', districtId).where('id', '=', resolutionId).executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async findCorrection(resolutionId) {
      const row = await db
        .selectFrom('draft')
        .select('id')
        .where('district_id', '=', districtId)
        .where('corrects_id', '=', resolutionId)
        .where('resolution_id', 'is', null)
        .orderBy('changed_ms', 'desc')
        .executeTakeFirst()
      return row?.id ?? null
    },
  }
}

function createWithdrawals(db: Kysely<Tables>, districtId: DistrictId): Pick<LifeStore, 'listWithdrawn' | 'setWithdrawn'> {
  return {
    async listWithdrawn(resolutionId) {
      let query = db.selectFrom('directive').select(['id', 'withdrawn_ms']).where('district_id', '=', districtId).where('withdrawn_ms', 'is not', null)
      if (resolutionId !== undefined) query = query.where('resolution_id', '=', resolutionId)
      return new Map((await query.execute()).map(({ id, withdrawn_ms: ms }): [DirectiveId, number] => [id, Number(ms)]))
    },
    async setWithdrawn(directiveIds, withdrawnMs) {
      for (const id of directiveIds) {
        await db.updateTable('directive').set({ withdrawn_ms: withdrawnMs }).where('district_id', '=', districtId).where('id', '=', id).execute()
      }
    },
  }
}

function createEvents(db: Kysely<Tables>, districtId: DistrictId): Pick<LifeStore, 'record' | 'listEvents'> {
  const ofDocument = (resolutionId: ResolutionId) => db.selectFrom('document_event').where('district_id', '=', districtId).where('resolution_id', '=', resolutionId)
  return {
    async record({ resolutionId, kind, atMs, officerId, version, body }) {
      const last = await ofDocument(resolutionId).select('number').orderBy('number', 'desc').executeTakeFirst()
      await db
        .insertInto('document_event')
        .values({ district_id: districtId, resolution_id: resolutionId, number: (last?.number ?? 0) + 1, kind, at_ms: atMs, officer_id: officerId, version, body: JSON.stringify(body) })
        .execute()
    },
    async listEvents(resolutionId) {
      const rows = await ofDocument(resolutionId).selectAll().orderBy('number').execute()
      return rows.map((row) => ({
        resolutionId: row.resolution_id,
        kind: row.kind,
        atMs: row.at_ms,
        officerId: row.officer_id,
        version: row.version,
        body: fromJson<DocumentEventBody>(row.body),
      }))
    },
  }
}
