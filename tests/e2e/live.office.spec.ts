import type { CDPSession, Locator, Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import type { Gateway } from './support/gateway.ts'
import type { LiveServer, School } from './support/liveServer.ts'
import type { Office } from './support/office.ts'
import type { Phone } from './support/phone.ts'
import { type Point, enrolWholly, expectAllSent, listPlainPoints, report } from './support/schoolSteps.ts'
import { sayOffice } from './support/words.ts'

test.setTimeout(240_000)

interface Watched {
  readonly page: Page
  /** The page's own way to the server. */
  readonly road: Gateway
  readonly session: CDPSession
  readonly phone: Phone
  /** A point of the phone's list whose cell the matrix shows. */
  readonly point: Point
  readonly cell: Locator
  /** The queue's number in the head. */
  readonly waiting: { readonly link: Locator; readonly number: number }
  /** Every event of the news that came to the browser, as its name and what it says. */
  readonly events: readonly string[]
}

/** The asking by the minute, and at each return to the page, never comes: what is shown then, the news alone have brought. */
async function stopAsking(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const plain = globalThis.setInterval.bind(globalThis)
    globalThis.setInterval = ((work: () => void, ms = 0) => (ms >= 60_000 ? 0 : plain(work, ms))) as typeof globalThis.setInterval
    for (const name of ['visibilitychange', 'focus']) globalThis.addEventListener(name, (event) => { event.stopImmediatePropagation() }, { capture: true })
  })
}

/** Counts what the browser is given of the news, and answers once the page hears them and knows its queue. */
async function hearNews(session: CDPSession, page: Page): Promise<readonly string[]> {
  const events: string[] = []
  await session.send('Network.enable')
  session.on('Network.eventSourceMessageReceived', ({ eventName, data }) => { events.push(`${eventName} ${data}`) })
  const answers = ['events', 'queue'].map((door) => page.waitForResponse((response) => response.url().endsWith(`/api/office/${door}`)))
  await page.reload()
  for (const answer of await Promise.all(answers)) expect(answer.status()).toBe(200)
  return events
}

async function findCell(page: Page, { organizationId }: School, points: readonly Point[]): Promise<{ readonly point: Point; readonly cell: Locator }> {
  await expect(page.getByRole('grid')).toBeVisible()
  for (const point of points) {
    const cell = page.locator(`a[data-cell][href$="/organizations/${organizationId}/assignments/d:${point.path.split('/').at(-1) ?? ''}"]`)
    if ((await cell.count()) === 1) return { point, cell }
  }
  throw new Error('No point of the phone is on the screen.')
}

/** A phone with everything sent, and the matrix of its school open before a specialist. */
async function openMatrix(server: LiveServer, newPhone: () => Promise<Phone>, newOffice: (districtKey: string) => Promise<Office>): Promise<Watched> {
  const school = await server.findSchool('pyatigorsk')
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  const points = await listPlainPoints(phone)
  await expectAllSent(phone)
  const { page, context } = await newOffice('pyatigorsk')
  await stopAsking(page)
  const road = await server.openRoad()
  await page.goto(`${road.url}/office/control?q=${encodeURIComponent(school.name)}`)
  const session = await context.newCDPSession(page)
  const events = await hearNews(session, page)
  const found = await findCell(page, school, points)
  await expect(found.cell).not.toContainText(sayOffice('state.awaitsDecision'))
  await page.evaluate(() => { document.documentElement.dataset['loaded'] = 'once' })
  const link = page.getByRole('navigation', { name: sayOffice('app.menu') }).getByRole('link', { name: sayOffice('nav.queue') })
  const number = Number(/\d*$/.exec((await link.textContent()) ?? '')?.[0])
  return { page, road, session, phone, ...found, events, waiting: { link, number } }
}

const exchangesOf = ({ road }: Phone): number => road.passed.filter(({ path }) => path === '/api/exchange').length

/** The cell and the queue's number say that the report came, on the page that was open all the time. */
async function expectShown({ page, cell, waiting: { link, number } }: Watched): Promise<void> {
  await expect(cell).toContainText(sayOffice('state.awaitsDecision'), { timeout: 20_000 })
  await expect(link).toHaveText(`${sayOffice('nav.queue')}${String(number + 1)}`)
  expect(await page.evaluate(() => document.documentElement.dataset['loaded'])).toBe('once')
}

test('one exchange of a phone is one event, and that event alone changes the cell and the queue’s number', async ({ server, newPhone, newOffice }) => {
  const watched = await openMatrix(server, newPhone, newOffice)
  const { phone, point, events } = watched
  const before = exchangesOf(phone)
  expect(events).toEqual([])
  await report(phone, point, 'Издан приказ № 41')
  await expectAllSent(phone)
  await expectShown(watched)
  expect(exchangesOf(phone) - before).toBe(1)
  expect(events).toHaveLength(1)
  expect(events[0]).toMatch(/^change .*"documents":false/)
})

test('a page whose network was gone before any news came to it shows what it missed, without being loaded anew', async ({ server, newPhone, newOffice }) => {
  const watched = await openMatrix(server, newPhone, newOffice)
  const { road, phone, point, events } = watched
  road.setCut(true)
  await report(phone, point, 'Издан приказ № 41')
  await expectAllSent(phone)
  expect(events).toEqual([])
  road.setCut(false)
  await expectShown(watched)
  expect(events).toHaveLength(1)
})

test('a page that slept while the server was started anew reads everything again, without being loaded anew', async ({ server, newPhone, newOffice }) => {
  const watched = await openMatrix(server, newPhone, newOffice)
  const { session, page, phone, point, events } = watched
  await session.send('Page.setWebLifecycleState', { state: 'frozen' })
  await server.stop()
  await server.start()
  await report(phone, point, 'Издан приказ № 41')
  await expectAllSent(phone)
  await session.send('Page.setWebLifecycleState', { state: 'active' })
  await page.bringToFront()
  await expectShown(watched)
  expect(events).toEqual(['reset {}'])
})
