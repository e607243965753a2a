import { type CompiledQuery, type Insertable, type Kysely, sql } from 'kysely'
import type { ChangeId, DeviceId } from '#core/directive'
import { changeIdOf, changeIdToPlace } from '#core/sync'
import { erasePerson } from './erasePerson.ts'
import type { OrganizationScope } from './records.ts'
import { changeToRow, rowToChange, rowToHead, subjectToTopic } from './rowsToRecords.ts'
import type { HistoryStore } from './store.ts'
import type { ChangeTable, Tables } from './tables.ts'

/** Ids of one query: a database bounds the values of one statement. */
const idsPerQuery = 5000

/** The one history of an organization. */
export function createHistoryStore(db: Kysely<Tables>, scope: OrganizationScope): HistoryStore {
  return { ...createWriting(db, scope), ...createReading(db, scope), ...createPlaces(db, scope), ...createPublications(db, scope), ...createSafety(db, scope) }
}

/** Rows of one statement. */
const rowsPerInsert = 16

/** Statements by their number of rows: building one from all its values costs more than running it. */
const insertions = new Map<number, CompiledQuery>()

async function insertRows(db: Kysely<Tables>, rows: readonly Insertable<ChangeTable>[]): Promise<void> {
  const insertion = insertions.get(rows.length) ?? db.insertInto('change').values(rows).compile()
  insertions.set(rows.length, insertion)
  await db.executeQuery({ ...insertion, parameters: rows.flatMap((row) => Object.values(row)) })
}

type Writing = Pick<HistoryStore, 'readHead' | 'takeSequences' | 'takeOfficeSequences' | 'insert' | 'setChainHash'>
type Safety = Pick<HistoryStore, 'setEpoch' | 'recordRestore' | 'listSealed' | 'erasePerson'>
type Places = Pick<HistoryStore, 'listOfDevice' | 'findStanding' | 'listPlaces' | 'lastOfDevice'>
type Publications = Pick<HistoryStore, 'findPublished' | 'countPublicationsAfter'>

const headColumns = ['epoch', 'sequence', 'chain_hash', 'office_device_id', 'office_device_sequence', 'secured_sequence'] as const

function createWriting(db: Kysely<Tables>, { districtId, organizationId }: OrganizationScope): Writing {
  const own = () => db.updateTable('organization').where('district_id', '=', districtId).where('id', '=', organizationId)
  return {
    async readHead() {
      const row = await db
        .selectFrom('organization')
        .select(headColumns)
        .where('district_id', '=', districtId)
        .where('id', '=', organizationId)
        .executeTakeFirst()
      return row === undefined ? null : rowToHead(row)
    },
    async takeSequences(count) {
      const row = await own()
        .set((expression) => ({ sequence: expression('sequence', '+', count) }))
        .returning(headColumns)
        .executeTakeFirstOrThrow()
      return rowToHead(row)
    },
    async takeOfficeSequences(count) {
      const row = await own()
        .set((expression) => ({ office_device_sequence: expression('office_device_sequence', '+', count) }))
        .returning('office_device_sequence')
        .executeTakeFirstOrThrow()
      return row.office_device_sequence
    },
    async insert(changes) {
      const rows = changes.map(changeToRow)
      const whole = rows.length - (rows.length % rowsPerInsert)
      for (let first = 0; first < whole; first += rowsPerInsert) await insertRows(db, rows.slice(first, first + rowsPerInsert))
      for (const row of rows.slice(whole)) await insertRows(db, [row])
    },
    async setChainHash(chainHash) {
      await own().set({ chain_hash: chainHash }).execute()
    },
  }
}

function createReading(db: Kysely<Tables>, { districtId, organizationId }: OrganizationScope): Omit<HistoryStore, keyof Writing | keyof Publications | keyof Safety | keyof Places> {
  const own = () => db.selectFrom('change').where('district_id', '=', districtId).where('organization_id', '=', organizationId)
  return {
    async readChainKey() {
      return (await db.selectFrom('district').select('chain_key').where('id', '=', districtId).executeTakeFirstOrThrow()).chain_key
    },
    async chainHashAt(sequence) {
      if (sequence === 0) return ''
      return (await own().select('chain_hash').where('sequence', '=', sequence).executeTakeFirst())?.chain_hash ?? null
    },
    async listAfter(sequence, exceptDeviceId, limit) {
      const rows = await own()
        .selectAll()
        .where('sequence', '>', sequence)
        .where('device_id', '!=', exceptDeviceId)
        .orderBy('sequence')
        .limit(limit)
        .execute()
      return rows.map(rowToChange)
    },
    async list({ topics, kinds }) {
      let query = own().selectAll()
      if (topics !== undefined) query = query.where('topic', 'in', topics)
      if (kinds !== undefined) query = query.where('kind', 'in', kinds)
      return (await query.orderBy('sequence').execute()).map(rowToChange)
    },
    async listOfSubject(subject) {
      const rows = await own().selectAll().where('topic', '=', subjectToTopic(subject)).where('subject', '=', subject).orderBy('sequence').execute()
      return rows.map(rowToChange)
    },
  }
}

