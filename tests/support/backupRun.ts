import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ChangeId, DeviceId, DistrictId, OrganizationId } from '#core/directive'
import { changeIdOf, decodeAnswer, unpackLists } from '#core/sync'
import { restoreDatabase } from '../../sync-server/backup/restoreDatabase.ts'
import { takeBackup } from '../../sync-server/backup/takeBackup.ts'
import { verifyDatabase } from '../../sync-server/backup/verifyDatabase.ts'
import { databaseFile, systemDeps } from '../../sync-server/openServer.ts'
import { fastHash } from '../../sync-server/secrets.ts'
import { openSqliteStore } from '../../sync-server/store/openSqliteStore.ts'
import type { Store } from '../../sync-server/store/store.ts'
import { makeDeviceRecord, makeDistrictRecord, makeOrganizationRecord } from './recordFactory.ts'
import { makeRequest, makeSent, mintToken } from './serverFactory.ts'
import { type ServerProcess, startServerProcess } from './serverProcess.ts'

/** What backups under writing came to. */
export interface BackupReport {
  readonly backups: number
  /** Backups restored into a fresh folder, whole and opened by the real server. */
  readonly restored: number
  /** Changes the server answered as stored, how many of them while backups were taken, and how many a second then. */
  readonly answered: number
  readonly whileCopying: number
  readonly writesPerSecond: number
  /** Changes answered before a backup began that it does not hold. */
  readonly missing: readonly string[]
  readonly problems: readonly string[]
  readonly slowestBackupMs: number
}

export interface BackupOptions {
  readonly backups: number
  readonly writesPerSecond: number
}

/** Backups beyond those asked for, while none had writing beside it. */
const mostFurther = 20

/** Between two changes of one writer (ms): long enough for a slow answer. */
const writeEveryMs = 500

const districtId = 'north' as DistrictId
const organizations = ['school0', 'school1', 'school2'].map((id) => id as OrganizationId)

interface Writer {
  readonly deviceId: DeviceId
  readonly organizationId: OrganizationId
  readonly token: string
  readonly receiptById: Map<ChangeId, number>
  cursor: string | null
}

/** Takes backups of a real server's database while it writes, each restored into a fresh folder and opened there. */
export async function runBackups({ backups, writesPerSecond }: BackupOptions): Promise<BackupReport> {
  const folder = mkdtempSync(join(tmpdir(), 'backups-'))
  const path = join(folder, databaseFile)
  const writers = await prepare(path, (writesPerSecond * writeEveryMs) / 1000)
  const server = await startServerProcess(folder)
  const store = await openSqliteStore(path)
  const ending = new AbortController()
  const work = Promise.all(writers.map((writer) => write(writer, server, ending.signal)))
  const countAnswered = (): number => writers.reduce((sum, { receiptById }) => sum + receiptById.size, 0)
  const tally = { restored: 0, missing: [] as string[], problems: [] as string[], slowestBackupMs: 0, copyingMs: 0, whileCopying: 0 }
  let taken = 0
  try {
    const take = async (): Promise<void> => {
      while (countAnswered() < writers.length * 2) await pause(5)
      // A backup that nothing was written beside proves nothing, so there are more until one was.
      while (taken < backups || (tally.whileCopying === 0 && taken < backups + mostFurther)) {
        await backUpOnce({ store, folder, path, writers, tally, countAnswered })
        taken += 1
      }
      ending.abort()
    }
    // A writer that fails ends the run, not the process.
    await Promise.all([take(), work])
  } finally {
    ending.abort()
    await store.close()
    await server.kill()
    rmSync(folder, { recursive: true, force: true })
  }
  const { restored, missing, problems, slowestBackupMs } = tally
  return { backups: taken, restored, answered: countAnswered(), whileCopying: tally.whileCopying, writesPerSecond: Math.round((1000 * tally.whileCopying) / tally.copyingMs), missing, problems, slowestBackupMs }
}

interface Round {
  readonly store: Store
  readonly folder: string
  readonly path: string
  readonly writers: readonly Writer[]
  readonly countAnswered: () => number
  readonly tally: { restored: number; missing: string[]; problems: string[]; slowestBackupMs: number; copyingMs: number; whileCopying: number }
}

