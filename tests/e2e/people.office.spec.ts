import { mkdirSync } from 'node:fs'
import { type Page, type TestInfo } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { startLiveServer } from './support/liveServer.ts'
import { openOffice } from './support/office.ts'
import { expectAccessible } from './support/probes.ts'
import { likeOffice, sayOffice } from './support/words.ts'

const setupCode = '482917305'
const password = 'берёза над рекой 7'

/** A picture of every screen beside the report: what a newcomer sees, in the order of the walk. */
async function keep(page: Page, testInfo: TestInfo, name: string): Promise<void> {
  const folder = testInfo.outputPath('walk')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
  await expectAccessible(page, name)
}

test('an empty server becomes an office: first run, people, settings, journal, doctor', async ({ browser }, testInfo) => {
  test.setTimeout(240_000)
  const server = await startLiveServer({ setupCode })
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', timezoneId: 'Asia/Yakutsk' })
  const page = await context.newPage()
  const heading = (name: string) => page.getByRole('heading', { level: 1, name })
  try {
    await page.goto(`${server.url}/office`)
    await expect(heading(sayOffice('setup.title'))).toBeVisible()
    await keep(page, testInfo, '01-setup')
    const fill = async (label: string, text: string): Promise<void> => { await page.getByLabel(label, { exact: true }).fill(text) }
    await fill(sayOffice('setup.code'), '000 000 000')
    for (const [label, text] of [
      [sayOffice('setup.officeName'), 'МКУ «Управление образования Сунтарского улуса»'], [sayOffice('setup.district'), 'Сунтарский улус'], [sayOffice('setup.region'), 'Республика Саха (Якутия)'],
      [sayOffice('setup.phone'), '8 41135 0-00-23'], [sayOffice('setup.name'), 'Иванова Т.П.'], [sayOffice('setup.post'), 'главный специалист'], [sayOffice('setup.login'), 'Иванова'], [sayOffice('setup.password'), password],
    ] as const) await fill(label, text)
    await page.getByRole('button', { name: sayOffice('setup.do') }).click()
    await expect(page.getByRole('alert')).toContainText('Код не подходит')
    await fill(sayOffice('setup.code'), '482 917 305')
    // The rest of the walk by keyboard where a form is sent.
    await page.getByLabel(sayOffice('setup.password'), { exact: true }).press('Enter')
    await expect(heading(sayOffice('documents.title'))).toBeVisible({ timeout: 20_000 })
    await expect(page.getByRole('heading', { name: sayOffice('setup.steps') })).toBeVisible()
    await keep(page, testInfo, '02-steps')

    await page.getByRole('link', { name: sayOffice('setup.step.people') }).press('Enter')
    await expect(heading(sayOffice('people.title'))).toBeVisible()
    await page.getByRole('button', { name: sayOffice('people.invite') }).press('Enter')
    await page.getByLabel(sayOffice('people.name')).fill('Петрова А.И.')
    await page.getByLabel(sayOffice('people.post'), { exact: true }).fill('начальник управления')
    await page.getByLabel(sayOffice('people.login')).fill('petrova')
    await page.getByRole('checkbox', { name: sayOffice('people.role.specialist') }).uncheck()
    await page.getByRole('checkbox', { name: sayOffice('people.role.chief') }).check()
    await keep(page, testInfo, '03-invite')
    await page.getByRole('button', { name: sayOffice('people.inviteDo') }).press('Enter')
    await expect(page.getByText(sayOffice('invitation.once'))).toBeVisible()
    await keep(page, testInfo, '04-invitation')
    const link = await page.locator('dialog.letter .link').innerText()
    await page.getByRole('dialog').getByRole('button', { name: sayOffice('app.close') }).last().click()
    await keep(page, testInfo, '05-people')

    const chiefs = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1280, height: 800 } })
    const chief = await chiefs.newPage()
    await chief.goto(link)
    await expect(chief.getByRole('heading', { level: 1 })).toContainText('Петрова А.И.')
    await chief.getByLabel(sayOffice('password.new')).fill('petrova')
    await keep(chief, testInfo, '06-accept')
    await chief.getByLabel(sayOffice('password.new')).fill('три сосны у школы')
    await chief.getByRole('button', { name: sayOffice('invitation.accept') }).click()
    await expect(chief.getByRole('heading', { level: 1, name: sayOffice('documents.title') })).toBeVisible({ timeout: 20_000 })
    await expect(chief.getByRole('link', { name: sayOffice('nav.administration') })).toHaveCount(0)
    await chief.goto(`${server.url}/office/people`)
    await expect(chief.getByRole('heading', { name: sayOffice('right.missing') })).toBeVisible()
    await keep(chief, testInfo, '07-no-right')
    await chiefs.close()

    await page.getByRole('navigation').getByRole('link', { name: sayOffice('nav.administration') }).click()
    await keep(page, testInfo, '08-administration')
    await page.getByRole('link', { name: sayOffice('settings.title') }).click()
    await expect(heading(sayOffice('settings.title'))).toBeVisible()
    await page.getByLabel(sayOffice('settings.rule.immediateDays')).fill('5')
    await page.getByLabel(sayOffice('settings.calendar.year'), { exact: true }).fill('2028')
    await page.getByLabel(sayOffice('settings.calendar.transfers'), { exact: true }).fill('08.01.2028 → 09.05.2028')
    await page.getByRole('button', { name: sayOffice('settings.calendar.add') }).press('Enter')
    await expect(page.getByText(sayOffice('settings.unsaved'))).toBeVisible()
    await keep(page, testInfo, '09-settings')
    await page.getByRole('button', { name: sayOffice('settings.save') }).click()
    await expect(page.getByText('Сохранено. Новое получ')).toBeVisible()

    await page.goto(`${server.url}/office/journal`)
    await expect(page.getByRole('cell', { name: 'Изменены настройки района' })).toBeVisible()
    await keep(page, testInfo, '10-journal')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: sayOffice('journal.export') }).click()
    expect((await download).suggestedFilename()).toBe(sayOffice('journal.file'))

    await page.goto(`${server.url}/office/doctor`)
    await expect(page.getByText('База цела')).toBeVisible({ timeout: 30_000 })
    await keep(page, testInfo, '11-doctor')
    await page.goto(`${server.url}/office/data`)
    await expect(heading(sayOffice('data.title'))).toBeVisible()
    await keep(page, testInfo, '12-data')
    await page.getByRole('link', { name: sayOffice('nav.help') }).click()
    await page.getByLabel(sayOffice('help.search')).fill('забыл пароль')
    await expect(page.locator('details')).toHaveCount(2)
    await keep(page, testInfo, '13-help')
    await page.getByRole('banner').getByRole('link', { name: 'Иванова Т.П.' }).click()
    await expect(heading(sayOffice('profile.title'))).toBeVisible()
    await keep(page, testInfo, '14-profile')
    await page.setViewportSize({ width: 800, height: 1000 })
    await keep(page, testInfo, '15-profile-narrow')
    await page.goto(`${server.url}/office/people`)
    await expect(page.getByRole('table')).toBeVisible()
    await keep(page, testInfo, '16-people-narrow')
    await page.goto(`${server.url}/office/settings`)
    await expect(heading(sayOffice('settings.title'))).toBeVisible()
    await keep(page, testInfo, '17-settings-narrow')
  } finally {
    await context.close()
    await server.close()
  }
})

test('who is sent away is out at once, and comes back', async ({ server, newOffice, browser }) => {
  const { page } = await newOffice('suntar')
  await page.goto(`${server.url}/office/people`)
  await expect(page.getByRole('table')).toBeVisible()
  const own = await server.findSchool('suntar')
  await page.getByRole('button', { name: likeOffice('people.deactivateName') }).first().click()
  await expect(page.getByRole('alert')).toContainText('единственный администратор')
  // The one who asked is still in.
  const second = await openOffice(browser, { url: server.url, login: own.officerLogin, password: 'для проверки 2026' })
  await second.page.goto(`${server.url}/office/profile`)
  await second.page.getByRole('button', { name: sayOffice('profile.sessions.endAll') }).click()
  await expect(second.page.getByRole('heading', { name: sayOffice('signIn.title') })).toBeVisible()
  await second.close()
  await page.reload()
  await expect(page.getByRole('heading', { name: sayOffice('signIn.title') })).toBeVisible()
})
