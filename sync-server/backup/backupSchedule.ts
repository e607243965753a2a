import type { FastifyBaseLogger } from 'fastify'
import { backupProblemTypes } from './backupProblem.ts'
import { type BackupDeps, takeBackup, tidyBackups } from './takeBackup.ts'

/** When backups are due (ms). */
export interface BackupTimes {
  /** Between two backups. */
  readonly everyMs: number
  /** After the start of the server: a start has other work to do. */
  readonly firstAfterMs: number
  /** After a backup that failed. */
  readonly retryAfterMs: number
  /** How often the clock and the folder are looked at. */
  readonly lookEveryMs: number
}

/** The times of a real server. A look every minute finds a machine that slept, a clock that was set, a file taken away. */
export function defaultBackupTimes(everyHours: number): BackupTimes {
  return { everyMs: everyHours * 3_600_000, firstAfterMs: 300_000, retryAfterMs: 3_600_000, lookEveryMs: 60_000 }
}

/** The server's own backups. */
export interface BackupSchedule {
  /** Looks once, so that no phone is told of a backup that lies here no more, and then again and again. */
  start(): Promise<void>
  /** Ends a copy under way and starts no other. */
  stop(): Promise<void>
}

/** Why the last backup failed, and when. */
export interface BackupFailure {
  readonly atMs: number
  readonly type: string
}

/** Under which key the last failure is kept until a backup succeeds. */
export const failureKey = 'backupFailure'

/** What a failure is called that no problem of the catalogue explains. */
const unexplained = 'BackupFailed'

type Moments = Readonly<Record<'nowMs' | 'startedMs', number>> & Readonly<Record<'newestMs' | 'failedMs', number | null>>

/** Whether a backup is to be taken now. A newest one from the future says that the clock was wrong: it counts as none. */
export function isBackupDue({ nowMs, startedMs, newestMs, failedMs }: Moments, times: BackupTimes): boolean {
  if (Math.abs(nowMs - startedMs) < times.firstAfterMs) return false
  if (failedMs !== null && Math.abs(nowMs - failedMs) < times.retryAfterMs) return false
  return newestMs === null || newestMs > nowMs || nowMs - newestMs >= times.everyMs
}

/** Takes backups while the server lives. A failure is logged and kept for the office to see; the server goes on. */
export function createBackupSchedule(deps: BackupDeps, times: BackupTimes, log: BackupLog): BackupSchedule {
  const ending = new AbortController()
  const work: ScheduledWork = { deps, times, log, startedMs: deps.nowMs(), signal: ending.signal, failedMs: null }
  let looking: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined
  const lookOnce = (): void => {
    if (looking !== null || ending.signal.aborted) return
    looking = look(work).finally(() => { looking = null })
  }
  return {
    async start() {
      timer = setInterval(lookOnce, times.lookEveryMs)
      timer.unref()
      lookOnce()
      await looking
    },
    async stop() {
      ending.abort()
      clearInterval(timer)
      await looking
    },
  }
}

type BackupLog = Pick<FastifyBaseLogger, 'info' | 'error'>

interface ScheduledWork {
  readonly deps: BackupDeps
  readonly times: BackupTimes
  readonly log: BackupLog
  readonly startedMs: number
  readonly signal: AbortSignal
  failedMs: number | null
}

async function look(work: ScheduledWork): Promise<void> {
  const { deps, times, log, startedMs, signal } = work
  try {
    await tidyBackups(deps)
    const newestMs = (await deps.store.backups.list())[0]?.takenMs ?? null
    if (!isBackupDue({ nowMs: deps.nowMs(), startedMs, newestMs, failedMs: work.failedMs }, times)) return
    const taken = await takeBackup(deps, signal)
    if (!taken.ok) {
      await fail(work, taken.error.type, taken.error.detail)
      return
    }
    work.failedMs = null
    await deps.store.deleteMeta(failureKey)
    log.info({ backup: taken.value.id, sizeBytes: taken.value.sizeBytes }, 'backup taken')
  } catch (cause) {
    await fail(work, unexplained, cause)
  }
}

async function fail(work: ScheduledWork, type: string, cause: unknown): Promise<void> {
  const { deps, log, signal } = work
  if (signal.aborted) return
  const failure: BackupFailure = { atMs: deps.nowMs(), type }
  work.failedMs = failure.atMs
  log.error({ err: cause, code: type }, 'no backup was taken')
  // On a full disk this fails too; the log has it.
  await deps.store.writeMeta(failureKey, JSON.stringify(failure)).catch((error: unknown) => { log.error({ err: error }, 'the failure was not kept') })
}

/** Reads the kept failure; null when there is none, or none that this version can read. */
export function readFailure(kept: string | null): BackupFailure | null {
  if (kept === null) return null
  const failure: unknown = JSON.parse(kept)
  if (typeof failure !== 'object' || failure === null || !('atMs' in failure) || !('type' in failure)) return null
  const { atMs, type } = failure
  const known = [...backupProblemTypes, unexplained].find((one) => one === type)
  return typeof atMs === 'number' && known !== undefined ? { atMs, type: known } : null
}
