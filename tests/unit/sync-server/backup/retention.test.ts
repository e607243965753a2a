import { describe, expect, it } from 'vitest'
import { backupName, readBackupName, timeText } from '../../../../sync-server/backup/backupFiles.ts'
import { chooseKept } from '../../../../sync-server/backup/retention.ts'

const hourMs = 3_600_000
const file = (text: string) => ({ id: text, takenMs: Date.parse(`${text}Z`) })
const keptOf = (times: readonly string[]): string[] => [...chooseKept(times.map(file))].sort()

describe('the keep rule', () => {
  it('keeps all while there are few', () => {
    const times = ['2026-11-20T03:00', '2026-11-21T03:00', '2026-11-22T03:00']
    expect(keptOf(times)).toEqual(times)
    expect(keptOf([])).toEqual([])
  })

  it('keeps the newest of a day, and always the two newest', () => {
    expect(keptOf(['2026-11-21T03:00', '2026-11-21T09:00', '2026-11-22T01:00', '2026-11-22T02:00', '2026-11-22T03:00'])).toEqual([
      '2026-11-21T09:00', '2026-11-22T02:00', '2026-11-22T03:00',
    ])
  })

  it('keeps 7 days, 4 weeks and 6 months of a year of daily backups', () => {
    const newest = Date.parse('2026-11-22T03:00Z')
    const year = Array.from({ length: 365 }, (_, i) => new Date(newest - i * 24 * hourMs).toISOString().slice(0, 16))
    expect(keptOf(year)).toEqual([
      // The last days of months,
      '2026-06-30T03:00', '2026-07-31T03:00', '2026-08-31T03:00', '2026-09-30T03:00', '2026-10-31T03:00',
      // Sundays,
      '2026-11-01T03:00', '2026-11-08T03:00', '2026-11-15T03:00',
      // and the last seven days.
      '2026-11-16T03:00', '2026-11-17T03:00', '2026-11-18T03:00', '2026-11-19T03:00', '2026-11-20T03:00', '2026-11-21T03:00', '2026-11-22T03:00',
    ])
  })

  it('lets a machine that slept for weeks lose nothing', () => {
    const times = ['2026-03-02T03:00', '2026-05-11T03:00', '2026-08-30T03:00', '2026-11-22T03:00']
    expect(keptOf(times)).toEqual(times)
  })

  it('never keeps fewer than the day before did, as days go by', () => {
    let files: { id: string; takenMs: number }[] = []
    for (let day = 0; day < 400; day += 1) {
      const takenMs = Date.parse('2026-01-01T03:00Z') + day * 24 * hourMs
      files = [...files, { id: String(day), takenMs }]
      const kept = chooseKept(files)
      files = files.filter(({ id }) => kept.has(id))
      expect(files.length).toBeGreaterThanOrEqual(Math.min(day + 1, 7))
    }
    expect(files.length).toBeLessThanOrEqual(17)
    const ageDays = 399 - Number(files[0]?.id)
    expect([ageDays > 120, ageDays < 186]).toEqual([true, true])
  })
})

describe('a backup’s name', () => {
  const takenMs = Date.parse('2026-11-22T03:04:05.678Z')

  it('tells when it was taken', () => {
    expect(backupName(takenMs, 'k3v9q0x2mz')).toBe('porucheno-20261122T030405Z-k3v9q0x2mz.db')
    expect(readBackupName('porucheno-20261122T030405Z-k3v9q0x2mz.db')).toEqual({ id: 'porucheno-20261122T030405Z-k3v9q0x2mz.db', takenMs: Date.parse('2026-11-22T03:04:05Z') })
    expect(timeText(takenMs)).toBe('20261122T030405Z')
  })

  it.each(['porucheno.db', 'porucheno-20261122T030405Z-k3v9q0x2mz.db.part', 'notes.txt', 'porucheno-20261122T030405Z-k3v9q0x2mz.db-wal'])('is not %s', (name) => {
    expect(readBackupName(name)).toBeNull()
  })
})
