import { describe, expect, it } from 'vitest'
import { runBackups } from '../../support/backupRun.ts'

const backups = 3

describe('a backup taken while the server writes', () => {
  it(`holds all that was answered before it began and is restored whole, ${String(backups)} times`, async () => {
    const report = await runBackups({ backups, writesPerSecond: 100 })
    expect(report).toMatchObject({ restored: report.backups, missing: [], problems: [] })
    expect(report.backups).toBeGreaterThanOrEqual(backups)
    expect(report.whileCopying, 'a run without writing beside would prove nothing').toBeGreaterThan(0)
  })
})
