import { constants, copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Result, err, ok } from '#core/result'
import { openSqliteStore } from '../store/openSqliteStore.ts'
import type { BackupMark } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import { readBackupName, sizeOf, syncToDisk, timeText } from './backupFiles.ts'
import { type BackupProblem, problemOf } from './backupProblem.ts'
import { failureKey } from './backupSchedule.ts'
import { takenMsKey } from './copyDatabase.ts'
import { lockDataFolder } from './dataLock.ts'
import { verifyDatabase } from './verifyDatabase.ts'

export interface RestoreOptions {
  readonly dataDir: string
  readonly databasePath: string
  /** The backup. */
  readonly file: string
  readonly nowMs: number
  readonly newId: () => string
}

/** What was restored. */
export interface Restored {
  readonly organizations: number
  /** Changes of all histories. */
  readonly changes: number
  /** When the backup was taken (ms); null when its file does not say. */
  readonly takenMs: number | null
  /** Where the database of before lies; null when there was none. */
  readonly before: string | null
}

type Outcome<T> = Result<T, BackupProblem>

/**
 * Puts a backup in the place of the living database. Only while nobody works on the data; only once a copy of the file
 * was opened, brought to the newest schema and checked. Every history begins a new life, so that every phone offers what
 * the backup does not hold. The database of before is kept beside; at every instant one whole database has its name.
 */
export async function restoreDatabase(options: RestoreOptions): Promise<Outcome<Restored>> {
  const { dataDir, databasePath } = options
  try {
    if (!existsSync(options.file)) return err({ type: 'BackupFileMissing', detail: options.file })
    const lock = lockDataFolder(dataDir)
    if (lock === null) return err({ type: 'DataFolderInUse', detail: dataDir })
    try {
      return await restoreLocked(options, `${databasePath}.restoring`)
    } finally {
      lock.release()
    }
  } catch (cause) {
    const problem = problemOf(cause, dataDir)
    if (problem === null) throw cause
    return err(problem)
  }
}

/** What SQLite keeps beside a database. */
const logEnding = '-wal'
const companions = [logEnding, '-shm']
const withCompanions = (path: string): readonly string[] => [path, ...companions.map((one) => path + one)]

async function restoreLocked(options: RestoreOptions, prepared: string): Promise<Outcome<Restored>> {
  const { databasePath, file, nowMs } = options
  const remove = (): void => { for (const path of withCompanions(prepared)) rmSync(path, { force: true }) }
  remove()
  try {
    const copied = copyIn(file, prepared)
    const restored = copied.ok ? await prepare(options, prepared) : copied
    if (!restored.ok) return restored
    syncToDisk(prepared, 'file')
    const before = `${databasePath}.before-restore-${timeText(nowMs)}`
    const hadOne = existsSync(databasePath)
    const closed = hadOne ? closeLiving(databasePath, before) : ok(null)
    if (!closed.ok) return closed
    putInPlace(prepared, databasePath, before)
    return ok({ ...restored.value, before: hadOne ? before : null })
  } finally {
    remove()
  }
}

/** Copies the backup; with its log, where somebody copied a living database by hand. */
function copyIn(file: string, prepared: string): Outcome<null> {
  try {
    copyFileSync(file, prepared)
    if ((sizeOf(file + logEnding) ?? 0) > 0) copyFileSync(file + logEnding, prepared + logEnding)
    return ok(null)
  } catch (cause) {
    const problem = problemOf(cause, file)
    if (problem === null) throw cause
    return err(problem.type === 'BackupFolderUnusable' ? { ...problem, type: 'BackupFileUnreadable' } : problem)
  }
}

