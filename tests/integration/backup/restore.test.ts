import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DistrictId, OfficerId } from '#core/directive'
import { lockDataFolder } from '../../../sync-server/backup/dataLock.ts'
import { restoreDatabase } from '../../../sync-server/backup/restoreDatabase.ts'
import { mintId, systemRandomBytes } from '../../../sync-server/secrets.ts'
import { openSqliteStore } from '../../../sync-server/store/openSqliteStore.ts'
import { readSqliteStore } from '../../../sync-server/store/readSqliteStore.ts'
import type { StoreAccess } from '../../../sync-server/store/store.ts'
import { backupDeps, northSchool, takeGood } from '../../support/backupFactory.ts'
import { send } from '../../support/exchangeClient.ts'
import { createTestServer, enrolTestPhone, makeSent } from '../../support/serverFactory.ts'

const nowMs = Date.UTC(2026, 11, 1, 9)
let dataDir = ''
let backup = ''
const databasePath = (): string => join(dataDir, 'porucheno.db')
const restore = (file = backup) => restoreDatabase({ dataDir, databasePath: databasePath(), file, nowMs, newId: () => mintId(systemRandomBytes) })
const textsOf = async (access: StoreAccess): Promise<unknown[]> =>
  (await northSchool(access).history.list({ kinds: ['progressNote'] })).map(({ value }) => value['text'])
const note = (sequence: number, text: string) => makeSent(sequence, { subject: 'o', kind: 'progressNote', value: { text } })

/** What stands in the living database, its log among it. */
async function living<T>(read: (access: StoreAccess) => Promise<T>): Promise<T> {
  const store = await openSqliteStore(databasePath())
  try {
    return await read(store)
  } finally {
    await store.close()
  }
}

/** A folder of data whose server has stopped: a backup with the first note, a living database with both. */
let original = ''
beforeAll(async () => {
  original = mkdtempSync(join(tmpdir(), 'restore-'))
  const server = await createTestServer()
  const phone = await enrolTestPhone(server)
  await send(server, phone, { changes: [note(1, 'до копии')] })
  const deps = backupDeps(server, join(original, 'backups'))
  await takeGood(server, deps)
  await send(server, phone, { changes: [note(2, 'после копии')] })
  const session = { hash: 'signed in', districtId: 'north' as DistrictId, officerId: 'northofficer' as OfficerId, createdMs: 1, lastUsedMs: 1 }
  await server.store.forDistrict('north' as DistrictId).officers.insertSession(session)
  await takeGood(server, deps)
  await server.store.close()
  copyFileSync(server.path, join(original, 'porucheno.db'))
  await server.close()
})
afterAll(() => { rmSync(original, { recursive: true, force: true }) })

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'restore-'))
  cpSync(original, dataDir, { recursive: true })
  const [first = ''] = readdirSync(join(dataDir, 'backups')).sort()
  backup = join(dataDir, 'backups', first)
})
afterEach(() => { rmSync(dataDir, { recursive: true, force: true }) })

