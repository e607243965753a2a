/** A person writes on a phone whose disk is full: what becomes of the words, what the screen says, and what a second press does. */
import { type Locator, expect } from '@playwright/test'
import { createRandom } from '../../support/random.ts'
import { readMemory } from './memory.ts'
import type { Phone } from './phone.ts'
import { type Point, bringCard, markButton, petrova, snackbar } from './schoolSteps.ts'
import { leaveRoom } from './smallQuota.ts'
import { say, sayError } from './words.ts'

/** What a person writes: the words of a note, of a mark, of a request, of a refusal, a link; or a mark without words. */
export const writings = ['note', 'report', 'extension', 'reason', 'link', 'mark'] as const
export type Writing = (typeof writings)[number]

/** Bytes left beside what the phone keeps already; `none`: far less than it keeps. */
export const rooms = ['none', -50_000, 0, 500, 8000] as const
export type Room = (typeof rooms)[number]

export interface QuotaCase {
  readonly writing: Writing
  readonly room: Room
  readonly text: string
  /** The phone exchanges meanwhile, and cannot keep the answers either. */
  readonly isOnline: boolean
}

export interface QuotaResult extends QuotaCase {
  /** The disk was full for it; else there was room enough and it was kept at once. */
  readonly wasRefused: boolean
  /** What went wrong; must be empty. */
  readonly violations: readonly string[]
}

/** Every kind of writing at every room in turn; the words are of any length up to the longest. */
export function planQuotaCases(count: number, seed: number): QuotaCase[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, index) => {
    const writing = writings[index % writings.length] ?? 'note'
    const level = Math.floor(index / writings.length)
    const length = Math.floor(random() ** 2 * 3500)
    const words = `${String(seed)}-${String(index)} ${'слово '.repeat(length / 6).trimEnd()}`.trim()
    return { writing, room: rooms[level % rooms.length] ?? 'none', isOnline: random() < 0.3, text: writing === 'link' ? `https://school.example/${words.slice(0, 12).replaceAll(' ', '')}` : words }
  })
}

/** The words that say it, with what to do. */
const refusal = say('mark.failed', { reason: sayError('StorageFull') })

/** One case on a phone that is enrolled; the point must be open. */
export async function playQuotaCase(phone: Phone, point: Point, quotaCase: QuotaCase): Promise<QuotaResult> {
  const { writing, room, text, isOnline } = quotaCase
  const violations: string[] = []
  const errorsBefore = phone.errors.length
  const giveRoom = await leaveRoom(phone, room === 'none' ? -Infinity : room)
  if (!isOnline) await phone.goOffline()
  await phone.open(isOnPage(writing) ? point.path : '/')
  const wasKept = await write(phone, point, writing, text)
  if (!wasKept) {
    const where = await rootOf(phone)
    if (!(await isSaid(where))) violations.push(`nothing says what to do: ${await snackbar(phone).innerText()}`)
    if (writing !== 'mark' && (await field(where, writing).inputValue().catch(() => null)) !== text) violations.push('the words are gone from the form')
  }
  await giveRoom()
  await phone.goOnline()
  if (!wasKept && violations.length === 0 && !(await pressAgain(phone, point, writing))) violations.push('the same press does not work with room again')
  const found = (await readMemory(phone.page)).changes.filter(({ value }) => Object.values(value).includes(text)).length
  if (writing !== 'mark' && violations.length === 0 && found !== 1) violations.push(`the words stand ${String(found)} times in the memory`)
  violations.push(...phone.errors.slice(errorsBefore).map((error) => `unhandled: ${error}`))
  return { ...quotaCase, wasRefused: !wasKept, violations }
}

function isOnPage(writing: Writing): boolean {
  return writing === 'note' || writing === 'link'
}

/** Fills the form in and presses; whether the screen then says that it is kept. */
async function write(phone: Phone, point: Point, writing: Writing, text: string): Promise<boolean> {
  if (!isOnPage(writing)) await openSheet(phone, point)
  const root = await rootOf(phone)
  if (writing === 'report') await phone.tap(root.getByRole('button', { name: say('mark.reportedWithText') }))
  if (writing === 'extension') await phone.tap(root.getByRole('button', { name: say('mark.extension') }))
  if (writing === 'reason') await phone.tap(root.getByRole('button', { name: say('mark.notApplicable') }))
  if (writing === 'extension') await root.getByLabel(say('mark.extension.to')).fill('2099-12-31')
  if (writing !== 'mark') await field(root, writing).fill(text)
  await press(phone, root, writing)
  const refused = phone.page.getByText(refusal)
  await expect(kept(phone).or(refused).first()).toBeAttached()
  return (await refused.count()) === 0
}

