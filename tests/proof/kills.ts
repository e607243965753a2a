/** The server killed 100 times under 16 writers: every change it had answered as stored is there (`-- KILLS SEED`). */
import { runKills } from '../support/killRun.ts'

const [kills = 100, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
console.log(`Seed ${String(seed)}: ${String(kills)} kills, 16 writers…`)
const report = await runKills({ kills, writers: 16, seed })
console.log(`${String(report.answered)} changes answered as stored, ${String(report.lost.length)} lost; ${String(report.integrityErrors.length)} integrity errors.`)
console.log(`${String(report.cutOff)} times a stored change had lost its answer and was sent again. Slowest start ${String(report.slowestReadyMs)} ms.`)
console.log(JSON.stringify({ proof: 'kills', seed, ...report }))
process.exitCode = report.lost.length + report.integrityErrors.length > 0 || report.answered === 0 ? 1 : 0
