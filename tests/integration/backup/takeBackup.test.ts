import { existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copyDatabase } from '../../../sync-server/backup/copyDatabase.ts'
import { createBackupSchedule, failureKey, readFailure } from '../../../sync-server/backup/backupSchedule.ts'
import { takeBackup, tidyBackups } from '../../../sync-server/backup/takeBackup.ts'
import { verifyDatabase } from '../../../sync-server/backup/verifyDatabase.ts'
import { readSqliteStore } from '../../../sync-server/store/readSqliteStore.ts'
import { backupDeps, northSchool, takeGood } from '../../support/backupFactory.ts'
import { send } from '../../support/exchangeClient.ts'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone, makeSent } from '../../support/serverFactory.ts'

let server: TestServer
let phone: TestPhone
const signal = new AbortController().signal
const headOf = async (): Promise<number> => (await northSchool(server.store).history.readHead())?.sequence ?? 0
const horizon = async (): Promise<number | undefined> => (await northSchool(server.store).history.readHead())?.securedSequence
const folder = (): string => join(dirname(server.path), 'backups')

beforeEach(async () => {
  server = await createTestServer()
  phone = await enrolTestPhone(server)
})
afterEach(async () => { await server.close() })

/** Spoils the living database past the program. */
function spoil(sql: string): void {
  const database = new DatabaseSync(server.path)
  database.exec(sql)
  database.close()
}

describe('a backup', () => {
  it('is the whole database of one instant, readable by its owner alone', async () => {
    await send(server, phone, { changes: [makeSent(1), makeSent(2)] })
    const { id, sizeBytes } = await takeGood(server)
    expect(readdirSync(folder())).toEqual([id])
    expect(statSync(join(folder(), id)).size).toBe(sizeBytes)
    expect(statSync(folder()).mode & 0o077).toBe(0)
    const copy = readSqliteStore(join(folder(), id))
    expect(await northSchool(copy).history.list({})).toEqual(await northSchool(server.store).history.list({}))
    const checked = await verifyDatabase(copy)
    expect(checked.ok && checked.value.map(({ organizationId, sequence }) => [organizationId, sequence > 0])).toEqual([
      ['northschool', true], ['northnursery', true], ['southschool', true], ['southnursery', true],
    ])
    expect(await copy.readMeta('backupTakenMs')).toBe(String(Date.UTC(2026, 10, 22, 3)))
    await copy.close()
    expect(await server.store.readMeta('backupTakenMs')).toBeNull()
  })

  it('makes safe what the last two hold, and takes that back when a file is gone', async () => {
    const first = await headOf()
    const one = await takeGood(server)
    expect(await horizon()).toBe(0)
    await send(server, phone, { changes: [makeSent(1)] })
    const two = await takeGood(server)
    expect(await horizon()).toBe(first)
    await send(server, phone, { changes: [makeSent(2)] })
    await takeGood(server)
    expect(await horizon()).toBe(first + 1)
    rmSync(join(folder(), two.id))
    await tidyBackups(backupDeps(server))
    expect(await horizon()).toBe(first)
    writeFileSync(join(folder(), one.id), 'cut')
    await tidyBackups(backupDeps(server))
    expect([await horizon(), (await server.store.backups.list()).length]).toEqual([0, 1])
    rmSync(folder(), { recursive: true })
    await tidyBackups(backupDeps(server))
    expect(await server.store.backups.list()).toEqual([])
  })

  it('removes what the keep rule lets go, and files of nobody else', async () => {
    mkdirSync(folder(), { mode: 0o700 })
    writeFileSync(join(folder(), 'notes.txt'), 'mine')
    const abandoned = join(folder(), 'porucheno-20261101T030000Z-k3v9q0x2mz.db.part')
    writeFileSync(abandoned, 'half')
    utimesSync(abandoned, 1, 1)
    // Of another life of the database: it does not know them, and they age all the same.
    for (let day = 12; day < 22; day += 1) writeFileSync(join(folder(), `porucheno-202611${String(day)}T030000Z-k3v9q0x2mz.db`), 'old')
    const { id } = await takeGood(server)
    // Seven days, and the last day of the week before them: a Sunday.
    const days = ['15', '16', '17', '18', '19', '20', '21', '22']
    expect(readdirSync(folder()).map((name) => name.slice(0, 18))).toEqual(['notes.txt', ...days.map((day) => `porucheno-202611${day}`)])
    expect((await server.store.backups.list()).map((one) => one.id)).toEqual([id])
  })

  it('that the keep rule lets go counts no more', async () => {
    const { id } = await takeGood(server)
    for (let i = 0; i < 2; i += 1) {
      server.clock.nowMs = Date.UTC(2026, 10, 22, 20 + i)
      await takeGood(server)
    }
    expect((await server.store.backups.list()).map((one) => one.id)).not.toContain(id)
    expect(existsSync(join(folder(), id))).toBe(false)
  })

  it('with a broken chain is no backup: nothing is recorded, nothing stays', async () => {
    await send(server, phone, { changes: [makeSent(1), makeSent(2)] })
    spoil(`UPDATE change SET body = replace(body, 'inProgress', 'reported') WHERE device_sequence = 1 AND kind = 'execution'`)
    const taken = await takeBackup(backupDeps(server), signal)
    expect(taken.ok ? null : taken.error).toEqual({ type: 'BackupDamaged', detail: `the history of organization northschool breaks at receipt ${String((await headOf()) - 1)}` })
    expect([readdirSync(folder()), await server.store.backups.list()]).toEqual([[], []])
  })

  it.each([
    ['a receipt taken out', `DELETE FROM change WHERE organization_id = 'northschool' AND sequence = 2`],
    ['the end cut off', `DELETE FROM change WHERE organization_id = 'northschool' AND sequence = (SELECT max(sequence) FROM change WHERE organization_id = 'northschool')`],
    ['the head moved', `UPDATE organization SET sequence = sequence + 1 WHERE id = 'northschool'`],
    ['another author', `UPDATE change SET author_id = 'somebody' WHERE organization_id = 'northschool' AND sequence = 1`],
    ['another stamp', `UPDATE change SET effective_stamp = effective_stamp - 1 WHERE organization_id = 'northschool' AND sequence = 1`],
  ])('with %s is no backup', async (_name, sql) => {
    spoil(sql)
    const taken = await takeBackup(backupDeps(server), signal)
    expect(taken.ok ? 'taken' : taken.error.type).toBe('BackupDamaged')
  })

  it('on a full disk is a clear error, and the next one succeeds', async () => {
    mkdirSync(folder(), { mode: 0o700 })
    const target = join(folder(), 'full.part')
    symlinkSync('/dev/full', target)
    expect(await copyDatabase({ source: server.path, target, takenMs: 1 })).toEqual({ ok: false, error: { type: 'BackupDiskFull', detail: target } })
    expect(existsSync(target)).toBe(false)
    await takeGood(server)
  })

  it('into what is no folder is a clear error', async () => {
    const file = join(dirname(server.path), 'file')
    writeFileSync(file, '')
    for (const place of [file, join(file, 'below')]) {
      expect(await takeBackup(backupDeps(server, place), signal)).toEqual({ ok: false, error: { type: 'BackupFolderUnusable', detail: place } })
    }
  })
})

