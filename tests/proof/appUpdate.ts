/** The program and its schema are renewed over 50 unsent records: beside an old tab, on a full disk, with the access closed (`-- ROUNDS UNSENT`). */
import { startLiveServer } from '../e2e/support/liveServer.ts'
import { buildNextProgram } from '../e2e/support/nextProgram.ts'
import { Phone } from '../e2e/support/phone.ts'
import { type UpdateResult, playUpdate, updateCases } from '../e2e/support/updateCases.ts'
import { buildBrowserPrograms } from '../../tools/build.ts'

const [rounds = 3, unsent = 50] = process.argv.slice(2).map(Number)
const { folder: today } = await buildBrowserPrograms()
const next = await buildNextProgram()
const results: UpdateResult[] = []
for (const kind of Array.from({ length: rounds }, () => updateCases).flat()) {
  const server = await startLiveServer()
  const phone = await Phone.unpack({ road: await server.openRoad() })
  try {
    const result = await playUpdate(kind, { server, phone, school: await server.findSchool('lesosibirsk'), today, next, unsent })
    results.push(result)
    console.log(`${kind.padEnd(18)}  ${String(result.arrived)} of ${String(result.unsent)}  ${result.violations.join('; ')}`)
  } finally {
    await phone.throwAway()
    await server.close()
  }
}

const sum = (count: (result: UpdateResult) => number): number => results.reduce((total, result) => total + count(result), 0)
const figures = { updates: results.length, unsent: sum((result) => result.unsent), arrived: sum((result) => result.arrived), violations: sum((result) => result.violations.length) }
console.log(JSON.stringify({ proof: 'appUpdate', ...figures }))
process.exitCode = figures.arrived === figures.unsent && figures.violations === 0 ? 0 : 1
