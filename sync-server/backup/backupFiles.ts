import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A backup as its file's name tells it. */
export interface BackupFile {
  /** The file's name. */
  readonly id: string
  /** When it was taken, to the second (ms). */
  readonly takenMs: number
}

const finished = /^porucheno-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z-[a-z0-9]{10}\.db$/
const unfinished = /^porucheno-.*\.db\.part(?:-journal)?$/

/** How old (ms) an unfinished file is when nobody can be writing it any more. */
const abandonedAfterMs = 86_400_000

/** Names a backup: the time in UTC for people, the id so that two of one second differ. */
export function backupName(takenMs: number, id: string): string {
  return `porucheno-${timeText(takenMs)}-${id}.db`
}

/** The name a backup has until it is verified. */
export function unfinishedName(name: string): string {
  return `${name}.part`
}

/** An instant as file names bear it: "20261122T030000Z". */
export function timeText(instantMs: number): string {
  return new Date(instantMs).toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '')
}

/** Reads a backup's name; null for any other file. */
export function readBackupName(name: string): BackupFile | null {
  const parts = finished.exec(name)
  if (parts === null) return null
  const [year = 0, month = 1, day, hour, minute, second] = parts.slice(1).map(Number)
  return { id: name, takenMs: Date.UTC(year, month - 1, day, hour, minute, second) }
}

/** Every backup in a folder, whether the database knows it or not; none where there is no folder. Throws when it cannot be read. */
export function listBackupFiles(folder: string): BackupFile[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return []
  return readdirSync(folder).flatMap((name) => readBackupName(name) ?? [])
}

/** Makes the folder, readable by its owner alone, and removes what was left unfinished long ago. Throws when it cannot. */
export function prepareFolder(folder: string, nowMs: number): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(folder).filter((one) => unfinished.test(one))) {
    const path = join(folder, name)
    const written = statSync(path, { throwIfNoEntry: false })
    if (written !== undefined && nowMs - written.mtimeMs > abandonedAfterMs) rmSync(path, { force: true })
  }
}

/** The size of a file in bytes; null when there is no such file or it cannot be seen. */
export function sizeOf(path: string): number | null {
  try {
    return statSync(path).size
  } catch {
    // Gone, or on a disk that is not there now: no backup to count on either way.
    return null
  }
}

/** Waits until a file's bytes, or a folder's names, are on the disk itself. */
export function syncToDisk(path: string, kind: 'file' | 'folder'): void {
  // Windows opens no folder; it writes names through by itself.
  if (kind === 'folder' && process.platform === 'win32') return
  const handle = openSync(path, kind === 'file' ? 'r+' : 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
