import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { backupProblemText, backupProblemTypes, problemOf } from '../../../../sync-server/backup/backupProblem.ts'
import { defaultBackupTimes, isBackupDue, readFailure } from '../../../../sync-server/backup/backupSchedule.ts'

const hourMs = 3_600_000
const startedMs = Date.UTC(2026, 10, 22, 3)
const times = defaultBackupTimes(24)
const isDue = (afterMs: number, newestMs: number | null, failedMs: number | null = null): boolean =>
  isBackupDue({ nowMs: startedMs + afterMs, startedMs, newestMs, failedMs }, times)

describe('a backup is due', () => {
  it('within the first hour when none is fresh, and not in the first minutes', () => {
    expect([isDue(0, null), isDue(60_000, null), isDue(hourMs, null)]).toEqual([false, false, true])
    expect(times.firstAfterMs).toBeLessThan(hourMs)
  })

  it('a day after the last', () => {
    const newestMs = startedMs - hourMs
    expect([isDue(22 * hourMs, newestMs), isDue(23 * hourMs, newestMs)]).toEqual([false, true])
  })

  it('again an hour after one that failed', () => {
    const failedMs = startedMs + hourMs
    expect([isDue(hourMs + 60_000, null, failedMs), isDue(2 * hourMs, null, failedMs)]).toEqual([false, true])
  })

  it('whatever a clock that was wrong has left behind', () => {
    expect(isDue(hourMs, startedMs + 400 * 24 * hourMs)).toBe(true)
    expect(isDue(-24 * hourMs, startedMs)).toBe(true)
    expect(isDue(-24 * hourMs, null, startedMs)).toBe(true)
  })
})

describe('why there is no backup', () => {
  it('stands in the document as the terminal says it', () => {
    const document = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8')
    for (const type of backupProblemTypes) expect(document).toContain(`| ${type} | ${backupProblemText({ type, detail: '…' })} |`)
  })

  it('is read from what the disk and the database throw; a bug is none', () => {
    const thrown = (changes: object): Error => Object.assign(new Error('x'), changes)
    expect(problemOf(thrown({ code: 'ENOSPC' }), '/b')).toEqual({ type: 'BackupDiskFull', detail: '/b' })
    expect(problemOf(thrown({ code: 'ERR_SQLITE_ERROR', errcode: 13 }), '/b')?.type).toBe('BackupDiskFull')
    // An extended code: the write of a page failed.
    expect(problemOf(thrown({ code: 'ERR_SQLITE_ERROR', errcode: 778 }), '/b')?.type).toBe('BackupFolderUnusable')
    expect(problemOf(thrown({ code: 'EACCES' }), '/b')?.type).toBe('BackupFolderUnusable')
    expect(problemOf(thrown({ code: 'ERR_SQLITE_ERROR', errcode: 26 }), '/b')?.type).toBe('BackupDamaged')
    expect([problemOf(thrown({}), '/b'), problemOf(thrown({ errcode: 1 }), '/b'), problemOf('x', '/b')]).toEqual([null, null, null])
  })

  it('is kept for the office in a form a later version may not know', () => {
    expect(readFailure('{"atMs":5,"type":"BackupDiskFull"}')).toEqual({ atMs: 5, type: 'BackupDiskFull' })
    expect([readFailure(null), readFailure('{"atMs":5,"type":"New"}'), readFailure('[]')]).toEqual([null, null, null])
  })
})
