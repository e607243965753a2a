/** The phone's browser killed between the tap and the next frame, 200 times: what was shown as kept is there. */
import { type KillMoment, type KillResult, killRound } from '../e2e/support/killRounds.ts'
import { startLiveServer } from '../e2e/support/liveServer.ts'
import { Phone } from '../e2e/support/phone.ts'
import { drawWholeList, enrolWholly, expectAllSent, listPlainPoints } from '../e2e/support/schoolSteps.ts'

const rounds = Number(process.argv[2] ?? 200)
const moments: readonly KillMoment[] = ['shown', 'tap', 'commit', 0, 'shown', 3, 8, 'shown', 15, 30]

const server = await startLiveServer()
const phone = await Phone.unpack({ road: await server.openRoad() })
const results: KillResult[] = []
try {
  await enrolWholly(phone, await server.createLink(await server.findSchool('lesosibirsk')))
  await expectAllSent(phone)
  await phone.goOffline()
  await drawWholeList(phone)
  const points = await listPlainPoints(phone)
  for (let round = 0; round < rounds; round += 1) {
    const point = points[round % points.length]
    const moment = moments[round % moments.length]
    if (point === undefined || moment === undefined) throw new Error('The list is empty.')
    const result = await killRound(phone, point, moment)
    results.push(result)
    console.log(`${String(round + 1).padStart(3)}  ${String(moment).padEnd(6)}  shown ${String(result.wasShown).padEnd(5)}  kept ${String(result.isKept).padEnd(5)}  ${result.halves.join('; ')}`)
  }
} finally {
  await phone.throwAway()
  await server.close()
}

const count = (isCounted: (result: KillResult) => boolean): number => results.filter(isCounted).length
const figures = {
  proof: 'browserKills',
  kills: results.length,
  shown: count(({ wasShown }) => wasShown),
  kept: count(({ isKept }) => isKept),
  shownAndLost: count(({ wasShown, isKept }) => wasShown && !isKept),
  halves: count(({ halves }) => halves.length > 0),
}
console.log(JSON.stringify(figures))
process.exitCode = results.length === rounds && figures.shown > 0 && figures.shownAndLost === 0 && figures.halves === 0 ? 0 : 1
