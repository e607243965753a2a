import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterAll, describe, expect, it } from 'vitest'
import type { DeviceId, DistrictId, OrganizationId } from '#core/directive'
import { verifyDatabase } from '../../../sync-server/backup/verifyDatabase.ts'
import { linkChange } from '../../../sync-server/history/chain.ts'
import { migrationProvider } from '../../../sync-server/store/migrations/index.ts'
import { openSqliteFile, openSqliteStore } from '../../../sync-server/store/openSqliteStore.ts'
import { changeToRow, districtToRow, organizationToRow } from '../../../sync-server/store/rowsToRecords.ts'
import { NodeSqliteDialect } from '../../../sync-server/store/sqliteDialect.ts'
import type { Tables } from '../../../sync-server/store/tables.ts'
import { makeChange } from '../../support/changeFactory.ts'
import { makeDistrictRecord, makeOrganizationRecord } from '../../support/recordFactory.ts'

const folder = mkdtempSync(join(tmpdir(), 'chain-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

/** Changes of each organization: more than are read at once. */
const length = 1003

/** A database as the first schema made it, with two districts and unkeyed chains. */
async function writeOldDatabase(path: string): Promise<void> {
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(openSqliteFile(path)) })
  await new Migrator({ db, provider: migrationProvider }).migrateTo('0001_initial')
  for (const [index, name] of ['north', 'south'].entries()) {
    await insertOld(db, 'district', districtToRow(makeDistrictRecord(name), ''))
    const organization = organizationToRow(makeOrganizationRecord(name, 'school', String(index)), { epoch: 'epoch1', officeDeviceId: 'office1' as DeviceId })
    await insertOld(db, 'organization', { ...organization, sequence: length, chain_hash: `unkeyed${String(length)}` })
    const rows: ReturnType<typeof changeToRow>[] = []
    for (let sequence = 1; sequence <= length; sequence += 1) {
      const change = { ...makeChange({ deviceSequence: sequence }), districtId: name as DistrictId, organizationId: 'school' as OrganizationId, sequence, effectiveStampMs: sequence }
      rows.push(Object.assign(changeToRow({ change, chainHash: `unkeyed${String(sequence)}` }), { id: change.id }))
    }
    await db.insertInto('change').values(rows).execute()
  }
  await db.destroy()
}

/** Writes a row of today into a table of then: what it did not have yet is left out. */
async function insertOld<T extends 'district' | 'organization'>(db: Kysely<Tables>, table: T, row: Tables[T]): Promise<void> {
  const known = (await db.introspection.getTables()).find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? []
  const values = Object.fromEntries(Object.entries(row).filter(([column]) => known.includes(column)))
  await sql`insert into ${sql.table(table)} (${sql.join(Object.keys(values).map((column) => sql.ref(column)))}) values (${sql.join(Object.values(values))})`.execute(db)
}

describe('a database from before the chain had a key', () => {
  it('gets a key for each district and every link anew', async () => {
    const path = join(folder, 'old.db')
    await writeOldDatabase(path)
    const store = await openSqliteStore(path)
    const history = (district: string) => store.forOrganization(district as DistrictId, 'school' as OrganizationId).history
    const [north, south] = [await history('north').readChainKey(), await history('south').readChainKey()]
    expect([north.length, south.length]).toEqual([43, 43])
    expect(north).not.toBe(south)
    const [first] = await history('north').listSealed(0, 1)
    expect(first?.chainHash).toBe(first && linkChange(north, '', first.change))
    expect(await verifyDatabase(store)).toMatchObject({ ok: true, value: [{ sequence: length }, { sequence: length }] })
    await store.close()
  })
})
