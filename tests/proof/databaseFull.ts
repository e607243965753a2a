/** The database full at 100 levels: no false «Передано», reads go on, and it recovers without a restart (`-- LEVELS SEED`). */
import 'fake-indexeddb/auto'
import { runFullDatabase } from '../support/fullDatabaseRun.ts'

const [count = 100, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
console.log(`Seed ${String(seed)}: room for 0 to ${String(count - 1)} pages…`)
const { violations, ...figures } = await runFullDatabase(Array.from({ length: count }, (_, level) => level), seed)
for (const violation of violations.slice(0, 20)) console.log(violation)
console.log(JSON.stringify({ proof: 'databaseFull', seed, ...figures, violations: violations.length }))
process.exitCode = violations.length === 0 && figures.refusals >= count ? 0 : 1