function createPlaces(db: Kysely<Tables>, { districtId, organizationId }: OrganizationScope): Places {
  const own = () => db.selectFrom('change').where('district_id', '=', districtId).where('organization_id', '=', organizationId)
  async function lastOfDevice(deviceId: DeviceId): Promise<number> {
    const row = await own().select('device_sequence').where('device_id', '=', deviceId).orderBy('device_sequence', 'desc').limit(1).executeTakeFirst()
    return row?.device_sequence ?? 0
  }
  return {
    async listOfDevice(deviceId, deviceSequences) {
      // What a phone sends for the first time is above all it sent before.
      const last = deviceSequences.length === 0 ? 0 : await lastOfDevice(deviceId)
      const known = deviceSequences.filter((sequence) => sequence <= last)
      if (known.length === 0) return []
      const rows = await own().selectAll().where('device_id', '=', deviceId).where('device_sequence', 'in', known).execute()
      return rows.map(rowToChange)
    },
    async findStanding(ids) {
      const asked = ids.flatMap((id) => changeIdToPlace(id) ?? [])
      const standing: ChangeId[] = []
      for (const deviceId of new Set(asked.map((place) => place.deviceId))) {
        const numbers = asked.filter((place) => place.deviceId === deviceId).map(({ deviceSequence }) => deviceSequence)
        for (let first = 0; first < numbers.length; first += idsPerQuery) {
          const some = numbers.slice(first, first + idsPerQuery)
          const rows = await own().select('device_sequence').where('device_id', '=', deviceId).where('device_sequence', 'in', some).execute()
          standing.push(...rows.map((row) => changeIdOf(deviceId, row.device_sequence)))
        }
      }
      return standing
    },
    async listPlaces(upTo) {
      const rows = await own().select(['device_id', 'device_sequence', 'sequence', 'effective_stamp']).where('sequence', '<=', upTo).execute()
      return rows.map((row) => ({ id: changeIdOf(row.device_id, row.device_sequence), sequence: row.sequence, effectiveStampMs: row.effective_stamp }))
    },
    lastOfDevice,
  }
}

function createPublications(db: Kysely<Tables>, { districtId, organizationId }: OrganizationScope): Publications {
  // Written out, or the database could not tell that the index of publications answers it.
  const publication = sql.lit('publication')
  const own = () => db.selectFrom('change').where('district_id', '=', districtId).where('organization_id', '=', organizationId).where('kind', '=', publication)
  return {
    async findPublished(topics) {
      if (topics.length === 0) return []
      const rows = await own().select('topic').distinct().where('topic', 'in', topics).execute()
      return rows.map((row) => row.topic)
    },
    async countPublicationsAfter(sequence) {
      const counted = await own()
        .select((expression) => expression.fn.countAll().as('count'))
        .where('sequence', '>', sequence)
        .where('topic', 'like', 'd:%')
        .executeTakeFirstOrThrow()
      return Number(counted.count)
    },
  }
}

function createSafety(db: Kysely<Tables>, { districtId, organizationId }: OrganizationScope): Safety {
  const own = () => db.selectFrom('organization').where('district_id', '=', districtId).where('id', '=', organizationId)
  return {
    async setEpoch(epoch) {
      await db.updateTable('organization').set({ epoch }).where('district_id', '=', districtId).where('id', '=', organizationId).execute()
    },
    async recordRestore({ restoredMs, takenMs }) {
      const { sequence } = await own().select('sequence').executeTakeFirstOrThrow()
      await db
        .insertInto('restore_mark')
        .values({ district_id: districtId, organization_id: organizationId, restored_ms: restoredMs, taken_ms: takenMs, sequence })
        .execute()
    },
    erasePerson: (personId, name) => erasePerson(db, { districtId, organizationId }, personId, name),
    async listSealed(sequence, limit) {
      const rows = await db
        .selectFrom('change')
        .selectAll()
        .where('district_id', '=', districtId)
        .where('organization_id', '=', organizationId)
        .where('sequence', '>', sequence)
        .orderBy('sequence')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ change: rowToChange(row), chainHash: row.chain_hash, ...(row.erased === 1 ? { isErased: true } : {}) }))
    },
  }
}
