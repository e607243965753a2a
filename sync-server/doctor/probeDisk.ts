import { mkdir, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DoctorCheck } from '#core/report'

/** Where the data lie, as the entry knows it. */
export interface DoctorPlaces {
  readonly dataDir: string
  readonly backupDir: string
}

const gigabyte = 1024 ** 3

/** Below these (bytes) a disk is nearly full, and full soon. */
const scarceBytes = 5 * gigabyte
const fullBytes = gigabyte

/** Whether the folder of the data can be written, and how much room is left beside it. */
export async function checkDisk(dataDir: string): Promise<DoctorCheck> {
  const name = join(dataDir, `.doctor-${String(process.pid)}`)
  try {
    await writeFile(name, 'ok')
    await rm(name)
    const { bavail, bsize } = await statfs(dataDir)
    const free = bavail * bsize
    const state = free < fullBytes ? 'bad' : free < scarceBytes ? 'attention' : 'ok'
    return { check: 'disk', state, found: state === 'ok' ? 'fine' : 'scarce', details: { gb: Math.round((free / gigabyte) * 10) / 10, folder: dataDir } }
  } catch (cause) {
    if (!isFileError(cause)) throw cause
    return { check: 'disk', state: 'bad', found: 'unwritable', details: { gb: 0, folder: dataDir } }
  }
}

/** Backups beside the data die with the same disk. */
export async function checkBackupPlace({ dataDir, backupDir }: DoctorPlaces): Promise<DoctorCheck> {
  try {
    await mkdir(backupDir, { recursive: true })
    const isSameDisk = (await stat(dataDir)).dev === (await stat(backupDir)).dev
    return { check: 'backupPlace', state: isSameDisk ? 'attention' : 'ok', found: isSameDisk ? 'same' : 'fine', details: { folder: backupDir } }
  } catch (cause) {
    if (!isFileError(cause)) throw cause
    return { check: 'backupPlace', state: 'bad', found: 'unusable', details: { folder: backupDir } }
  }
}

function isFileError(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause
}
