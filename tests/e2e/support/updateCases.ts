/** The program and its schema are renewed on a phone that holds unsent records; what goes wrong then, must be nothing. */
import { expect } from '@playwright/test'
import type { JsonObject } from '#core/sync'
import { databaseName, databaseVersion } from '../../../src/device/database.ts'
import type { LiveServer, School } from './liveServer.ts'
import { readMemory } from './memory.ts'
import { nextStore } from './nextProgram.ts'
import type { Phone } from './phone.ts'
import { type Point, addNote, cards, enrolWholly, expectAllSent, expectReady, listPlainPoints, openList, openPoint, report, transferLine } from './schoolSteps.ts'
import { leaveRoom } from './smallQuota.ts'
import { say } from './words.ts'

export const updateCases = ['plain', 'oldTabOpen', 'fullBeforeDownload', 'fullAtUpgrade', 'accessClosed'] as const
export type UpdateCase = (typeof updateCases)[number]

export interface UpdateResult {
  readonly kind: UpdateCase
  readonly unsent: number
  /** Of them, how many the office holds at the end. */
  readonly arrived: number
  readonly violations: readonly string[]
}

export interface UpdateSetting {
  readonly server: LiveServer
  readonly phone: Phone
  readonly school: School
  /** Folders of the built pages: of today's program and of the next one. */
  readonly today: string
  readonly next: string
  readonly unsent: number
}

/** A new phone enrols with today's program, works without a network, and meets the next program. */
export async function playUpdate(kind: UpdateCase, setting: UpdateSetting): Promise<UpdateResult> {
  const { server, phone, school, today, next, unsent } = setting
  const violations: string[] = []
  const must = (isRight: boolean, what: string): void => { if (!isRight) violations.push(what) }
  await server.servePages(today)
  await enrolWholly(phone, await server.createLink(school))
  await expectAllSent(phone)
  const texts = await workOffline(phone, unsent, kind)
  const holdsAll = async (): Promise<boolean> => {
    const kept = new Set((await readMemory(phone.page)).changes.map(({ value }) => value['text']))
    return texts.every((text) => kept.has(text))
  }
  must(await holdsAll(), 'not every record was kept before the update')

  // The network brings the next program's files and no exchange, so that everything is still unsent when it takes over.
  await server.servePages(next)
  phone.road.decide(({ path }) => (path.startsWith('/api/') ? { type: 'cut' } : { type: 'pass' }))
  if (kind === 'fullBeforeDownload') await meetFullDisk(phone, texts, must)
  await phone.goOnline()
  await findUpdate(phone)
  if (kind === 'fullAtUpgrade') await upgradeOnFullDisk(phone, must)
  else if (kind === 'oldTabOpen') texts.push(await updateBesideOldTab(phone, must))
  else await applyUpdate(phone)
  await expect(cards(phone).first()).toBeVisible()
  must((await schemaVersion(phone)) === databaseVersion + 1, 'the schema was not upgraded')
  must((await countNext(phone)) >= texts.length, 'the upgrade did not reach every record')
  must(await holdsAll(), 'a record was lost by the update')

  if (kind === 'accessClosed') await closeAndConnectAnew(setting, must)
  phone.road.heal()
  await phone.open('/')
  await expect.poll(async () => (await readMemory(phone.page)).changes.filter(({ pending }) => pending === 1).length, { timeout: 30_000 }).toBe(0)
  const { history, quarantine } = server.store.forOrganization(school.districtId, school.organizationId)
  // What a phone sends after its access was closed is put aside for the office to look at.
  const arrivals = [...(await history.list({})).map(({ value }) => value), ...(await quarantine.list()).map(({ body }) => body['value'] as JsonObject)].map(({ text }) => text)
  const twice = texts.filter((text) => arrivals.filter((one) => one === text).length > 1)
  must(twice.length === 0, `${String(twice.length)} records stand twice`)
  violations.push(...phone.errors.filter((error) => !isExpected(kind, error)).map((error) => `unhandled: ${error}`))
  return { kind, unsent: texts.length, arrived: texts.filter((text) => arrivals.includes(text)).length, violations }
}

/** What waited for a database without room is reported to the browser, besides what the screen says. */
function isExpected(kind: UpdateCase, error: string): boolean {
  return kind === 'fullAtUpgrade' && /DatabaseClosedError|AbortError/u.test(error)
}

/** Marks with words on the first points, then notes on the last, until there are so many. */
async function workOffline(phone: Phone, count: number, kind: UpdateCase): Promise<string[]> {
  await phone.goOffline()
  const points = await listPlainPoints(phone)
  const texts = Array.from({ length: count }, (_, i) => `${kind}: запись ${String(i + 1)}, издан приказ № ${String(17 + i)}`)
  const marked = points.slice(0, Math.min(5, points.length - 1))
  for (const [i, point] of marked.entries()) await report(phone, point, texts[i] ?? '')
  await openPoint(phone, lastOf(points))
  for (const text of texts.slice(marked.length)) await addNote(phone, text)
  await phone.open('/')
  await expect(cards(phone).first()).toBeVisible()
  return texts
}

