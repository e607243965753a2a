import { mkdirSync, readFileSync } from 'node:fs'
import ICAL from 'ical.js'
import type { Locator } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import type { Phone } from './support/phone.ts'
import { inspectScreen, setTheme } from './support/probes.ts'
import { cards, closeSheet, drawWholeList, enrol, enrolWholly, expectReady, listPlainPoints, markDone, markInProgress, openList, showList } from './support/schoolSteps.ts'
import { like, say } from './support/words.ts'

test.setTimeout(120_000)

const shots = process.env['SHOTS']

async function keepPictures({ page }: Phone, screen: string): Promise<void> {
  mkdirSync(shots ?? '', { recursive: true })
  for (const theme of ['light', 'dark', 'sun'] as const) {
    await setTheme(page, theme)
    await page.screenshot({ path: `${shots ?? ''}/${screen}-${theme}.png`, fullPage: true })
  }
}

async function inspect(phone: Phone, screen: string): Promise<void> {
  if (shots !== undefined) await keepPictures(phone, screen)
  await inspectScreen(phone.page, screen)
}

const introduction = (phone: Phone): Locator => phone.page.getByRole('region', { name: say('intro.title') })
const offer = (phone: Phone): Locator => phone.page.locator('section.offer')

async function openSettings(phone: Phone): Promise<void> {
  await phone.tap(phone.page.getByRole('navigation', { name: say('nav.label') }).getByRole('link', { name: say('nav.settings') }))
  await expect(phone.page.getByRole('heading', { name: say('settings.title'), level: 1 })).toBeVisible()
}

/** Takes the test's own browser its offer away, which comes at a moment of its choice. */
async function silenceBrowser(phone: Phone): Promise<void> {
  await phone.context.addInitScript(() => {
    addEventListener('beforeinstallprompt', (event) => { if (event.isTrusted) event.stopImmediatePropagation() })
  })
}

/** A browser that offers to install: what its window answers, and how often it was shown. */
async function offerByBrowser(phone: Phone, outcome: 'accepted' | 'dismissed'): Promise<void> {
  await phone.page.evaluate((answer) => {
    const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: () => { document.documentElement.dataset['prompted'] = 'yes'; return Promise.resolve() },
      userChoice: Promise.resolve({ outcome: answer }),
    })
    dispatchEvent(event)
    document.documentElement.dataset['prevented'] = String(event.defaultPrevented)
  }, outcome)
}

test('three cards stand under «Открыть поручения» once on a phone, and are left by its tap; help shows them again without a network', async ({ server, newPhone }) => {
  const phone = await newPhone()
  await enrol(phone, await server.createLink(await server.findSchool('suntar')))
  await expectReady(phone)
  await expect(introduction(phone)).toContainText(say('intro.offline.title'))
  await inspect(phone, 'introduction')
  await phone.tap(introduction(phone).getByRole('button', { name: say('intro.next') }))
  await expect(introduction(phone)).toContainText(say('intro.where.text'))
  await phone.tap(introduction(phone).getByRole('button', { name: say('intro.next') }))
  await expect(introduction(phone)).toContainText(say('intro.help.title'))
  await expect(introduction(phone).getByRole('button', { name: say('intro.next') })).toHaveCount(0)
  await openList(phone)
  await expect(introduction(phone)).toHaveCount(0)

  await enrol(phone, await server.createLink(await server.findSchool('pyatigorsk')))
  await expectReady(phone)
  await phone.tap(phone.page.getByRole('button', { name: say('enrol.toList') }))
  await expect(cards(phone).first()).toBeVisible()
  await expect(introduction(phone)).toHaveCount(0)

  await phone.close()
  await phone.start({ isOffline: true })
  await expect(cards(phone).first()).toBeVisible()
  await openSettings(phone)
  await phone.tap(phone.page.getByRole('button', { name: say('help.title') }))
  const sheet = phone.page.getByRole('dialog')
  await phone.tap(sheet.getByText(say('help.offline.title')))
  await expect(sheet.getByText(say('help.offline.text'))).toBeVisible()
  await expect(sheet.getByText(like('help.clerk'))).toBeVisible()
  await inspect(phone, 'help')
  await phone.tap(sheet.getByRole('button', { name: say('help.intro') }))
  await expect(introduction(phone)).toContainText(say('intro.offline.title'))
  await closeSheet(phone)
  await phone.tap(phone.page.getByRole('button', { name: say('about.title') }))
  await expect(sheet.getByText(say('about.kept.phone'))).toBeVisible()
  await inspect(phone, 'about')
  expect(phone.errors).toEqual([])
})

