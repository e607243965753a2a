/** Old backups restored under living phones, 20 times: all that a phone held is back within two exchanges (`-- RUNS SEED`). */
import 'fake-indexeddb/auto'
import { runRestores } from '../support/restoreRun.ts'

const [runs = 20, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
console.log(`Seed ${String(seed)}: ${String(runs)} restores, by the file copied back and by the command in turn…`)
const report = await runRestores({ runs, seed })
console.log(`${String(report.retained)} changes the backups did not hold were on living phones, ${String(report.returned)} came back;`)
console.log(`${String(report.ofOthers)} of them were the office's or those of phones that never called again.`)
for (const text of report.wrong) console.log(text)
console.log(JSON.stringify({ proof: 'restore', seed, ...report }))
const isWhole = report.wrong.length === 0 && report.returned === report.retained && report.exchanges <= 2
process.exitCode = isWhole && report.ofOthers > 0 ? 0 : 1