describe('the server’s own backups', () => {
  const times = { everyMs: 86_400_000, firstAfterMs: 0, retryAfterMs: 0, lookEveryMs: 5 }
  const log = { info: () => undefined, error: () => undefined }
  const until = async (isDone: () => Promise<boolean>): Promise<void> => {
    while (!(await isDone())) await new Promise((wake) => { setTimeout(wake, 5) })
  }
  const count = async (): Promise<number> => (await server.store.backups.list()).length

  it('are taken when due, and once', async () => {
    const schedule = createBackupSchedule(backupDeps(server), times, log)
    await schedule.start()
    expect(await count()).toBe(1)
    server.clock.nowMs += 86_400_000
    await until(async () => (await count()) === 2)
    await schedule.stop()
    expect(readdirSync(folder())).toHaveLength(2)
  })

  it('keep for the office why there is none, until there is one', async () => {
    writeFileSync(folder(), 'in the way')
    const schedule = createBackupSchedule(backupDeps(server), times, log)
    await schedule.start()
    expect(readFailure(await server.store.readMeta(failureKey))).toEqual({ atMs: server.clock.nowMs, type: 'BackupFolderUnusable' })
    rmSync(folder())
    await until(async () => (await count()) === 1)
    await until(async () => (await server.store.readMeta(failureKey)) === null)
    await schedule.stop()
  })

  it('know before the first phone calls what lies on the disk no more', async () => {
    await takeGood(server)
    await takeGood(server)
    expect(await horizon()).toBe(await headOf())
    rmSync(folder(), { recursive: true })
    const schedule = createBackupSchedule(backupDeps(server), { ...times, firstAfterMs: 1 }, log)
    await schedule.start()
    expect([await horizon(), await count()]).toEqual([0, 0])
    await schedule.stop()
  })

  it('end with the server, and leave nothing unfinished', async () => {
    const schedule = createBackupSchedule(backupDeps(server), times, log)
    const started = schedule.start()
    await schedule.stop()
    await started
    expect(existsSync(folder()) ? readdirSync(folder()).filter((name) => name.endsWith('.part')) : []).toEqual([])
    expect(await server.store.readMeta(failureKey)).toBeNull()
  })
})
