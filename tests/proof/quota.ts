/** A full disk in a real browser, 30 cases from no room to little: no typed word is lost and the screen says what to do (`-- COUNT SEED`). */
import { startLiveServer } from '../e2e/support/liveServer.ts'
import { Phone } from '../e2e/support/phone.ts'
import { type QuotaResult, enrolOnFullDisk, planQuotaCases, playQuotaCase } from '../e2e/support/quotaCases.ts'
import { drawWholeList, enrolWholly, expectAllSent, listPlainPoints } from '../e2e/support/schoolSteps.ts'

const [count = 30, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
console.log(`Seed ${String(seed)}: ${String(count)} cases…`)
const server = await startLiveServer()
const phone = await Phone.unpack({ road: await server.openRoad() })
const newcomer = await Phone.unpack({ road: await server.openRoad() })
const results: QuotaResult[] = []
const violations: string[] = []
try {
  violations.push(...(await enrolOnFullDisk(newcomer, await server.createLink(await server.findSchool('suntar')))))
  console.log(`enrolment on a full disk: ${violations.join('; ')}`)
  await enrolWholly(phone, await server.createLink(await server.findSchool('lesosibirsk')))
  await expectAllSent(phone)
  await drawWholeList(phone)
  const points = await listPlainPoints(phone)
  for (const [index, quotaCase] of planQuotaCases(count, seed).entries()) {
    const point = points[index % points.length]
    if (point === undefined) throw new Error('The list is empty.')
    const result = await playQuotaCase(phone, point, quotaCase)
    results.push(result)
    console.log(`${String(index + 1).padStart(3)}  ${result.writing.padEnd(9)}  room ${String(result.room).padStart(6)}  ${result.wasRefused ? 'refused' : 'kept   '}  ${result.violations.join('; ')}`)
  }
  await expectAllSent(phone)
} finally {
  await phone.throwAway()
  await newcomer.throwAway()
  await server.close()
}

violations.push(...results.flatMap((result) => result.violations))
const refused = results.filter(({ wasRefused }) => wasRefused).length
console.log(JSON.stringify({ proof: 'quota', seed, cases: results.length, refused, unhandled: phone.errors.length + newcomer.errors.length, violations: violations.length }))
process.exitCode = results.length === count && refused > 0 && violations.length === 0 ? 0 : 1
