import type { Insertable, Kysely, Selectable } from 'kysely'
import type { DraftBody } from '#core/draft'
import type { DistrictId } from '#core/directive'
import type { DocumentBase } from './lifeRecords.ts'
import type { DraftChange, DraftRecord } from './records.ts'
import { fromJson } from './rowsToRecords.ts'
import type { DraftStore } from './store.ts'
import type { DraftTable } from './documentTables.ts'
import type { Tables } from './tables.ts'

/** The drafts of one district. */
export function createDraftStore(db: Kysely<Tables>, districtId: DistrictId): DraftStore {
  return { ...createSaving(db, districtId), ...createLife(db, districtId), ...createReading(db, districtId) }
}

type Saving = Pick<DraftStore, 'insert' | 'change' | 'remove'>
type Life = Pick<DraftStore, 'reopen' | 'setCurator'>

function createSaving(db: Kysely<Tables>, districtId: DistrictId): Saving {
  return {
    async insert(draft) {
      await db.insertInto('draft').values(draftToRow(draft, districtId)).execute()
    },
    async change(draftId, revision, { body, changedMs, officerId, resolutionId, correctsId, base }) {
      const { numUpdatedRows } = await db
        .updateTable('draft')
        .set({ revision: revision + 1, body: JSON.stringify(body), changed_ms: changedMs, officer_id: officerId, resolution_id: resolutionId, ...correctionToRow({ correctsId, base }) })
        .where('district_id', '=', districtId)
        .where('id', '=', draftId)
        .where('revision', '=', revision)
        .where('resolution_id', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async remove(draftId, revision) {
      const { numDeletedRows } = await db
        .deleteFrom('draft')
        .where('district_id', '=', districtId)
        .where('id', '=', draftId)
        .where('revision', '=', revision)
        .where('resolution_id', 'is', null)
        .executeTakeFirst()
      return numDeletedRows === 1n
    },
  }
}

function createLife(db: Kysely<Tables>, districtId: DistrictId): Life {
  return {
    async reopen(draftId, { body, changedMs, officerId, correctsId, base }) {
      await db
        .updateTable('draft')
        .set(({ eb }) => ({ revision: eb('revision', '+', 1), body: JSON.stringify(body), changed_ms: changedMs, officer_id: officerId, resolution_id: null, ...correctionToRow({ correctsId, base }) }))
        .where('district_id', '=', districtId)
        .where('id', '=', draftId)
        .execute()
    },
    async setCurator(draftId, curatorId) {
      const { numUpdatedRows } = await db
        .updateTable('draft')
        .set({ curator_id: curatorId })
        .where('district_id', '=', districtId)
        .where('id', '=', draftId)
        .where('resolution_id', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
  }
}

function createReading(db: Kysely<Tables>, districtId: DistrictId): Omit<DraftStore, keyof Saving | keyof Life> {
  return {
    async list() {
      const rows = await db.selectFrom('draft').selectAll().where('district_id', '=', districtId).where('resolution_id', 'is', null).orderBy('changed_ms', 'desc').orderBy('id').execute()
      return rows.map(rowToDraft)
    },
    async find(draftId) {
      const row = await db.selectFrom('draft').selectAll().where('district_id', '=', districtId).where('id', '=', draftId).executeTakeFirst()
      return row === undefined ? null : rowToDraft(row)
    },
    async findSource(resolutionId) {
      const row = await db.selectFrom('draft').selectAll().where('district_id', '=', districtId).where('resolution_id', '=', resolutionId).orderBy('changed_ms', 'desc').executeTakeFirst()
      return row === undefined ? null : rowToDraft(row)
    },
    async findPublished(sourceHash) {
      const rows = await db.selectFrom('draft').select('resolution_id').where('district_id', '=', districtId).where('source_hash', '=', sourceHash).where('resolution_id', 'is not', null).execute()
      return rows.flatMap(({ resolution_id: id }) => (id === null ? [] : [id]))
    },
  }
}

function draftToRow({ id, revision, name, sourceText, sourceHash, body, createdMs, changedMs, officerId, resolutionId, curatorId, correctsId, base }: DraftRecord, districtId: DistrictId): Insertable<DraftTable> {
  return {
    district_id: districtId,
    id,
    revision,
    name,
    source_text: sourceText,
    source_hash: sourceHash,
    body: JSON.stringify(body),
    created_ms: createdMs,
    changed_ms: changedMs,
    officer_id: officerId,
    resolution_id: resolutionId,
    curator_id: curatorId,
    corrects_id: correctsId,
    base: base === null ? null : JSON.stringify(base),
  }
}

/** What is not named stays as it is. */
function correctionToRow({ correctsId, base }: { readonly [Key in 'correctsId' | 'base']: DraftChange[Key] | undefined }): Partial<Pick<Insertable<DraftTable>, 'corrects_id' | 'base'>> {
  return { ...(correctsId === undefined ? {} : { corrects_id: correctsId }), ...(base === undefined ? {} : { base: base === null ? null : JSON.stringify(base) }) }
}

function rowToDraft(row: Selectable<DraftTable>): DraftRecord {
  return {
    id: row.id,
    revision: row.revision,
    name: row.name,
    sourceText: row.source_text,
    sourceHash: row.source_hash,
    body: fromJson<DraftBody>(row.body),
    createdMs: row.created_ms,
    changedMs: row.changed_ms,
    officerId: row.officer_id,
    resolutionId: row.resolution_id,
    curatorId: row.curator_id,
    correctsId: row.corrects_id,
    base: row.base === null ? null : fromJson<DocumentBase>(row.base),
  }
}
