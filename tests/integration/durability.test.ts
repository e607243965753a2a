import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { configVariables } from '../../sync-server/config.ts'
import { backupDeps, takeGood } from '../support/backupFactory.ts'
import { openSqliteStore } from '../../sync-server/store/openSqliteStore.ts'
import { readTree } from '../architecture/sourceTree.ts'
import { createTestServer } from '../support/serverFactory.ts'
import { startServerProcess } from '../support/serverProcess.ts'

const durable = { journalMode: 'wal', synchronous: 'full' }
let folder = ''

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'durability-')) })
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })

/** Starts the real server with an environment and asks what its writing connection runs with. */
async function healthWith(environment: Readonly<Record<string, string>>): Promise<unknown> {
  const server = await startServerProcess(join(folder, 'data'), environment)
  await server.kill()
  const { journalMode, synchronous } = server
  return { journalMode, synchronous }
}

/** Every variable of the configuration at its ends, several at once where they do not meet; `PORT` is every case's own. */
const settings: readonly Readonly<Record<string, string>>[] = [
  { HOST: '127.0.0.1', BACKUP_EVERY_HOURS: '1', TRUST_PROXY: 'true', PUBLIC_URL: 'https://porucheno.example' },
  { HOST: '0.0.0.0', BACKUP_EVERY_HOURS: '24', TRUST_PROXY: 'false', PUBLIC_URL: 'http://localhost', BACKUP_DIR: 'missing/backups' },
  { TRUST_PROXY: '99', DATA_DIR: 'elsewhere', BACKUP_DIR: 'elsewhere' },
]

describe('no setting weakens durability', () => {
  it('and every variable of the configuration is tried', () => {
    expect([...new Set(['PORT', ...settings.flatMap((one) => Object.keys(one))])].sort()).toEqual([...configVariables].sort())
  })

  it.each(settings)('of the configuration: %o', async (setting) => {
    const own = Object.fromEntries(Object.entries(setting).map(([name, value]) => [name, name.endsWith('_DIR') ? join(folder, value) : value]))
    expect(await healthWith(own)).toMatchObject(durable)
  })

  it('nor a variable that looks as if it could', async () => {
    const wished = { SYNCHRONOUS: 'OFF', SQLITE_SYNCHRONOUS: '0', JOURNAL_MODE: 'MEMORY', DURABILITY: 'off', FSYNC: '0', NODE_ENV: 'test', FAST: '1' }
    expect(await healthWith(wished)).toMatchObject(durable)
  })

  it('nor a backup that was taken beside', async () => {
    const server = await createTestServer()
    await takeGood(server, backupDeps(server, join(folder, 'backups')))
    expect(await server.store.readHealth()).toMatchObject(durable)
    await server.close()
  })

  it('nor what an earlier program left in the file', async () => {
    const path = join(folder, 'porucheno.db')
    const before = new DatabaseSync(path)
    before.exec('PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = OFF; CREATE TABLE t (a)')
    before.close()
    const store = await openSqliteStore(path)
    expect(await store.readHealth()).toMatchObject(durable)
    await store.close()
  })

  it('and a database that cannot be durable is not opened', async () => {
    await expect(openSqliteStore(':memory:')).rejects.toThrow('journal_mode=memory')
  })

  it('because the program sets it in one place, to a constant', () => {
    const pragmas = readTree(['sync-server'], /\.ts$/).flatMap(({ path, source }) =>
      [...source.matchAll(/PRAGMA (journal_mode|synchronous) *= *(\w+|\$\{)/g)].map(([, name, value]) => `${path}: ${String(name)} = ${String(value)}`))
    expect(pragmas.sort()).toEqual([
      'sync-server/backup/copyDatabase.ts: synchronous = FULL',
      'sync-server/store/openSqliteStore.ts: journal_mode = WAL',
      'sync-server/store/openSqliteStore.ts: synchronous = FULL',
    ])
    expect(readFileSync(fileURLToPath(new URL('../../sync-server/store/openSqliteStore.ts', import.meta.url)), 'utf8')).not.toContain('process.env')
  })
})
