import { fileURLToPath } from 'node:url'
import { expect, test } from './support/fixtures.ts'
import { expectAccessible } from './support/probes.ts'
import { cards, enrolWholly } from './support/schoolSteps.ts'
import { likeOffice, sayOffice } from './support/words.ts'

const file = (name: string): string => fileURLToPath(new URL(`../golden/files/${name}`, import.meta.url))

test('a file becomes a document on the phones: read, checked side by side, published', async ({ server, newPhone, newOffice }) => {
  test.setTimeout(120_000)
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  const before = await cards(phone).count()
  const { page } = await newOffice('suntar')
  await page.getByRole('link', { name: sayOffice('nav.drafts') }).click()
  await expect(page.getByText(sayOffice('drafts.lead'))).toBeVisible()
  await expectAccessible(page, 'drafts')

  await page.getByLabel(likeOffice('drafts.file')).setInputFiles(file('001_9c11aa4eb20e3368.pdf'))
  await expect(page.getByRole('heading', { name: sayOffice('review.source') })).toBeVisible({ timeout: 30_000 })
  await expectAccessible(page, 'review')
  const row = page.locator('.rows button.text').filter({ hasText: 'осуществлять мониторинговые исследования' })
  await row.click()
  // The words stand marked in the document too.
  await expect(page.locator('.source a.chosen').first()).toContainText('осуществлять мониторинговые исследования')
  await row.press('a')
  await expectAccessible(page, 'row')
  await page.getByRole('checkbox', { name: sayOffice('audience.general_school') }).check()
  await page.getByRole('button', { name: sayOffice('review.done') }).click()
  await expect(page.getByText(sayOffice('review.saved'))).toBeVisible()

  await page.reload()
  await expect(row.locator('xpath=..')).toContainText(sayOffice('audience.general_school'))
  await page.getByRole('button', { name: likeOffice('review.publish') }).click()
  await expectAccessible(page, 'publishing')
  await page.getByRole('button', { name: sayOffice('review.publish.do'), exact: true }).click()
  await expect(page.getByRole('grid')).toBeVisible()

  await phone.page.evaluate(() => dispatchEvent(new Event('online')))
  await expect(cards(phone).filter({ hasText: 'осуществлять мониторинговые исследования' })).toHaveCount(1)
  expect(await cards(phone).count()).toBeGreaterThan(before)
})
