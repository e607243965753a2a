import { mkdirSync } from 'node:fs'
import { expect, test } from './support/fixtures.ts'
import { expectAccessible } from './support/probes.ts'
import { enrolWholly, expectAllSent, listPlainPoints, report } from './support/schoolSteps.ts'
import { sayOffice } from './support/words.ts'

test.setTimeout(240_000)

const shots = process.env['SHOTS']

test('the whole control by keyboard alone: a phone’s report is shown by itself, accepted, taken back, accepted in the matrix', async ({ server, newPhone, newOffice }) => {
  const picture = async (name: string): Promise<void> => {
    if (shots === undefined) return
    mkdirSync(shots, { recursive: true })
    await page.screenshot({ path: `${shots}/${name}.png` })
  }
  const office = await newOffice('pyatigorsk')
  const { page } = office
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(`${server.url}/office/queue`)
  await expect(page.getByRole('heading', { level: 1, name: sayOffice('queue.title') })).toBeVisible()
  const before = await page.locator('[data-queue]').count()

  const school = await server.findSchool('pyatigorsk')
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('The list is empty.')
  await report(phone, point, 'Издан приказ № 41')
  await expectAllSent(phone)

  // Nobody reloads: the news alone brings it, well within the minute of the polling.
  await expect(page.getByText('Издан приказ № 41')).toBeVisible({ timeout: 10_000 })
  await expect(page.locator('[data-queue]')).toHaveCount(before + 1)
  await expectAccessible(page, 'queue')
  await picture('queue-1280')

  await page.locator('[data-queue][tabindex="0"]').focus()
  await page.keyboard.press('End')
  await expect(page.locator('li:focus-within')).toContainText('Издан приказ № 41')
  await page.keyboard.press('KeyA')
  await expect(page.locator('[data-queue]')).toHaveCount(before)
  await picture('queue-accepted-1280')
  await page.getByRole('button', { name: sayOffice('act.undo') }).press('Enter')
  await expect(page.locator('[data-queue]')).toHaveCount(before + 1)

  await page.goto(`${server.url}/office/control?show=awaitsDecision`)
  await expect(page.getByRole('grid')).toBeVisible()
  await expectAccessible(page, 'control')
  await picture('control-awaits-1280')
  await page.goto(`${server.url}/office/control`)
  await expect(page.getByRole('grid')).toBeVisible()
  await picture('control-1280')
  expect(await page.locator('[data-cell]').count()).toBeLessThanOrEqual(3000)
  await page.locator('[data-cell][tabindex="0"]').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowDown')
  await expectAccessible(page, 'control, chosen')
  await picture('control-chosen-1280')
  await page.locator('[data-cell][tabindex="0"]').focus()
  await page.keyboard.press('KeyA')
  await expect(page.getByRole('status').filter({ hasText: 'Снято с контроля' })).toBeVisible()
  await picture('control-released-1280')
  await page.locator('a[data-cell]').first().press('Enter')
  await expect(page.getByRole('heading', { name: sayOffice('assignment.history') })).toBeVisible()
  await expectAccessible(page, 'assignment')
  await picture('assignment-1280')

  await page.goto(`${server.url}/office/progress`)
  await expect(page.getByRole('heading', { name: sayOffice('progress.bars') })).toBeVisible()
  await expectAccessible(page, 'progress')
  await picture('progress-1280')
  await page.setViewportSize({ width: 800, height: 1000 })
  await picture('progress-800')
  await page.goto(`${server.url}/office/control`)
  await expect(page.getByRole('grid')).toBeVisible()
  await picture('control-800')
})
