import { expect, test } from './support/fixtures.ts'
import { readMemory } from './support/memory.ts'
import { type Letter, checkServer, firstDocument, importOrganizations, inviteColleague, makeLetters, openNewcomer, publishFirstDocument, setUpOffice, setupCode } from './support/newcomer.ts'
import { listed } from './support/newcomerList.ts'
import { readPrintedPages } from './support/printedPages.ts'
import { readQrPicture } from './support/qrPicture.ts'
import { enrolByCode, expectReady, openList } from './support/schoolSteps.ts'
import { pointsFor } from './support/seedDocuments.ts'
import { sayOffice } from './support/words.ts'

test.use({ setupCode })

/** Characters of drawing: the rules of a letter's tables come to some 8,000 on a page, its code of squares to some 80,000. */
const leastOfCode = 40_000

test('a newcomer: from the first run to the first document, printed letters and a school’s phone', async ({ browser, server, newPhone }) => {
  const newcomer = await openNewcomer(browser, server.url, () => Promise.resolve())
  const { page } = newcomer
  await setUpOffice(newcomer)
  await inviteColleague(newcomer)
  await importOrganizations(newcomer)
  await publishFirstDocument(newcomer)
  const letters = await makeLetters(newcomer)
  expect(letters.map(({ organization }) => organization).sort()).toEqual(listed.map(({ name }) => name).sort())
  expect(new Set(letters.map(({ code }) => code)).size).toBe(listed.length)
  await expectPrinted(await page.pdf({ preferCSSPageSize: true }), letters)
  const school = letters.find(({ organization }) => organization === 'МБОУ «Эльгяйская средняя школа»')
  if (school === undefined) throw new Error('The school got no letter.')
  const address = await readQrPicture(school.sheet.getByRole('img', { name: sayOffice('code.qr') }))
  expect(address).toMatch(/\/e#[\w-]{22}$/)
  await checkServer(newcomer)
  await page.context().close()

  const phone = await newPhone()
  await enrolByCode(phone, school)
  await expectReady(phone)
  await openList(phone)
  const held = (await readMemory(phone.page)).cards.map(({ directive }) => directive.text)
  expect(held.sort()).toEqual(pointsFor('general_school', firstDocument).sort())
})

/** Every organization's letter begins a page of its own, with its name, its digits and a code of squares. */
async function expectPrinted(pdf: Uint8Array, letters: readonly Letter[]): Promise<void> {
  const pages = await readPrintedPages(pdf)
  const first = pages.filter(({ text }) => text.includes(sayOffice('letter.heading')))
  expect(first).toHaveLength(letters.length)
  expect(pages.length).toBeLessThanOrEqual(2 * letters.length)
  for (const { organization, number, code } of letters) {
    const page = first.find(({ text }) => text.includes(organization) && text.includes(number) && text.replaceAll(' ', '').includes(code))
    expect(page?.longestDrawing, organization).toBeGreaterThan(leastOfCode)
  }
}
