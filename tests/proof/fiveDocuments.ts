/** The five documents as .txt, .docx and .pdf from the file to the phones of every kind: corrections and clicks counted, points compared with the annotations. */
import { chromium } from '@playwright/test'
import type { OrganizationKind } from '#core/directive'
import { chromiumArguments, findChromium } from '../../tools/browser.ts'
import { officePassword } from '../e2e/support/demonstrationData.ts'
import { startLiveServer } from '../e2e/support/liveServer.ts'
import { readMemory } from '../e2e/support/memory.ts'
import { openOffice } from '../e2e/support/office.ts'
import { Phone } from '../e2e/support/phone.ts'
import { enrolWholly } from '../e2e/support/schoolSteps.ts'
import { type SeedFormat, pointsFor, publishFromFile, seedDocuments, seedFormats } from '../e2e/support/seedDocuments.ts'

const kinds = ['general_school', 'preschool', 'supplementary'] as const satisfies readonly OrganizationKind[]
const executablePath = findChromium()
const browser = await chromium.launch({ args: [...chromiumArguments], ...(executablePath === undefined ? {} : { executablePath }) })
const total = { documents: 0, directives: 0, corrections: 0, mostClicks: 0, clicksOfSixteen: 0, phones: 0, points: 0 }
const wrong: string[] = []

/** All documents of a district in one format, and then its phones. */
async function playDistrict(districtKey: string, format: SeedFormat): Promise<void> {
  const documents = seedDocuments.filter((document) => document.districtKey === districtKey)
  const server = await startLiveServer({ hasDocuments: false })
  try {
    const { officerLogin } = await server.findSchool(districtKey)
    const office = await openOffice(browser, { url: server.url, login: officerLogin, password: officePassword })
    for (const document of documents) {
      const { clicks, corrections, directives } = await publishFromFile(office.page, document, format)
      console.log(`${document.name}.${format}: ${String(directives)} directives, ${String(clicks)} clicks, ${String(corrections.length)} corrections`)
      total.documents += 1
      total.directives += directives
      total.corrections += corrections.length
      total.mostClicks = Math.max(total.mostClicks, clicks)
      if (directives === 16) total.clicksOfSixteen = Math.max(total.clicksOfSixteen, clicks)
      wrong.push(...corrections)
    }
    await office.close()
    for (const kind of kinds) {
      const phone = await Phone.unpack({ road: await server.openRoad() })
      await enrolWholly(phone, await server.createLink(await server.findOrganization(districtKey, kind)))
      const held = (await readMemory(phone.page)).cards.map(({ directive }) => directive.text).sort()
      const wanted = documents.flatMap((document) => pointsFor(kind, document)).sort()
      if (JSON.stringify(held) !== JSON.stringify(wanted)) wrong.push(`${districtKey}.${format}, ${kind}: ${String(held.length)} points instead of ${String(wanted.length)}`)
      total.phones += 1
      total.points += held.length
      await phone.throwAway()
    }
  } finally {
    await server.close()
  }
}

try {
  for (const format of seedFormats) {
    for (const districtKey of new Set(seedDocuments.map((document) => document.districtKey))) await playDistrict(districtKey, format)
  }
  for (const line of wrong) console.log(line)
  console.log(JSON.stringify({ proof: 'fiveDocuments', ...total, violations: wrong.length }))
  process.exitCode = wrong.length === 0 && total.clicksOfSixteen <= 60 ? 0 : 1
} finally {
  await browser.close()
}
