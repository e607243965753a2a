/** 10,000 spoilt requests to every route: no answer 5xx, nothing stored by a refused one (`-- COUNT SEED`). */
import { runMalformed } from '../support/malformedRun.ts'

const [count = 10_000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
console.log(`Seed ${String(seed)}: ${String(count)} requests to every route…`)
const { requests, countByStatus, violations } = await runMalformed(count, seed)
for (const violation of violations.slice(0, 20)) console.log(violation)
const statuses = Object.entries(countByStatus).map(([status, times]) => `${status}: ${String(times)}`)
console.log(`${String(requests)} requests, ${String(violations.length)} violations; by status ${statuses.join(', ')}.`)
console.log(JSON.stringify({ proof: 'malformed', seed, requests, countByStatus, violations: violations.length }))
process.exitCode = violations.length > 0 ? 1 : 0
