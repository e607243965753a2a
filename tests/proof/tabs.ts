/** Four tabs of one phone and its worker at work at once, 300 interleavings: one flusher, no double effects, one list (`-- ROUNDS SEED`). */
import { startLiveServer } from '../e2e/support/liveServer.ts'
import { Phone } from '../e2e/support/phone.ts'
import { playTabs } from '../e2e/support/tabRounds.ts'

const [rounds = 300, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
console.log(`Seed ${String(seed)}: ${String(rounds)} interleavings of four tabs…`)
const server = await startLiveServer()
const phone = await Phone.unpack({ road: await server.openRoad() })
try {
  const report = await playTabs(server, phone, await server.findSchool('suntar'), { rounds, seed }, (line) => { console.log(line) })
  for (const violation of report.violations.slice(0, 20)) console.log(violation)
  console.log(JSON.stringify({ proof: 'tabs', seed, ...report, violations: report.violations.length }))
  process.exitCode = report.violations.length === 0 && report.held > 0 ? 0 : 1
} finally {
  await phone.throwAway()
  await server.close()
}
