/** The browser takes the phone's database 50 times: each time the screen names what was at risk, and a new code brings the history back (`-- COUNT SEED`). */
import { type EvictionRound, planEvictions, playEviction } from '../e2e/support/evictionRounds.ts'
import { startLiveServer } from '../e2e/support/liveServer.ts'
import { Phone } from '../e2e/support/phone.ts'
import { enrolWholly, expectAllSent } from '../e2e/support/schoolSteps.ts'

const [count = 50, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number)
const plan = planEvictions(count, seed)
console.log(`Seed ${String(seed)}: the database alone ${String(count)} times, more ${String(plan.length - count)} times…`)
const server = await startLiveServer()
const phone = await Phone.unpack({ road: await server.openRoad() })
const played: (EvictionRound & { readonly violations: readonly string[] })[] = []
try {
  // Points enough: every round marks one, and what is done is folded.
  const school = await server.findSchool('lesosibirsk')
  await enrolWholly(phone, await server.createLink(school))
  await expectAllSent(phone)
  for (const [index, round] of plan.entries()) {
    const violations = await playEviction(server, phone, school, round)
    played.push({ ...round, violations })
    console.log(`${String(index + 1).padStart(3)}  ${round.taken.padEnd(12)}  unsent ${String(round.unsent)}  ${round.isOffline ? 'offline' : 'online '}  ${violations.join('; ')}`)
  }
} finally {
  await phone.throwAway()
  await server.close()
}

const well = (taken: EvictionRound['taken']): number => played.filter((round) => round.taken === taken && round.violations.length === 0).length
const violations = played.flatMap((round) => round.violations).length
console.log(JSON.stringify({ proof: 'eviction', seed, rounds: played.length, noticed: well('database'), told: well('allButCookie'), silent: well('all'), violations }))
process.exitCode = played.length === plan.length && violations === 0 && well('database') === count ? 0 : 1
