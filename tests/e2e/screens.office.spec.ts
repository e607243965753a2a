import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { actions, openAssignment, openOrganization } from './support/office.ts'
import { expectAccessible, setTextScale } from './support/probes.ts'
import { enrolWholly, expectAllSent, listPlainPoints, report } from './support/schoolSteps.ts'
import { likeOffice, sayOffice } from './support/words.ts'

test.setTimeout(240_000)

async function inspect(page: Page, screen: string): Promise<void> {
  await expectAccessible(page, screen)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, `${screen}, dark`, 'colours')
  await setTextScale(page, 2)
  await expectAccessible(page, `${screen}, 200 %`, 'sizes')
  await setTextScale(page, 1)
  await page.emulateMedia({ colorScheme: 'light' })
}

test('the office’s screens as they stand between its addresses', async ({ server, newPhone, newOffice, page }) => {
  await page.goto(`${server.url}/office`)
  await expect(page.getByRole('heading', { name: sayOffice('signIn.title') })).toBeVisible()
  await inspect(page, 'sign-in')
  await page.getByRole('link', { name: sayOffice('access.title') }).click()
  await expect(page.getByText(sayOffice('access.contact.stranger'))).toBeVisible()

  const school = await server.findSchool('pyatigorsk')
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('The list is empty.')
  await report(phone, point, 'Издан приказ № 41')
  await expectAllSent(phone)

  const office = await newOffice('pyatigorsk')
  await office.page.getByRole('main').getByRole('table').getByRole('link').first().click()
  await expect(office.page.getByRole('grid')).toBeVisible()
  const menu = office.page.getByRole('navigation', { name: sayOffice('app.menu') })
  await menu.getByRole('link', { name: sayOffice('nav.unaddressed') }).click()
  await expect(office.page.getByRole('heading', { level: 1, name: sayOffice('unaddressed.title') })).toBeVisible()
  await menu.getByRole('link', { name: sayOffice('nav.organizations') }).click()
  await expect(office.page.getByRole('heading', { level: 1, name: sayOffice('organizations.title') })).toBeVisible()
  await office.page.getByRole('contentinfo').getByRole('link', { name: sayOffice('nav.safety') }).click()
  await expect(office.page.getByRole('heading', { level: 1, name: sayOffice('safety.title') })).toBeVisible()
  await openOrganization(office, school.name)
  await office.page.getByRole('button', { name: sayOffice('code.new') }).click()
  await expect(office.page.getByText(sayOffice('code.once'))).toBeVisible()
  await inspect(office.page, 'letter with a code')
  await office.page.getByRole('dialog').getByRole('button', { name: sayOffice('app.close') }).first().click()
  await office.page.getByRole('button', { name: likeOffice('organization.device.revokeName') }).click()
  await inspect(office.page, 'revocation')
  await office.page.getByRole('dialog').getByRole('button', { name: sayOffice('app.cancel') }).click()
  await openAssignment(office, school.name, point)
  await actions(office).getByRole('button', { name: sayOffice('action.return') }).click()
  await actions(office).getByRole('button', { name: sayOffice('action.return.submit') }).click()
  await inspect(office.page, 'return without a reason')
  await office.page.goto(`${server.url}/office/no-such-page`)
  await expect(office.page.getByRole('heading', { name: sayOffice('app.notFound.title') })).toBeVisible()
  await inspect(office.page, 'no such page')
})
