/** 100,000 exchanges, 30 % of the answers lost and 20 % of the requests doubled: each change stands once (`-- COUNT SEED`). */
import { runExactlyOnce } from '../support/exactlyOnceRun.ts'

const [count = 100_000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
console.log(`Seed ${String(seed)}: ${String(count)} exchanges of 20 phones…`)
const { violations, ...figures } = await runExactlyOnce(count, seed)
for (const violation of violations.slice(0, 20)) console.log(violation)
console.log(JSON.stringify({ proof: 'exactlyOnce', seed, ...figures, violations: violations.length }))
process.exitCode = violations.length === 0 && figures.once === figures.changes && figures.exchanges >= count ? 0 : 1