test('the main screen is offered after the first mark and never before, by the browser’s own window where there is one', async ({ server, newPhone }) => {
  const phone = await newPhone()
  await silenceBrowser(phone)
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  await offerByBrowser(phone, 'accepted')
  await expect(phone.page.locator('html')).toHaveAttribute('data-prevented', 'true')
  const [first] = await listPlainPoints(phone)
  if (first === undefined) throw new Error('The list is empty.')
  await expect(offer(phone)).toHaveCount(0)
  await markDone(phone, first)
  await expect(offer(phone)).toBeVisible()
  await inspect(phone, 'offer')
  await expect(phone.page.locator('html')).not.toHaveAttribute('data-prompted')
  await phone.tap(offer(phone).getByRole('button', { name: say('install.add') }))
  await expect(phone.page.locator('html')).toHaveAttribute('data-prompted', 'yes')
  // What the browser promised is said in words, whatever it was.
  await expect(offer(phone).getByRole('status')).toHaveText(new RegExp(`^${say('install.done')} (${say('settings.storage.granted')}|${say('settings.storage.refused')})$`, 'u'))
  await phone.tap(offer(phone).getByRole('button', { name: say('install.read') }))
  await expect(offer(phone)).toHaveCount(0)
})

test('where the browser has no window of its own the way through its menu is told, and «Больше не предлагать» holds', async ({ server, newPhone }) => {
  const phone = await newPhone()
  await silenceBrowser(phone)
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  const session = await phone.context.newCDPSession(phone.page)
  await session.send('Emulation.setUserAgentOverride', { userAgent: 'Mozilla/5.0 (Linux; Android 8.1) AppleWebKit/537.36 Chrome/138.0 SamsungBrowser/28.0 Mobile Safari/537.36' })
  await phone.page.reload()
  const [first, second, third] = await listPlainPoints(phone)
  if (first === undefined || second === undefined || third === undefined) throw new Error('The list holds too few points.')
  await markInProgress(phone, first)
  await expect(offer(phone)).toContainText(say('install.open.samsung'))
  await expect(offer(phone)).toContainText(say('install.choose.samsung'))
  await inspect(phone, 'guide')
  await phone.tap(offer(phone).getByRole('button', { name: say('install.later') }))
  await expect(offer(phone)).toHaveCount(0)
  await markInProgress(phone, second)
  await expect(offer(phone)).toHaveCount(0)
  // A week is over.
  await phone.page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((done) => { const opening = indexedDB.open('porucheno'); opening.onsuccess = () => { done(opening.result) } })
    const writing = database.transaction('settings', 'readwrite')
    writing.objectStore('settings').put({ key: 'seen install', value: '0' })
    await new Promise((done) => { writing.oncomplete = done })
    database.close()
  })
  await phone.page.reload()
  await markInProgress(phone, third)
  await phone.tap(offer(phone).getByRole('button', { name: say('install.never') }))
  await expect(offer(phone)).toHaveCount(0)
  await phone.page.reload()
  await markDone(phone, first)
  await expect(phone.page.getByRole('heading', { name: like('group.done') })).toBeVisible()
  await expect(offer(phone)).toHaveCount(0)
  // In the settings it stays to be had.
  await openSettings(phone)
  await expect(phone.page.getByText(say('install.why'))).toBeVisible()
})

test('the week’s dates stand above the list once a day; those of all points go into the phone’s calendar without a network', async ({ server, newPhone }) => {
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  await expect(phone.page.getByText(like('digest.overdue')).first()).toBeVisible()
  await inspect(phone, 'digest')
  await drawWholeList(phone)
  await phone.page.reload()
  await expect(cards(phone).first()).toBeVisible()
  await expect(phone.page.getByRole('searchbox', { name: say('list.search') })).toBeVisible()
  await expect(phone.page.getByText(like('digest.overdue'))).toHaveCount(0)
  await phone.open('/?show=overdue')
  await expect(phone.page.getByRole('heading', { name: like('group.overdue') })).toBeInViewport()

  await phone.goOffline()
  await showList(phone)
  await openSettings(phone)
  await expect(phone.page.getByText(like('settings.memory'))).toHaveText(/\d+ (?:МБ )?из \d+ [МГ]Б/u)
  await inspect(phone, 'settings')
  const [file] = await Promise.all([phone.page.waitForEvent('download'), phone.tap(phone.page.getByRole('button', { name: say('calendar.save') }))])
  expect(file.suggestedFilename()).toBe('Сроки.ics')
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(await file.path(), 'utf8')) as unknown[])
  const events = calendar.getAllSubcomponents('vevent')
  await expect(phone.page.getByText(say('calendar.ready', { n: events.length }))).toBeVisible()
  expect(events.length).toBeGreaterThan(5)
  expect(new Set(events.map((event) => event.getFirstPropertyValue('uid'))).size).toBe(events.length)
  for (const event of events) expect(event.getAllSubcomponents('valarm').length).toBeGreaterThan(0)
  expect(phone.errors).toEqual([])
})
