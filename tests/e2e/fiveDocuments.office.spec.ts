import type { OrganizationKind } from '#core/directive'
import { expect, test } from './support/fixtures.ts'
import { readMemory } from './support/memory.ts'
import { enrolWholly } from './support/schoolSteps.ts'
import { type SeedFormat, pointsFor, publishFromFile, seedDocuments } from './support/seedDocuments.ts'

test.use({ hasDocuments: false })

const kinds = ['general_school', 'preschool', 'supplementary'] as const satisfies readonly OrganizationKind[]

// Every district with another format; all of them with all formats: `npm run proof -- fiveDocuments`.
const formatByDistrict: Readonly<Record<string, SeedFormat>> = { suntar: 'txt', bodaibo: 'docx', lesosibirsk: 'pdf', pyatigorsk: 'pdf' }

for (const [districtKey, format] of Object.entries(formatByDistrict)) {
  test(`what ${districtKey} received as .${format} is reviewed, published and held by each kind of organization, no point more or less`, async ({ server, newOffice, newPhone }) => {
    test.setTimeout(180_000)
    const documents = seedDocuments.filter((document) => document.districtKey === districtKey)
    const { page } = await newOffice(districtKey)
    for (const document of documents) {
      const { clicks, corrections } = await publishFromFile(page, document, format)
      expect(corrections).toEqual([])
      expect(clicks).toBeLessThanOrEqual(60)
    }
    for (const kind of kinds) {
      const phone = await newPhone()
      await enrolWholly(phone, await server.createLink(await server.findOrganization(districtKey, kind)))
      const held = (await readMemory(phone.page)).cards.map(({ directive }) => directive.text).sort()
      expect(held, kind).toEqual(documents.flatMap((document) => pointsFor(kind, document)).sort())
    }
  })
}