async function backUpOnce({ store, folder, path, writers, tally, countAnswered }: Round): Promise<void> {
  const before = writers.map((writer) => new Map(writer.receiptById))
  const [startedMs, answered] = [performance.now(), countAnswered()]
  const deps = { ...systemDeps, store, databasePath: path, folder: join(folder, 'backups') }
  const taken = await takeBackup(deps, new AbortController().signal)
  const tookMs = performance.now() - startedMs
  tally.slowestBackupMs = Math.max(tally.slowestBackupMs, Math.round(tookMs))
  tally.copyingMs += tookMs
  tally.whileCopying += countAnswered() - answered
  if (!taken.ok) {
    tally.problems.push(taken.error.type)
    return
  }
  const found = await restoreFresh(join(folder, 'backups', taken.value.id), writers)
  if (typeof found === 'string') tally.problems.push(found)
  else {
    tally.restored += 1
    for (const known of before) for (const [id, receipt] of known) if (found.get(id) !== receipt) tally.missing.push(id)
  }
}

/** Restores a backup into a fresh folder and opens it by the real server; gives its receipts by change, or what is wrong. */
async function restoreFresh(file: string, writers: readonly Writer[]): Promise<Map<string, number> | string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'restored-'))
  const databasePath = join(dataDir, databaseFile)
  try {
    const restored = await restoreDatabase({ dataDir, databasePath, file, nowMs: Date.now(), newId: systemDeps.newId })
    if (!restored.ok) return `${restored.error.type}: ${restored.error.detail}`
    const refusal = await openByServer(dataDir, writers)
    return refusal ?? (await readReceipts(databasePath))
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function openByServer(dataDir: string, writers: readonly Writer[]): Promise<string | null> {
  const server = await startServerProcess(dataDir)
  try {
    for (const writer of writers.slice(0, organizations.length)) {
      const answer = await exchange(writer, server.url, [])
      if (answer === null) return `no answer to ${writer.deviceId}`
      if (!answer.historyChanged) return `${writer.deviceId} was not told that the history changed`
    }
    return server.synchronous === 'full' ? null : `synchronous=${server.synchronous}`
  } finally {
    await server.kill()
  }
}

async function readReceipts(path: string): Promise<Map<string, number> | string> {
  const store = await openSqliteStore(path)
  try {
    const checked = await verifyDatabase(store)
    if (!checked.ok) return checked.error
    const histories = await Promise.all(organizations.map((id) => store.forOrganization(districtId, id).history.list({})))
    return new Map(histories.flat().map(({ id, sequence }) => [id, sequence]))
  } finally {
    await store.close()
  }
}

async function prepare(path: string, count: number): Promise<Writer[]> {
  const store = await openSqliteStore(path)
  const district = store.forDistrict(districtId)
  await district.insert(makeDistrictRecord(districtId))
  for (const [i, id] of organizations.entries()) {
    await district.organizations.insert(makeOrganizationRecord(districtId, id, String(1000 + i)), { epoch: `epoch${String(i)}`, officeDeviceId: `office${String(i)}` as DeviceId })
  }
  const writers = Array.from({ length: count }, (_, i): Writer => ({
    deviceId: `device${String(i)}` as DeviceId,
    organizationId: organizations[i % organizations.length] ?? ('none' as OrganizationId),
    token: mintToken(),
    receiptById: new Map(),
    cursor: null,
  }))
  for (const { deviceId, organizationId, token } of writers) {
    await store.forOrganization(districtId, organizationId).devices.insert(makeDeviceRecord(districtId, organizationId, deviceId, fastHash(token)))
  }
  await store.close()
  return writers
}

/** Writes changes, each in a request of its own; one late is sent at once, so that the rate is kept. */
async function write(writer: Writer, { url }: ServerProcess, signal: AbortSignal): Promise<void> {
  const startedMs = performance.now()
  for (let sequence = 1; !signal.aborted; sequence += 1) {
    await pause(Math.max(0, startedMs + sequence * writeEveryMs - performance.now()))
    const change = makeSent(sequence, { subject: 'o', kind: 'progressNote', value: { text: `запись ${String(sequence)}` } })
    while ((await exchange(writer, url, [change])) === null && !signal.aborted) await pause(5)
  }
}

/** One exchange; null when the server was busy. */
async function exchange(writer: Writer, url: string, changes: readonly ReturnType<typeof makeSent>[]) {
  const answer = await fetch(`${url}/api/exchange`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${writer.token}` },
    body: JSON.stringify(makeRequest({ cursor: writer.cursor, changes })),
  })
  const body: unknown = await answer.json()
  if (answer.status === 503) return null
  const decoded = decodeAnswer(unpackLists(body), { districtId, organizationId: writer.organizationId })
  if (!decoded.ok) throw new Error(`An answer of status ${String(answer.status)}: ${decoded.error.type}`)
  for (const [first, count, receipt] of decoded.value.receipts) {
    for (let i = 0; i < count; i += 1) writer.receiptById.set(changeIdOf(writer.deviceId, first + i), receipt + i)
  }
  if (changes.length > 0) writer.cursor = decoded.value.cursor
  return decoded.value
}