/** Opens the copy as a server would, checks it and begins the new life in it. */
async function prepare({ file, nowMs, newId }: RestoreOptions, prepared: string): Promise<Outcome<Omit<Restored, 'before'>>> {
  const damage = findDamage(prepared)
  if (damage !== null) return err({ type: 'BackupDamaged', detail: `${file}: ${damage}` })
  const store = await openKnown(prepared)
  if (store === null) return err({ type: 'BackupOfAnotherProgram', detail: file })
  try {
    const checked = await verifyDatabase(store)
    if (!checked.ok) return err({ type: 'BackupDamaged', detail: `${file}: ${checked.error}` })
    const takenMs = readTakenMs(await store.readMeta(takenMsKey)) ?? readBackupName(file.split(/[\\/]/).at(-1) ?? '')?.takenMs ?? null
    await beginNewLife(store, checked.value, { nowMs, newId, takenMs })
    return ok({ organizations: checked.value.length, changes: checked.value.reduce((sum, { sequence }) => sum + sequence, 0), takenMs })
  } finally {
    await store.close()
  }
}

/** SQLite's own check before anything is written to the copy; null when nothing is wrong. */
function findDamage(path: string): string | null {
  const database = new DatabaseSync(path)
  try {
    const found = Object.values(database.prepare('PRAGMA integrity_check').get() ?? {})[0]
    return found === 'ok' ? null : String(found)
  } finally {
    database.close()
  }
}

/** Opens a database of this program or an older one; null when its schema is another's. */
async function openKnown(path: string): Promise<Store | null> {
  const database = new DatabaseSync(path)
  const isOurs = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'kysely_migration'").get() !== undefined
  database.close()
  if (!isOurs) return null
  try {
    return await openSqliteStore(path)
  } catch (cause) {
    // A full disk is no fault of the file; what else keeps its schema from becoming ours is.
    if (problemOf(cause, path) !== null || !(cause instanceof Error && cause.cause instanceof Error)) throw cause
    if (problemOf(cause.cause, path) !== null) throw cause.cause
    return null
  }
}

interface NewLife extends Pick<RestoreOptions, 'nowMs' | 'newId'> {
  readonly takenMs: number | null
}

/** Sign-ins of the backup's time end: some of them were ended since. */
async function beginNewLife(store: Store, marks: readonly BackupMark[], { nowMs, newId, takenMs }: NewLife): Promise<void> {
  await store.transaction(async (access) => {
    for (const { districtId, organizationId } of marks) {
      const { history } = access.forOrganization(districtId, organizationId)
      await history.recordRestore({ restoredMs: nowMs, takenMs })
      await history.setEpoch(newId())
    }
    for (const { id } of await access.listDistricts()) await access.forDistrict(id).officers.deleteSessionsBefore(Number.MAX_SAFE_INTEGER)
    await access.deleteMeta(takenMsKey)
    await access.deleteMeta(failureKey)
  })
}

function readTakenMs(text: string | null): number | null {
  const takenMs = Number(text ?? Number.NaN)
  return Number.isSafeInteger(takenMs) ? takenMs : null
}

/**
 * Makes sure that nobody has the living database open and folds its log into its file. The log has a second name
 * meanwhile: of a database too broken to be folded SQLite would drop it.
 */
function closeLiving(path: string, before: string): Outcome<null> {
  const keptLog = before + logEnding
  if (existsSync(path + logEnding)) keepUnder(path + logEnding, keptLog)
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    // In this mode SQLite takes the file for itself alone, and every other opened connection is in its way.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
    rmSync(keptLog, { force: true })
    return ok(null)
  } catch (cause) {
    const problem = problemOf(cause, path)
    if (problem?.type === 'BackupDamaged') return ok(null)
    rmSync(keptLog, { force: true })
    if (problem === null) throw cause
    return err(problem)
  } finally {
    database.close()
  }
}

/** Gives the prepared database the living one's name; that one keeps its bytes under a second name, given first. */
function putInPlace(prepared: string, databasePath: string, before: string): void {
  if (existsSync(databasePath)) keepUnder(databasePath, before)
  // A log that stayed would be played into the restored database.
  for (const one of companions) rmSync(databasePath + one, { force: true })
  renameSync(prepared, databasePath)
  syncToDisk(dirname(databasePath), 'folder')
}

function keepUnder(path: string, second: string): void {
  try {
    linkSync(path, second)
  } catch {
    // A disk without second names, e.g. a memory stick: then a whole copy, or nothing is restored.
    copyFileSync(path, second, constants.COPYFILE_EXCL)
    syncToDisk(second, 'file')
  }
}
