import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { migrationProvider } from '../../../sync-server/store/migrations/index.ts'
import { openSqliteStore } from '../../../sync-server/store/openSqliteStore.ts'
import { makeDistrictRecord } from '../../support/recordFactory.ts'
import { describeBackups } from './backupContract.ts'
import { describeStore } from './storeContract.ts'

const folder = mkdtempSync(join(tmpdir(), 'store-'))
let count = 0
const countMigrations = async (): Promise<number> => Object.keys(await migrationProvider.getMigrations()).length
const nextPath = (): string => join(folder, String((count += 1)), 'porucheno.db')

afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

describeStore('SQLite', () => openSqliteStore(nextPath()))
describeBackups('SQLite', () => openSqliteStore(nextPath()))

describe('the SQLite file', () => {
  it('runs with a log that is written through at every commit', async () => {
    const store = await openSqliteStore(nextPath())
    expect(await store.readHealth()).toEqual({ journalMode: 'wal', synchronous: 'full', migrations: await countMigrations() })
    await store.close()
  })

  it('keeps its data when opened again, and repeats no migration', async () => {
    const path = nextPath()
    const first = await openSqliteStore(path)
    const { id } = makeDistrictRecord('north')
    await first.forDistrict(id).insert(makeDistrictRecord('north'))
    await first.close()
    const second = await openSqliteStore(path)
    expect(await second.forDistrict(id).read()).toEqual(makeDistrictRecord('north'))
    expect((await second.readHealth()).migrations).toBe(await countMigrations())
    await second.close()
  })

  it('lies in a folder that only its owner reads', async () => {
    const path = nextPath()
    await (await openSqliteStore(path)).close()
    expect(existsSync(path)).toBe(true)
    expect(statSync(join(path, '..')).mode & 0o077).toBe(0)
  })
})
