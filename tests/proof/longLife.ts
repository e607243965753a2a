/** The 1,000th exchange of a phone beside the first, and a new phone's way through five years' history (`-- EXCHANGES SEED`). */
import { fillFiveYears, readWhole, runLongLife } from '../support/longLife.ts'
import { createTestServer } from '../support/serverFactory.ts'

const changes = 10_000

const [exchanges = 1000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
const server = await createTestServer()
const { first, last, cpuMsByHundred, contradictions } = await runLongLife(server, exchanges)
console.log(`First exchange ${JSON.stringify(first)}, no. ${String(exchanges)} ${JSON.stringify(last)} bytes.`)
console.log(`CPU of app and client per exchange, by hundreds (ms): ${cpuMsByHundred.map((ms) => ms.toFixed(2)).join(' ')}`)
await fillFiveYears(server, changes, seed)
const { phone, pages } = await readWhole(server)
await server.close()
const figures = {
  exchanges,
  upRatio: last.up / first.up,
  downRatio: last.down / first.down,
  // The first hundred warms the program up.
  cpuRatio: (cpuMsByHundred.at(-1) ?? 0) / (cpuMsByHundred[1] ?? 1),
  fiveYears: { changes: phone.placeById.size, directives: phone.bodies, pages: pages.length, largestPage: Math.max(...pages), bytes: pages.reduce((sum, page) => sum + page, 0) },
}
console.log(JSON.stringify({ proof: 'longLife', seed, ...figures }))
const isLevel = [figures.upRatio, figures.downRatio].every((ratio) => ratio > 0.9 && ratio < 1.1)
process.exitCode = isLevel && contradictions.length === 0 ? 0 : 1
