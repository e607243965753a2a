/** A browser that clears the program's database, 50 times, and everything 12 times: noticed, the records at risk named. */
import { startLiveServer } from '../e2e/support/liveServer.ts'
import { Phone } from '../e2e/support/phone.ts'
import { enrolWholly, expectAllSent, expectReady, introduce, listPlainPoints, openList, petrova } from '../e2e/support/schoolSteps.ts'
import { clearStorage, lossRemark, writeUnsent } from '../e2e/support/storage.ts'
import { readMemory } from '../e2e/support/memory.ts'
import { say } from '../e2e/support/words.ts'

const cleared = Number(process.argv[2] ?? 50)
/** After every fourth such round one in which everything but the cookie is cleared, and the server has to tell. */
const everythingEvery = 5
const rounds = cleared + Math.floor(cleared / (everythingEvery - 1))

const server = await startLiveServer()
const school = await server.findSchool('lesosibirsk')
const phone = await Phone.unpack({ road: await server.openRoad() })
const figures = { proof: 'evictions', rounds: 0, noticed: 0, rangeNamed: 0, everythingCleared: 0, toldByServer: 0, lostSent: 0, errors: 0 }
try {
  await enrolWholly(phone, await server.createLink(school))
  for (let round = 0; round < rounds; round += 1) {
    await expectAllSent(phone)
    const [point] = await listPlainPoints(phone)
    if (point === undefined) throw new Error('The list is empty.')
    const unsent = round % 4
    await writeUnsent(phone, point, Array.from({ length: unsent }, (_, i) => `круг ${String(round)}, запись ${String(i)}`))
    const { enrolments, changes } = await readMemory(phone.page)
    const sent = changes.filter(({ transfer }) => transfer === 'sent').length
    const last = (enrolments[0]?.nextDeviceSequence ?? 1) - 1
    const isEverything = round % everythingEvery === everythingEvery - 1
    // The network is back for the server's word alone.
    phone.road.decide(({ path }) => (path === '/api/exchange' ? { type: 'cut' } : { type: 'pass' }))
    await phone.goOnline()
    await clearStorage(phone, isEverything ? 'indexeddb,local_storage,cache_storage,service_workers' : 'indexeddb')
    phone.road.heal()
    await phone.open('/')
    await lossRemark(phone).waitFor()
    const said = await lossRemark(phone).innerText()
    figures.rounds += 1
    if (isEverything) {
      figures.everythingCleared += 1
      if (said.includes(say('storage.empty')) && /Последняя связь: /u.test(said)) figures.toldByServer += 1
    } else {
      const range = { 0: say('storage.lost.none'), 1: `№ ${String(last)}, ` }[unsent] ?? `с № ${String(last - unsent + 1)} по № ${String(last)}, `
      if (said.includes(say('storage.lost'))) figures.noticed += 1
      if (said.includes(range)) figures.rangeNamed += 1
      else console.log(`     «${range}» is not said: ${said}`)
    }
    await phone.open(`/e#${await server.createLink(school)}`)
    await phone.tap(phone.page.getByRole('button', { name: say('enrol.submit') }).first())
    await introduce(phone, petrova)
    await expectReady(phone)
    await openList(phone)
    const after = (await readMemory(phone.page)).changes.filter(({ transfer }) => transfer === 'sent').length
    if (after < sent) figures.lostSent += 1
    console.log(`${String(round + 1).padStart(3)}  ${isEverything ? 'everything' : 'database  '}  unsent ${String(unsent)}  ${said.replaceAll('\n', ' ').slice(0, 150)}`)
  }
  figures.errors = phone.errors.length
} finally {
  await phone.throwAway()
  await server.close()
}
console.log(JSON.stringify(figures))
const isWhole = figures.rounds === rounds && figures.noticed + figures.everythingCleared === rounds && figures.rangeNamed === figures.noticed && figures.toldByServer === figures.everythingCleared
process.exitCode = isWhole && figures.lostSent === 0 && figures.errors === 0 ? 0 : 1
