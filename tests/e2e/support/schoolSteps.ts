/** What a head does on the phone, in the words the screen shows. */
import { type Locator, expect } from '@playwright/test'
import { readMemory } from './memory.ts'
import type { Phone } from './phone.ts'
import { like, say } from './words.ts'

/** One card of the list. */
export interface Point {
  /** Address of its page, e.g. "/directives/k3v9q0x2mzw1b7ht". */
  readonly path: string
  /** As printed, e.g. "4.2"; null where the document prints none. */
  readonly number: string | null
}

export interface Head {
  readonly name: string
  readonly post: string
}

export const petrova: Head = { name: 'Петрова А.И.', post: 'директор' }
export const sidorova: Head = { name: 'Сидорова Н.П.', post: 'завуч' }

/** Opens the letter's link by its secret and names who works here, up to the sentence that says what was loaded. */
export async function enrol(phone: Phone, secret: string, head: Head = petrova): Promise<void> {
  await phone.open(`/e#${secret}`)
  await phone.tap(phone.page.getByRole('button', { name: say('enrol.submit') }).first())
  await introduce(phone, head)
}

/** Types what the letter prints for who has no camera, up to the same sentence. */
export async function enrolByCode(phone: Phone, { number, code }: { readonly number: string; readonly code: string }, head: Head = petrova): Promise<void> {
  await phone.open('/e')
  await phone.page.getByLabel(say('enrol.number')).fill(number)
  for (const from of [1, 4, 7]) await phone.page.getByLabel(say('enrol.code.part', { from, to: from + 2 })).fill(code.slice(from - 1, from + 2))
  await phone.tap(phone.page.getByRole('button', { name: say('enrol.submit') }))
  await introduce(phone, head)
}

export async function introduce(phone: Phone, head: Head): Promise<void> {
  await expect(phone.page.getByRole('heading', { name: say('enrol.person') })).toBeVisible()
  await phone.page.getByLabel(say('enrol.name')).fill(head.name)
  await phone.page.getByLabel(say('enrol.post')).fill(head.post)
  await phone.tap(phone.page.getByRole('button', { name: say('action.save') }))
}

/** Enrols and waits until the phone may go without the network. */
export async function enrolWholly(phone: Phone, secret: string, head: Head = petrova): Promise<void> {
  await enrol(phone, secret, head)
  await expectReady(phone)
  await openList(phone)
}

export async function expectReady(phone: Phone): Promise<void> {
  await expect(phone.page.getByRole('heading', { name: say('enrol.ready') })).toBeVisible({ timeout: 20_000 })
}

export async function openList(phone: Phone): Promise<void> {
  await phone.tap(phone.page.getByRole('button', { name: say('enrol.toList') }))
  await expect(cards(phone).first()).toBeVisible()
}

/** The cards on the screen: each holds one link to its point. */
export function cards(phone: Phone): Locator {
  return phone.page.locator('li:has(> a[href^="/directives/"])')
}

export function card(phone: Phone, point: Point): Locator {
  return phone.page.locator(`li:has(> a[href="${point.path}"])`)
}

/** Scrolls until every card is drawn, then back; for a list with nothing folded. */
export async function drawWholeList(phone: Phone): Promise<void> {
  const { length } = (await readMemory(phone.page)).cards
  await expect(async () => {
    await phone.page.evaluate(() => { window.scrollTo(0, document.documentElement.scrollHeight) })
    await expect(cards(phone)).toHaveCount(length, { timeout: 500 })
  }).toPass({ timeout: 15_000 })
  await phone.page.evaluate(() => { window.scrollTo(0, 0) })
}

/** The points on the list as it stands, in its order; what is folded or not yet drawn is left out. */
export async function listPoints(phone: Phone): Promise<Point[]> {
  await expect(cards(phone).first()).toBeVisible()
  const found = await cards(phone).evaluateAll((items) =>
    items.map((item) => ({ path: item.querySelector('a')?.getAttribute('href') ?? '', label: item.querySelector('button')?.getAttribute('aria-label') ?? '' })),
  )
  // The button names its point: «Отметить пункт 4.2, пересмотреть…», or by its words in quotes where none is printed.
  return found.map(({ path, label }) => ({ path, number: /^\S+ \S+ (?!«)(\S+), /u.exec(label)?.[1] ?? null }))
}

