/** 50 backups under 100 writes a second, each restored into a fresh folder and opened by the real server (`-- BACKUPS`). */
import { runBackups } from '../support/backupRun.ts'

const [backups = 50] = process.argv.slice(2).map(Number)
console.log(`${String(backups)} backups under 100 writes a second…`)
const report = await runBackups({ backups, writesPerSecond: 100 })
console.log(`${String(report.restored)} of ${String(report.backups)} restored whole; ${String(report.missing.length)} changes answered before a backup are missing in it.`)
console.log(`${String(report.answered)} changes answered, ${String(report.writesPerSecond)} a second while copying; slowest backup ${String(report.slowestBackupMs)} ms.`)
console.log(JSON.stringify({ proof: 'backups', ...report }))
process.exitCode = report.restored === report.backups && report.whileCopying > 0 && report.missing.length + report.problems.length === 0 ? 0 : 1
