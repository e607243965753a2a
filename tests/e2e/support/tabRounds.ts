/** Several tabs of one phone at work at once, as a seed has it, and what must hold when they are done. */
import { expect } from '@playwright/test'
import type { Change } from '#core/sync'
import { createRandom, pickFrom } from '../../support/random.ts'
import { findOverlaps, pass } from './gateway.ts'
import type { LiveServer, School } from './liveServer.ts'
import { findHalves, readMemory } from './memory.ts'
import type { Phone } from './phone.ts'
import { enrolWholly, expectAllSent } from './schoolSteps.ts'
import { type Deed, type DeedName, type Tab, doDeed, readList } from './tabDeeds.ts'

const tabCount = 4

/** Deeds of one round; each tab does its own in turn, the tabs all at once. */
const deedsPerTab = 2
/** The longest pause (ms) before a deed, and of an exchange on its way. */
const longestPauseMs = 250

export interface TabsReport {
  readonly rounds: number
  readonly deeds: Readonly<Record<DeedName, number>>
  readonly exchanges: number
  /** Exchanges begun while another was under way; must be 0. */
  readonly overlaps: number
  /** Changes the screens called kept; changes in the server's history. */
  readonly shown: number
  readonly held: number
  readonly violations: readonly string[]
}

/** Plays rounds on one phone with four tabs; `tell` hears of each. */
export async function playTabs(server: LiveServer, phone: Phone, school: School, { rounds, seed }: { readonly rounds: number; readonly seed: number }, tell: (line: string) => void = () => undefined): Promise<TabsReport> {
  const random = createRandom(seed)
  await enrolWholly(phone, await server.createLink(school))
  await expectAllSent(phone)
  const tabs: Tab[] = [{ phone, departures: [] }]
  while (tabs.length < tabCount) tabs.push({ phone: await phone.openTab(), departures: [] })
  const before = (await historyOf(server, school)).filter(isDeed).length
  const slow = createRandom(seed + 1)
  phone.road.decide(({ path }) => (path === '/api/exchange' ? fateOf(slow) : pass))
  const deeds: Record<DeedName, number> = { mark: 0, undo: 0, note: 0, exchange: 0, reload: 0, close: 0, worker: 0 }
  const violations: string[] = []
  let [shown, tried] = [0, 0]
  for (let round = 0; round < rounds; round += 1) {
    const plan = tabs.map(() => Array.from({ length: deedsPerTab }, () => planDeed(random)))
    const done = await Promise.all(tabs.map((tab, index) => inTurn(plan[index] ?? [], (deed) => doDeed(tab, deed))))
    for (const { name } of plan.flat()) deeds[name] += 1
    shown += done.flat().reduce((sum, { shown: kept }) => sum + kept, 0)
    tried += done.flat().reduce((sum, { tried: once }) => sum + once, 0)
    const found = await checkRound(server, school, tabs)
    violations.push(...found.map((violation) => `round ${String(round + 1)}: ${violation}`))
    tell(`${String(round + 1).padStart(3)}  ${plan.map((deedsOfTab) => deedsOfTab.map(({ name }) => name).join(' ')).join(' | ').padEnd(70)}  ${found.join('; ')}`)
  }
  phone.road.heal()
  const held = await historyOf(server, school)
  const own = held.filter(isDeed).length - before
  // A tab that was closed or loaded anew in the middle may have kept a record without saying so, never the other way.
  if (own < shown || own > tried) violations.push(`${String(own)} changes are held of ${String(shown)} shown and ${String(tried)} tried`)
  violations.push(...phone.errors.map((error) => `unhandled: ${error}`))
  const overlaps = findOverlaps(phone.road.passed, tabs.flatMap(({ departures }) => departures))
  violations.push(...overlaps)
  const exchanges = phone.road.passed.filter(({ path }) => path === '/api/exchange').length
  return { rounds, deeds, exchanges, overlaps: overlaps.length, shown, held: own, violations }
}

/** One exchange in ten loses its answer and one in ten arrives twice; every one takes its time. */
function fateOf(random: () => number): ReturnType<Parameters<Phone['road']['decide']>[0]> {
  const fate = random()
  if (fate < 0.1) return { type: 'loseAnswer' }
  if (fate < 0.2) return { type: 'double' }
  return { type: 'pass', afterMs: Math.floor(random() * longestPauseMs) }
}

const weighted: readonly DeedName[] = ['mark', 'mark', 'mark', 'mark', 'undo', 'undo', 'note', 'exchange', 'exchange', 'reload', 'close', 'worker', 'worker']

function planDeed(random: () => number): Deed {
  const name = pickFrom(weighted, random)
  // Half of the reloads and closings come in the middle of a mark.
  return { name, pauseMs: Math.floor(random() * longestPauseMs), which: random(), cutMs: random() < 0.5 ? null : Math.floor(random() * longestPauseMs) }
}

async function inTurn<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await act(item))
  return results
}

/** What must hold once everything is sent: whole records, each once on the server, one list in all tabs. */
async function checkRound(server: LiveServer, school: School, tabs: readonly Tab[]): Promise<string[]> {
  const [first] = tabs
  if (first === undefined) return ['no tab is left']
  await settle(first)
  const memory = await readMemory(first.phone.page)
  const violations = findHalves(memory)
  const held = await historyOf(server, school)
  const ids = held.map(({ id }) => String(id))
  if (new Set(ids).size !== ids.length) violations.push('the history has a change twice')
  const kept = new Set(memory.changes.map(({ id }) => String(id)))
  if (ids.length !== kept.size || ids.some((id) => !kept.has(id))) violations.push(`the phone has ${String(kept.size)} changes and the server ${String(ids.length)}`)
  const lists = await settledLists(tabs)
  if (new Set(lists).size > 1) violations.push(`the tabs show different lists: ${differenceOf(lists)}`)
  return violations
}

/** Exchanges until nothing waits; lost answers are asked for again. */
async function settle({ phone }: Tab): Promise<void> {
  await expect(async () => {
    await phone.page.evaluate(() => dispatchEvent(new Event('online')))
    await expect.poll(async () => (await readMemory(phone.page)).changes.filter(({ pending }) => pending === 1).length, { timeout: 2000, intervals: [100] }).toBe(0)
  }).toPass({ timeout: 60_000 })
}

/** The lists of all tabs, when they are one or have stayed different for a while. */
async function settledLists(tabs: readonly Tab[]): Promise<string[]> {
  let lists: string[] = []
  await expect.poll(async () => {
    lists = await Promise.all(tabs.map(readList))
    return new Set(lists).size
  }, { timeout: 10_000, intervals: [100, 200, 400] }).toBe(1).catch(() => undefined)
  return lists
}

/** The cards of the first two lists that are not the same. */
function differenceOf(lists: readonly string[]): string {
  const [first = '', other = ''] = [...new Set(lists)]
  const [own, others] = [first.split('\n'), other.split('\n')]
  return JSON.stringify([own.filter((card) => !others.includes(card)), others.filter((card) => !own.includes(card))]).slice(0, 2000)
}

/** What the deeds of the tabs leave in the history. */
function isDeed({ kind }: Change): boolean {
  return kind === 'execution' || kind === 'progressNote' || kind === 'retraction'
}

function historyOf(server: LiveServer, { districtId, organizationId }: School): Promise<readonly Change[]> {
  return server.store.forOrganization(districtId, organizationId).history.list({})
}