async function openSheet(phone: Phone, point: Point): Promise<void> {
  await phone.tap(markButton(await bringCard(phone, point)))
  await expect(phone.page.getByRole('dialog')).toBeVisible()
}

/** The same press once more: whether it is kept now. */
async function pressAgain(phone: Phone, point: Point, writing: Writing): Promise<boolean> {
  // A sheet that was closed with nothing typed in it is opened anew.
  if (!isOnPage(writing) && (await phone.page.locator('dialog[open]').count()) === 0) await openSheet(phone, point)
  await press(phone, await rootOf(phone), writing)
  return isShown(kept(phone))
}

function kept(phone: Phone): Locator {
  return snackbar(phone).getByText(/отмечен|сохранена/u)
}

async function press(phone: Phone, root: Locator, writing: Writing): Promise<void> {
  const keys = { note: 'action.save', report: 'mark.text.save', extension: 'mark.extension.save', reason: 'mark.notApplicable.save', link: 'directive.link.add' } as const
  // Whichever plain mark the sheet offers now.
  const plain = root.getByRole('button', { name: new RegExp(`^(${say('mark.withdraw')}|${say('mark.inProgress')}|${say('mark.reported')})$`, 'u') }).first()
  await phone.tap(writing === 'mark' ? plain : root.getByRole('button', { name: say(keys[writing]), exact: true }))
}

/** Where the person looks: an open sheet lies over everything else. */
async function rootOf(phone: Phone): Promise<Locator> {
  const sheet = phone.page.locator('dialog[open]')
  return (await sheet.count()) > 0 ? sheet : phone.page.locator('body')
}

async function isSaid(where: Locator): Promise<boolean> {
  return where.getByText(refusal).first().isVisible()
}

function field(root: Locator, writing: Writing): Locator {
  const keys = { note: 'directive.note', report: 'mark.text', extension: 'mark.reason', reason: 'mark.reason', link: 'directive.link', mark: 'mark.text' } as const
  return root.getByLabel(say(keys[writing]))
}

/** A phone with no room from the first tap on: what of it goes wrong, until there is room. Must be empty. */
export async function enrolOnFullDisk(phone: Phone, secret: string): Promise<string[]> {
  const violations: string[] = []
  const full = sayError('StorageFull')
  let giveRoom = await leaveRoom(phone, -Infinity)
  await phone.open(`/e#${secret}`)
  await phone.tap(submitOf(phone))
  if (!(await isShown(phone.page.getByRole('alert').filter({ hasText: full })))) violations.push('nothing says why the phone was not enrolled')
  await giveRoom()
  if (await submitOf(phone).isVisible()) await phone.tap(submitOf(phone))
  if (!(await isShown(phone.page.getByRole('heading', { name: say('enrol.person') })))) return [...violations, 'the same press does not enrol with room again', ...phone.errors]

  giveRoom = await leaveRoom(phone, -Infinity)
  await phone.open('/e')
  const name = phone.page.getByLabel(say('enrol.name'))
  await name.fill(petrova.name)
  const save = phone.page.getByRole('button', { name: say('action.save') })
  await phone.tap(save)
  if (!(await isShown(phone.page.getByRole('alert').filter({ hasText: full })))) violations.push('nothing says why the name was not kept')
  if ((await name.inputValue().catch(() => null)) !== petrova.name) violations.push('the name is gone from the form')
  await giveRoom()
  await phone.tap(save)
  if (!(await isShown(phone.page.getByRole('heading', { name: say('enrol.ready') })))) violations.push('the phone does not get ready with room again')
  return [...violations, ...phone.errors.map((error) => `unhandled: ${error}`)]
}

function submitOf(phone: Phone): Locator {
  return phone.page.getByRole('button', { name: say('enrol.submit') }).first()
}

function isShown(locator: Locator): Promise<boolean> {
  return locator.waitFor().then(() => true, () => false)
}
