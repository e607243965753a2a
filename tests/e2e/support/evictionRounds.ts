/** A browser that takes a phone's memory, again and again: what the screen says of it, and what comes back. */
import { type Locator, expect } from '@playwright/test'
import { createRandom } from '../../support/random.ts'
import type { LiveServer, School } from './liveServer.ts'
import { readMemory } from './memory.ts'
import type { Phone } from './phone.ts'
import { type Point, addNote, enrolWholly, expectAllSent, listPlainPoints, markInProgress, openPoint, showList } from './schoolSteps.ts'
import { clearStorage, lossRemark, writeUnsent } from './storage.ts'
import { say } from './words.ts'

/** What is taken: the database alone; everything but the cookie; everything. */
export type Taken = 'database' | 'allButCookie' | 'all'

export interface EvictionRound {
  readonly taken: Taken
  /** How many records the phone has not sent when it happens. */
  readonly unsent: number
  /** The program is opened again without the network. */
  readonly isOffline: boolean
}

/** So many rounds of the database alone, and after every fifth one of each other kind. */
export function planEvictions(count: number, seed: number): EvictionRound[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, index): EvictionRound[] => {
    const round: EvictionRound = { taken: 'database', unsent: Math.floor(random() * 5), isOffline: random() < 0.5 }
    const others: EvictionRound[] = [{ ...round, taken: 'allButCookie', isOffline: false }, { ...round, taken: 'all', isOffline: false }]
    return index % 5 === 4 ? [round, ...others] : [round]
  }).flat()
}

/** One round on a phone that is enrolled and has sent everything; leaves it so. Gives what went wrong; must be empty. */
export async function playEviction(server: LiveServer, phone: Phone, school: School, { taken, unsent, isOffline }: EvictionRound): Promise<string[]> {
  const violations: string[] = []
  const errorsBefore = phone.errors.length
  const point = await markSomething(phone)
  await expect.poll(async () => (await readMemory(phone.page)).changes.some(({ pending }) => pending === 1)).toBe(false)
  const sentBefore = await idsOf(phone)
  const numbers = await nextNumbers(phone, unsent)
  if (unsent > 0) await writeUnsent(phone, point, Array.from({ length: unsent }, (_, index) => `Запись ${String(index + 1)}`))
  await expect.poll(() => phone.page.evaluate(() => localStorage.getItem('porucheno-canary') ?? '')).toContain(`"unsent":${String(unsent)},`)
  await clearStorage(phone, taken === 'database' ? 'indexeddb' : 'indexeddb,local_storage,cache_storage,service_workers')
  if (taken === 'all') await phone.context.clearCookies()
  if (isOffline) await phone.goOffline()
  else await phone.goOnline()
  await phone.open()
  if (!(await isShown(phone.page.getByRole('heading', { name: say('enrol.title') })))) violations.push('the enrolment does not open')
  violations.push(...(await checkWords(phone, school, taken, numbers)))
  await phone.goOnline()
  await enrolWholly(phone, await server.createLink(school))
  await expectAllSent(phone)
  const back = new Set(await idsOf(phone))
  const missing = sentBefore.filter((id) => !back.has(id))
  if (missing.length > 0) violations.push(`${String(missing.length)} sent records did not come back`)
  violations.push(...phone.errors.slice(errorsBefore).map((error) => `unhandled: ${error}`))
  return violations
}

/** A record of this enrolment that the office gets: a mark on a new point, else a note, so that the list never comes to its end. */
async function markSomething(phone: Phone): Promise<Point> {
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('The list is empty.')
  const isNew = await phone.page.locator(`li:has(> a[href="${point.path}"])`).getByText(say('state.notStarted')).isVisible()
  if (isNew) await markInProgress(phone, point)
  else {
    await openPoint(phone, point)
    await addNote(phone, 'Работа идёт')
    await showList(phone)
  }
  return point
}

interface Numbers {
  readonly unsent: number
  readonly from: number
  readonly to: number
  /** The greatest number that the office holds. */
  readonly held: number
}

/** The numbers that the records not yet sent will have. */
async function nextNumbers(phone: Phone, unsent: number): Promise<Numbers> {
  const { enrolments } = await readMemory(phone.page)
  const next = enrolments[0]?.nextDeviceSequence ?? 1
  return { unsent, from: next, to: next + unsent - 1, held: next - 1 }
}

async function checkWords(phone: Phone, { name }: School, taken: Taken, { unsent, from, to, held }: Numbers): Promise<string[]> {
  if (taken === 'all') {
    await expect(phone.page.getByRole('button', { name: say('enrol.submit') })).toBeVisible()
    return (await lossRemark(phone).count()) === 0 ? [] : ['a phone of which nothing is known is told something']
  }
  const moment = '§'
  const range = unsent === 1 ? say('storage.lost.one', { from, moment }) : say('storage.lost.range', { n: unsent, from, to, moment })
  const wanted = taken === 'database'
    ? [say('storage.lost'), `${name}.`, unsent === 0 ? say('storage.lost.none') : range, say('storage.lost.last', { moment })]
    : [say('storage.empty'), `${name}.`, say('storage.lost.last', { moment }), say('storage.empty.held', { n: held }), say('storage.empty.after')]
  const missing: string[] = []
  for (const sentence of wanted) if (!(await isShown(lossRemark(phone).filter({ hasText: withMoment(sentence) })))) missing.push(`not said: ${sentence}`)
  return missing.length === 0 ? [] : [...missing, `said: ${(await lossRemark(phone).allInnerTexts()).join(' ')}`]
}

/** The sentence with any moment of today in it. */
function withMoment(sentence: string): RegExp {
  const escaped = sentence.split('§').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s/g, '\\s'))
  return new RegExp(escaped.join('(сегодня|вчера) в \\d\\d:\\d\\d'), 'u')
}

async function idsOf(phone: Phone): Promise<string[]> {
  return (await readMemory(phone.page)).changes.map(({ id }) => id)
}

function isShown(locator: Locator): Promise<boolean> {
  return locator.waitFor().then(() => true, () => false)
}
