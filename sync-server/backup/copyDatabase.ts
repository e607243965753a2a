import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { type Result, err, ok } from '#core/result'
import type { BackupMark } from '../store/records.ts'
import { readSqliteStore } from '../store/readSqliteStore.ts'
import { sizeOf, syncToDisk } from './backupFiles.ts'
import { type BackupProblem, problemOf } from './backupProblem.ts'
import { verifyDatabase } from './verifyDatabase.ts'

export interface CopyOptions {
  /** The living database. */
  readonly source: string
  /** Where the copy is written; nothing may be there. */
  readonly target: string
  /** When the copying began (ms of the server's clock): the copy tells it to whoever restores it. */
  readonly takenMs: number
}

/** A copy that was opened and checked. */
export interface VerifiedCopy {
  readonly sizeBytes: number
  readonly marks: readonly BackupMark[]
}

/** Under which key a copy says when it was taken. */
export const takenMsKey = 'backupTakenMs'

/** How long (ms) a copy waits for the database to be opened. */
const busyTimeoutMs = 10_000

/**
 * Copies a database that is being written to, on a connection of its own: the copy is the database of one instant.
 * The bytes are on the disk and every history is checked when this answers; what did not pass is removed.
 */
export async function copyDatabase(options: CopyOptions): Promise<Result<VerifiedCopy, BackupProblem>> {
  const { target } = options
  const done = await attempt(options)
  if (!done.ok) for (const path of [target, `${target}-journal`]) rmSync(path, { force: true })
  return done
}

async function attempt({ source, target, takenMs }: CopyOptions): Promise<Result<VerifiedCopy, BackupProblem>> {
  try {
    writeCopy(source, target)
    writeMeta(target, takenMsKey, String(takenMs))
    syncToDisk(target, 'file')
    const copy = readSqliteStore(target)
    try {
      const checked = await verifyDatabase(copy)
      return checked.ok ? ok({ sizeBytes: sizeOf(target) ?? 0, marks: checked.value }) : err({ type: 'BackupDamaged', detail: checked.error })
    } finally {
      await copy.close()
    }
  } catch (cause) {
    const problem = problemOf(cause, target)
    if (problem === null) throw cause
    return err(problem)
  }
}

/** `VACUUM INTO` reads in one transaction, so writers go on beside it, and leaves one file without a log of its own. */
function writeCopy(source: string, target: string): void {
  const database = new DatabaseSync(source, { readOnly: true, timeout: busyTimeoutMs })
  try {
    database.prepare('VACUUM INTO ?').run(target)
  } finally {
    database.close()
  }
}

function writeMeta(path: string, key: string, value: string): void {
  const database = new DatabaseSync(path)
  try {
    database.exec('PRAGMA synchronous = FULL')
    database.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value)
  } finally {
    database.close()
  }
}
