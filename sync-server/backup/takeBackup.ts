import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Result, err, ok } from '#core/result'
import type { BackupRecord } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import { backupName, listBackupFiles, prepareFolder, sizeOf, syncToDisk, unfinishedName } from './backupFiles.ts'
import { type BackupProblem, problemOf } from './backupProblem.ts'
import { type CopyResult, copyInChild } from './copyInChild.ts'
import { chooseKept } from './retention.ts'

/** What a backup is made of and where it goes. */
export interface BackupDeps {
  readonly store: Store
  /** The living database's file. */
  readonly databasePath: string
  /** The folder of backups. */
  readonly folder: string
  readonly nowMs: () => number
  readonly newId: () => string
}

/**
 * Takes a verified backup into the folder, records it for the horizon and removes what the keep rule lets go. The file
 * bears its name only once it was checked; it counts only once name and bytes are on the disk. Rejects when ended.
 */
export async function takeBackup(deps: BackupDeps, signal: AbortSignal): Promise<Result<BackupRecord, BackupProblem>> {
  const { folder } = deps
  const takenMs = deps.nowMs()
  const id = backupName(takenMs, deps.newId())
  const target = join(folder, unfinishedName(id))
  const copied = await writeVerified(deps.databasePath, target, takenMs, { folder, signal })
  if (!copied.ok) return copied
  const { sizeBytes, marks } = copied.value
  try {
    renameSync(target, join(folder, id))
    syncToDisk(folder, 'folder')
    const record = { id, takenMs, sizeBytes }
    await deps.store.transaction(async ({ backups }) => {
      await backups.record(record, marks)
      await backups.refreshHorizons()
    })
    await tidyBackups(deps)
    return ok(record)
  } catch (cause) {
    const problem = problemOf(cause, folder)
    if (problem === null) throw cause
    return err(problem)
  }
}

interface CopyPlace {
  /** The folder of the copy. */
  readonly folder: string
  readonly signal: AbortSignal
}

/** Writes a verified copy to a path that has nothing yet. */
export async function writeVerified(source: string, target: string, takenMs: number, { folder, signal }: CopyPlace): Promise<CopyResult> {
  try {
    prepareFolder(folder, takenMs)
  } catch (cause) {
    const problem = problemOf(cause, folder)
    if (problem === null) throw cause
    return err(problem)
  }
  try {
    return await copyInChild({ source, target, takenMs }, signal)
  } catch (cause) {
    // A process that was ended leaves what it had written.
    for (const path of [target, `${target}-journal`]) rmSync(path, { force: true })
    throw cause
  }
}

/** Removes what the keep rule lets go and forgets what lies on the disk no more; the horizon follows. */
export async function tidyBackups({ store, folder }: Pick<BackupDeps, 'store' | 'folder'>): Promise<void> {
  const known = await store.backups.list()
  const lying = known.filter(({ id, sizeBytes }) => sizeOf(join(folder, id)) === sizeBytes)
  const files = listBackupFiles(folder)
  const kept = chooseKept(files)
  const isNeeded = ({ id }: { readonly id: string }): boolean => kept.has(id) || lying.slice(0, 2).some((one) => one.id === id)
  const forgotten = known.filter((one) => !lying.includes(one) || !isNeeded(one)).map(({ id }) => id)
  // First the promise is taken back, then the file.
  if (forgotten.length > 0) {
    await store.transaction(async ({ backups }) => {
      await backups.forget(forgotten)
      await backups.refreshHorizons()
    })
  }
  for (const file of files.filter((one) => !isNeeded(one))) rmSync(join(folder, file.id), { force: true })
}
