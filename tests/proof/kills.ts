/** The server killed 1,000 times under 50 writers: every change it had answered as stored is there (`-- KILLS SEED`). */
import { runKills } from '../support/killRun.ts'

/** Half of the starts are ready within this time (ms). */
const readyLimitMs = 3000

const [kills = 1000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
console.log(`Seed ${String(seed)}: ${String(kills)} kills, 50 writers…`)
const report = await runKills({ kills, writers: 50, seed })
console.log(`${String(report.answered)} changes answered as stored, ${String(report.lost.length)} lost; ${String(report.integrityErrors.length)} integrity errors.`)
console.log(`${String(report.cutOff)} times a stored change had lost its answer and was sent again; synchronous=${report.synchronous.join(', ')}.`)
console.log(`Ready again after ${String(report.medianReadyMs)} ms (median), ${String(report.slowestReadyMs)} ms (slowest).`)
console.log(JSON.stringify({ proof: 'kills', seed, ...report }))
const isWhole = report.lost.length + report.integrityErrors.length === 0 && report.answered > kills * 50
const isDurable = report.synchronous.join() === 'full' && report.medianReadyMs <= readyLimitMs
process.exitCode = isWhole && isDurable ? 0 : 1