/** The points that no period divides: one mark settles each. */
export async function listPlainPoints(phone: Phone): Promise<Point[]> {
  const standing = phone.page.locator('section', { has: phone.page.getByRole('heading', { name: like('group.standing') }) })
  const paths = await standing.locator('li > a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  return (await listPoints(phone)).filter(({ path }) => !paths.includes(path))
}

/** Scrolls until the card is drawn: the list draws what is near, and folds what is done. */
export async function bringCard(phone: Phone, point: Point): Promise<Locator> {
  const wanted = card(phone, point)
  const folded = phone.page.getByRole('button', { name: like('group.done'), expanded: false })
  await expect(async () => {
    if ((await wanted.count()) === 0) await phone.page.evaluate(() => { window.scrollTo(0, document.documentElement.scrollHeight) })
    if ((await wanted.count()) === 0 && (await folded.isVisible())) await phone.tap(folded)
    await expect(wanted).toHaveCount(1, { timeout: 500 })
  }).toPass({ timeout: 15_000 })
  return wanted
}

export function pointName({ number }: Point): string {
  return number === null ? say('point.short.plain') : say('point.short', { number })
}

/** The sentence that follows a mark; it stands only after the phone's database has confirmed it. */
export function markedSentence(point: Point): string {
  return say('mark.done', { point: pointName(point) })
}

export function snackbar(phone: Phone): Locator {
  return phone.page.locator('[role=status][aria-live=polite]')
}

/** The button of a card, or of the open page of a point, that opens the sheet. */
export function markButton(root: Locator | Phone['page']): Locator {
  return root.getByRole('button', { name: new RegExp(`^(${say('card.mark')}|${say('card.fix')})`, 'u') })
}

async function openMarks(phone: Phone, point: Point): Promise<Locator> {
  await phone.tap(markButton(await bringCard(phone, point)))
  const sheet = phone.page.getByRole('dialog')
  await expect(sheet).toBeVisible()
  return sheet
}

/** Marks a card of the list «Исполнено» by two taps. */
export async function markDone(phone: Phone, point: Point): Promise<void> {
  const sheet = await openMarks(phone, point)
  await phone.tap(sheet.getByRole('button', { name: say('mark.reported'), exact: true }))
  await expect(snackbar(phone)).toContainText(markedSentence(point))
}

export async function markInProgress(phone: Phone, point: Point): Promise<void> {
  const sheet = await openMarks(phone, point)
  await phone.tap(sheet.getByRole('button', { name: say('mark.inProgress'), exact: true }))
  await expect(snackbar(phone)).toContainText(markedSentence(point))
}

/** Marks a card «Исполнено» with what was done. */
export async function report(phone: Phone, point: Point, text: string): Promise<void> {
  const sheet = await openMarks(phone, point)
  await phone.tap(sheet.getByRole('button', { name: say('mark.reportedWithText') }))
  await sheet.getByLabel(say('mark.text')).fill(text)
  await phone.tap(sheet.getByRole('button', { name: say('mark.text.save') }))
  await expect(snackbar(phone)).toContainText(markedSentence(point))
}

/** Goes to a point's page without leaving the program, wherever the list shows it. */
export async function openPoint(phone: Phone, point: Point): Promise<void> {
  await showList(phone)
  const found = await bringCard(phone, point)
  await phone.tap(found.getByRole('link'))
  await expect(phone.page.getByText(say('directive.whole'))).toBeVisible()
}

/** The list, by the navigation at the foot or by «Назад». */
export async function showList(phone: Phone): Promise<void> {
  const list = phone.page.getByRole('navigation', { name: say('nav.label') }).getByRole('link', { name: say('nav.list') })
  const back = phone.page.getByRole('link', { name: say('nav.back') }).or(phone.page.getByRole('button', { name: say('nav.back') }))
  await expect(list.or(back).first()).toBeVisible()
  await phone.tap((await list.isVisible()) ? list : back.first())
  await expect(phone.page.getByRole('searchbox', { name: say('list.search') }).or(phone.page.getByText(say('list.empty')))).toBeVisible()
}

/** Writes a note on the open page of a point. */
export async function addNote(phone: Phone, text: string): Promise<void> {
  await phone.page.getByLabel(say('directive.note')).fill(text)
  await phone.tap(phone.page.getByRole('button', { name: say('action.save') }))
  await expect(snackbar(phone)).toContainText(say('note.saved'))
  // The sentence may be that of the note before; the field is empty only after this one was kept.
  await expect(phone.page.getByLabel(say('directive.note'))).toHaveValue('')
}

/** «Ознакомлен(а)» with every new document of the list; how many they were. */
export async function acknowledgeAll(phone: Phone): Promise<number> {
  const buttons = phone.page.getByRole('button', { name: like('documents.ack.label') })
  const count = await buttons.count()
  for (let left = count; left > 0; left -= 1) {
    await phone.tap(buttons.first())
    await expect(buttons).toHaveCount(left - 1)
    await expect(snackbar(phone)).toContainText(say('ack.saved'))
  }
  return count
}

/** The line about sending under the header; a tap opens its sheet. */
export function transferLine(phone: Phone): Locator {
  return phone.page.locator('button.transfer')
}

export async function expectAllSent(phone: Phone): Promise<void> {
  await expect(transferLine(phone)).toHaveText(like('sync.done'), { timeout: 20_000 })
}

/** Opens the sheet «Отправка». */
export async function openTransfer(phone: Phone): Promise<Locator> {
  await phone.tap(transferLine(phone))
  const sheet = phone.page.getByRole('dialog', { name: say('sync.title') })
  await expect(sheet).toBeVisible()
  return sheet
}

/** Presses «Попробовать сейчас» and gives the sentence it ends in. */
export async function tryNow(phone: Phone, ends: RegExp | string): Promise<void> {
  const sheet = await openTransfer(phone)
  await phone.tap(sheet.getByRole('button', { name: say('sync.try') }))
  await expect(sheet.getByRole('status')).toHaveText(ends, { timeout: 20_000 })
  await closeSheet(phone)
}

export async function closeSheet(phone: Phone): Promise<void> {
  const sheet = phone.page.getByRole('dialog')
  await phone.tap(sheet.getByRole('button', { name: say('action.close') }))
  await expect(sheet).toBeHidden()
}