describe('a restore', () => {
  it('puts the backup in place, keeps the database of before and begins a new life of every history', async () => {
    const epochs = (access: StoreAccess) => Promise.all(['north', 'south'].map(async (district) =>
      (await access.forOrganization(district as DistrictId, `${district}school` as never).history.readHead())?.epoch))
    const before = await living(epochs)
    const done = await restore()
    const kept = `${databasePath()}.before-restore-20261201T090000Z`
    expect(readdirSync(dataDir).sort()).toEqual(['backups', 'porucheno.db', 'porucheno.db.before-restore-20261201T090000Z', 'server.lock'])
    expect(done).toMatchObject({ ok: true, value: { organizations: 4, takenMs: Date.UTC(2026, 10, 22, 3), before: kept } })
    expect(await living(textsOf)).toEqual(['до копии'])
    const old = readSqliteStore(kept)
    expect(await textsOf(old)).toEqual(['до копии', 'после копии'])
    await old.close()
    const after = await living(epochs)
    expect(after.filter((epoch) => before.includes(epoch) || epoch === undefined)).toEqual([])
    expect(new Set(after).size).toBe(2)
  })

  it('notes what was restored, for the office and for the phones', async () => {
    await restore()
    const [head, restores] = await living(async (access) => [await northSchool(access).history.readHead(), await access.forDistrict('north' as DistrictId).listRestores()] as const)
    expect(restores).toHaveLength(2)
    expect(restores.find(({ organizationId }) => organizationId === 'northschool')).toEqual({
      organizationId: 'northschool', restoredMs: nowMs, takenMs: Date.UTC(2026, 10, 22, 3), sequence: head?.sequence, returned: 0,
    })
    expect(await living((access) => access.readMeta('backupTakenMs'))).toBeNull()
  })

  it('ends every sign-in of the office', async () => {
    const [, later = ''] = readdirSync(join(dataDir, 'backups')).sort()
    expect(await living((access) => access.findSession('signed in'))).not.toBeNull()
    await restore(join(dataDir, 'backups', later))
    expect(await living(textsOf)).toEqual(['до копии', 'после копии'])
    expect(await living((access) => access.findSession('signed in'))).toBeNull()
  })

  it('into a folder without a database needs nothing more', async () => {
    rmSync(databasePath())
    expect(await restore()).toMatchObject({ ok: true, value: { before: null } })
    expect(await living(textsOf)).toEqual(['до копии'])
  })

  it('lets no log of the database of before be played into the restored one', async () => {
    // As a killed process leaves it: committed changes in the log alone.
    const writer = new DatabaseSync(databasePath())
    writer.exec(`PRAGMA wal_autocheckpoint = 0; INSERT INTO meta (key, value) VALUES ('from the log', 'x')`)
    const folder = mkdtempSync(join(tmpdir(), 'killed-'))
    for (const name of ['porucheno.db', 'porucheno.db-wal']) copyFileSync(join(dataDir, name), join(folder, name))
    writer.close()
    for (const name of ['porucheno.db', 'porucheno.db-wal']) copyFileSync(join(folder, name), join(dataDir, name))
    rmSync(folder, { recursive: true })
    expect((await restore()).ok).toBe(true)
    expect(await living((access) => access.readMeta('from the log'))).toBeNull()
    const old = readSqliteStore(`${databasePath()}.before-restore-20261201T090000Z`)
    expect(await old.readMeta('from the log')).toBe('x')
    await old.close()
  })

  it('replaces a database that is broken, and keeps it with its log', async () => {
    writeFileSync(databasePath(), 'this is no database, and long enough to be looked at as one'.repeat(50))
    writeFileSync(`${databasePath()}-wal`, 'its log')
    expect((await restore()).ok).toBe(true)
    expect(await living(textsOf)).toEqual(['до копии'])
    expect(readFileSync(`${databasePath()}.before-restore-20261201T090000Z`, 'utf8')).toContain('this is no database')
    expect(readFileSync(`${databasePath()}.before-restore-20261201T090000Z-wal`, 'utf8')).toBe('its log')
  })
})

describe('a restore that may not be', () => {
  const untouched = async (): Promise<void> => {
    expect(await living(textsOf)).toEqual(['до копии', 'после копии'])
    expect(readdirSync(dataDir).filter((name) => /restor/.test(name))).toEqual([])
  }

  it('is refused while a server works on the data', async () => {
    const lock = lockDataFolder(dataDir)
    expect(lockDataFolder(dataDir)).toBeNull()
    expect(await restore()).toEqual({ ok: false, error: { type: 'DataFolderInUse', detail: dataDir } })
    lock?.release()
    await untouched()
    expect((await restore()).ok).toBe(true)
  })

  it('is refused while any other command has the database open', async () => {
    const store = await openSqliteStore(databasePath())
    expect(await restore()).toEqual({ ok: false, error: { type: 'DataFolderInUse', detail: databasePath() } })
    await store.close()
    await untouched()
  })

  it.each([
    ['that is not there', 'BackupFileMissing', (path: string) => { rmSync(path) }],
    ['cut in half', 'BackupDamaged', (path: string) => { writeFileSync(path, readFileSync(path).subarray(0, 100_000)) }],
    ['of noise', 'BackupDamaged', (path: string) => { writeFileSync(path, 'noise'.repeat(1000)) }],
    ['with a changed record', 'BackupDamaged', (path: string) => { run(path, `UPDATE change SET body = replace(body, 'до копии', 'другое')`) }],
    ['of another program', 'BackupOfAnotherProgram', (path: string) => { rmSync(path); run(path, 'CREATE TABLE t (a)') }],
    ['of a newer version', 'BackupOfAnotherProgram', (path: string) => { run(path, `INSERT INTO kysely_migration VALUES ('9999_later', '2030-01-01')`) }],
    ['that is a folder', 'BackupFileUnreadable', (path: string) => { rmSync(path); mkdirSync(path) }],
  ])('is one from a file %s: nothing is changed', async (_name, type, spoil) => {
    spoil(backup)
    const done = await restore()
    expect(done.ok ? 'restored' : done.error.type).toBe(type)
    await untouched()
    expect(existsSync(`${databasePath()}.restoring`)).toBe(false)
  })
})

function run(path: string, sql: string): void {
  const database = new DatabaseSync(path)
  database.exec(sql)
  database.close()
}