function lastOf(points: readonly Point[]): Point {
  const last = points.at(-1)
  if (last === undefined) throw new Error('The list is empty.')
  return last
}

/** No room for the next program's files: today's goes on, offers no update, and shows and keeps everything. */
async function meetFullDisk(phone: Phone, texts: string[], must: (isRight: boolean, what: string) => void): Promise<void> {
  const giveRoom = await leaveRoom(phone, -Infinity)
  await phone.goOnline()
  await phone.open('/')
  await askForUpdate(phone)
  await expect(cards(phone).first()).toBeVisible()
  must(!(await phone.page.getByText(say('update.ready')).isVisible()), 'an update is offered that is not whole')
  must((await schemaVersion(phone)) === databaseVersion, 'the schema was changed by a program that is not whole')
  await giveRoom()
  await phone.goOffline()
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('The list is empty.')
  await openPoint(phone, point)
  await addNote(phone, 'после неудачного обновления')
  texts.push('после неудачного обновления')
  await phone.open('/')
}

/** Another tab goes on with today's program, and what is written in it is kept; gives its text. */
async function updateBesideOldTab(phone: Phone, must: (isRight: boolean, what: string) => void): Promise<string> {
  const old = await phone.openTab('/')
  await expect(cards(old).first()).toBeVisible()
  const [point] = await listPlainPoints(old)
  if (point === undefined) throw new Error('The list is empty.')
  await openPoint(old, point)
  await old.page.getByLabel(say('directive.note')).fill('из старой вкладки')
  await phone.page.bringToFront()
  await applyUpdate(phone)
  await old.page.bringToFront()
  must((await old.page.getByLabel(say('directive.note')).inputValue()) === 'из старой вкладки', 'what was being typed in the old tab is gone')
  await addNote(old, 'из старой вкладки')
  must(old.errors.length === 0, `unhandled in the old tab: ${old.errors.join('; ')}`)
  await old.page.close()
  return 'из старой вкладки'
}

/** The next program takes over and finds no room to upgrade: it says so, and with room again everything is there. */
async function upgradeOnFullDisk(phone: Phone, must: (isRight: boolean, what: string) => void): Promise<void> {
  // A browser that starts anew has no tab left that the waiting program would have to ask.
  const giveRoom = await leaveRoom(phone, -Infinity)
  await phone.open('/')
  must(await phone.page.getByText(say('storage.full')).waitFor().then(() => true, () => false), 'nothing says why the records are not shown')
  must((await schemaVersion(phone)) === databaseVersion, 'half of an upgrade was kept')
  await giveRoom()
  await phone.open('/')
}

async function closeAndConnectAnew({ server, phone, school }: UpdateSetting, must: (isRight: boolean, what: string) => void): Promise<void> {
  const { deviceId } = (await readMemory(phone.page)).enrolments[0] ?? {}
  if (deviceId === undefined) throw new Error('The phone is not enrolled.')
  await server.store.transaction((access) => access.forOrganization(school.districtId, school.organizationId).devices.revoke(deviceId, Date.now()))
  phone.road.heal()
  await phone.open('/')
  await expect(transferLine(phone)).toHaveText(say('sync.revoked.short'))
  must((await readMemory(phone.page)).cards.length > 0, 'the points are gone with the access')
  await phone.open(`/e#${await server.createLink(school)}`)
  await phone.tap(phone.page.getByRole('button', { name: say('enrol.submit') }).first())
  await expectReady(phone)
  await openList(phone)
}

async function askForUpdate({ page }: Phone): Promise<void> {
  await page.evaluate(async () => { await (await navigator.serviceWorker.ready).update().catch(() => undefined) })
  // What is being installed is whole or given up.
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.installing === null), { timeout: 60_000 }).toBe(true)
}

async function findUpdate(phone: Phone): Promise<void> {
  await phone.open('/')
  await askForUpdate(phone)
  await expect(phone.page.getByText(say('update.ready'))).toBeVisible()
}

async function applyUpdate(phone: Phone): Promise<void> {
  const reloaded = phone.page.waitForEvent('load')
  await phone.tap(phone.page.getByRole('button', { name: say('update.apply') }))
  await reloaded
}

/** The schema's version as the program counts it; a browser counts tenths. */
async function schemaVersion({ page }: Phone): Promise<number> {
  return page.evaluate(async (name) => ((await indexedDB.databases()).find((one) => one.name === name)?.version ?? 0) / 10, databaseName)
}

async function countNext({ page }: Phone): Promise<number> {
  return page.evaluate(
    ({ name, store }) =>
      new Promise<number>((done, failed) => {
        const opening = indexedDB.open(name)
        opening.onerror = () => { failed(new Error(opening.error?.message)) }
        opening.onsuccess = () => {
          const counting = opening.result.transaction(store).objectStore(store).count()
          counting.onsuccess = () => { opening.result.close(); done(counting.result) }
        }
      }),
    { name: databaseName, store: nextStore },
  )
}
