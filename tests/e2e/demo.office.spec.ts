import { demo } from '../../src/i18n/locales/demo/ru.ts'
import { expect, test } from './support/fixtures.ts'
import { like, say, sayOffice } from './support/words.ts'

test('the demonstration shows both programs; what is marked without the network reaches the office with it', async ({ server, page }) => {
  await page.setViewportSize({ width: 1500, height: 1000 })
  await page.goto(`${server.url}/demo`)
  await page.getByLabel(demo.district).selectOption('suntar')
  await page.getByRole('button', { name: demo.connect }).click()
  const phone = page.frameLocator(`iframe[title="${demo.phone}"]`)
  const office = page.frameLocator(`iframe[title="${demo.office}"]`)
  await phone.getByRole('button', { name: say('enrol.submit') }).first().click()
  await phone.getByLabel(say('enrol.name')).fill('Петрова А.И.')
  await phone.getByRole('button', { name: say('action.save') }).click()
  await expect(phone.getByRole('heading', { name: say('enrol.ready') })).toBeVisible({ timeout: 20_000 })
  await phone.getByRole('button', { name: say('enrol.toList') }).click()
  await expect(office.getByRole('heading', { level: 1, name: sayOffice('documents.title') })).toBeVisible()

  const network = page.getByRole('switch', { name: demo.network })
  await network.click()
  await expect(phone.getByText(say('offline'))).toBeVisible()
  await phone.getByRole('button', { name: like('card.mark.label') }).first().click()
  await phone.getByRole('dialog').getByRole('button', { name: say('mark.reported'), exact: true }).click()
  await expect(phone.getByText(like('mark.done'))).toBeVisible()
  const reported = office.getByRole('main').getByRole('table').getByRole('row').nth(1).getByRole('cell').nth(2)
  const refresh = office.getByRole('button', { name: sayOffice('app.refresh') })
  await refresh.click()
  await expect(reported).toHaveText('0')

  await network.click()
  await expect(phone.locator('button.transfer')).toHaveText(like('sync.done'), { timeout: 20_000 })
  await refresh.click()
  await expect(reported).toHaveText('1')
})
