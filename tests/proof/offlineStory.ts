/** The whole story in a real browser, ten times in a row, each on fresh data. */
import { chromium } from '@playwright/test'
import { officePassword } from '../e2e/support/demonstrationData.ts'
import { startLiveServer } from '../e2e/support/liveServer.ts'
import { openOffice } from '../e2e/support/office.ts'
import { Phone } from '../e2e/support/phone.ts'
import { type StoryFigures, playStory } from '../e2e/support/story.ts'
import { chromiumArguments, findChromium } from '../../tools/browser.ts'

const times = Number(process.argv[2] ?? 10)
const districts = ['suntar', 'pyatigorsk', 'lesosibirsk', 'bodaibo']
const executablePath = findChromium()
const browser = await chromium.launch({ args: [...chromiumArguments], ...(executablePath === undefined ? {} : { executablePath }) })

async function tellOnce(district: string): Promise<StoryFigures> {
  const server = await startLiveServer()
  const phone = await Phone.unpack({ road: await server.openRoad() })
  try {
    const school = await server.findSchool(district)
    const office = await openOffice(browser, { url: server.url, login: school.officerLogin, password: officePassword })
    return await playStory({ phone, office, secret: await server.createLink(school), organization: school.name })
  } finally {
    await phone.throwAway()
    await server.close()
  }
}

let passed = 0
let mostTaps = 0
try {
  for (let time = 0; time < times; time += 1) {
    const district = districts[time % districts.length] ?? ''
    const startedMs = performance.now()
    const { tapsToMark, points } = await tellOnce(district)
    passed += 1
    mostTaps = Math.max(mostTaps, tapsToMark)
    console.log(`${String(time + 1).padStart(3)}  ${district.padEnd(12)} ${String(points)} points, a mark in ${String(tapsToMark)} taps, ${((performance.now() - startedMs) / 1000).toFixed(1)} s`)
  }
} catch (error) {
  console.error(error)
} finally {
  await browser.close()
}
console.log(JSON.stringify({ proof: 'offlineStory', told: times, passed, mostTaps }))
process.exitCode = passed === times && mostTaps <= 2 ? 0 : 1
