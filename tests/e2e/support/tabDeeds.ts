/** What a person or the browser does in one of several tabs, quickly and without looking at the others. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Locator, expect } from '@playwright/test'
import { syncName } from '../../../src/device/syncLock.ts'
import type { Span } from './gateway.ts'
import type { Phone } from './phone.ts'
import { cards, markButton, snackbar } from './schoolSteps.ts'
import { like, say } from './words.ts'

export type DeedName = 'mark' | 'undo' | 'note' | 'exchange' | 'reload' | 'close' | 'worker'

export interface Deed {
  readonly name: DeedName
  /** Before it (ms). */
  readonly pauseMs: number
  /** From 0 to 1: which point, and which of the marks it offers. */
  readonly which: number
  /** A reload or a closing comes so long (ms) after a mark was begun; null: nothing is under way. */
  readonly cutMs: number | null
}

/** How many changes were begun, and of how many the screen said that they are kept. */
export interface Done {
  readonly tried: number
  readonly shown: number
}

const nothing: Done = { tried: 0, shown: 0 }
/** Another tab may have taken the row away under the finger: then the deed is given up (ms). */
const patienceMs = 4000

/** One place in the row of tabs; what was closed is opened anew. */
export interface Tab {
  phone: Phone
  /** When it was closed or loaded anew. */
  readonly departures: Span[]
}

/** Does it and waits for what the screen says. */
export async function doDeed(tab: Tab, deed: Deed): Promise<Done> {
  await sleep(deed.pauseMs)
  switch (deed.name) {
    case 'mark':
      return mark(tab.phone, deed.which)
    case 'undo':
      return markAndUndo(tab.phone, deed.which)
    case 'note':
      return note(tab.phone, deed.which)
    case 'exchange':
      await tab.phone.page.evaluate(() => dispatchEvent(new Event('online')))
      return nothing
    case 'worker':
      await wakeWorker(tab.phone)
      return nothing
    case 'reload':
      return cutShort(tab, deed, async () => {
        await tab.phone.open()
      })
    case 'close':
      return cutShort(tab, deed, async () => {
        const next = await tab.phone.openTab()
        await tab.phone.page.close()
        tab.phone = next
      })
  }
}

/** A mark is begun, and the tab goes away in the middle of it. What the screen showed counts up to then: a sheet that goes away with its page says nothing. */
async function cutShort(tab: Tab, { cutMs, which }: Deed, goAway: () => Promise<void>): Promise<Done> {
  let seen: Done = { tried: 1, shown: 0 }
  const marking = cutMs === null ? null : mark(tab.phone, which).then((done) => { seen = done }, () => undefined)
  await sleep(cutMs ?? 0)
  const before = seen
  const fromMs = performance.now()
  await goAway()
  tab.departures.push({ fromMs, toMs: performance.now() })
  await marking
  return marking === null ? nothing : before
}

async function mark(phone: Phone, which: number): Promise<Done> {
  const sheet = phone.page.locator('dialog[open]')
  const rows = sheet.getByRole('button', { name: new RegExp(`^(${say('mark.withdraw')}|${say('mark.inProgress')}|${say('mark.reported')})$`, 'u') })
  await expect(async () => {
    await unfold(phone)
    const found = cards(phone)
    // The list may move under the finger: then the press is repeated.
    if ((await sheet.count()) === 0) await press(markButton(found.nth(Math.floor(which * (await found.count())))))
    await rows.first().waitFor({ timeout: 1000 })
  }).toPass({ timeout: 20_000 })
  const row = rows.nth(Math.floor((which * 97) % 1 * (await rows.count())))
  const hasPressed = await press(row).then(() => true, () => false)
  // The sheet closes by itself only when the mark is kept.
  const isShown = hasPressed && (await sheet.waitFor({ state: 'hidden', timeout: patienceMs }).then(() => true, () => false))
  if (!isShown && (await sheet.count()) > 0) await press(sheet.getByRole('button', { name: say('action.close') }))
  return { tried: 1, shown: isShown ? 1 : 0 }
}

async function markAndUndo(phone: Phone, which: number): Promise<Done> {
  const marked = await mark(phone, which)
  if (marked.shown === 0) return marked
  const hasPressed = await press(snackbar(phone).getByRole('button', { name: say('action.cancel') })).then(() => true, () => false)
  if (!hasPressed) return marked
  // Another tab may have marked the point since: then there is nothing to undo, and the screen says so.
  const undone = snackbar(phone).getByText(say('mark.undone'))
  await undone.or(snackbar(phone).getByText(like('mark.failed'))).waitFor({ timeout: patienceMs }).catch(() => undefined)
  return { tried: 2, shown: 1 + (await undone.count()) }
}

async function note(phone: Phone, which: number): Promise<Done> {
  await unfold(phone)
  const found = cards(phone)
  await press(found.nth(Math.floor(which * (await found.count()))).getByRole('link'))
  await phone.page.getByLabel(say('directive.note')).fill(`Запись ${String(which)}`)
  await press(phone.page.getByRole('button', { name: say('action.save'), exact: true }))
  const isShown = await snackbar(phone).getByText(say('note.saved')).waitFor({ timeout: patienceMs }).then(() => true, () => false)
  await press(phone.page.getByRole('link', { name: say('nav.back') }))
  await cards(phone).first().waitFor()
  return { tried: 1, shown: isShown ? 1 : 0 }
}

/** A press without a finger: a tap would wait for frames that a tab behind others does not draw. */
async function press(target: Locator): Promise<void> {
  await target.dispatchEvent('click', {}, { timeout: patienceMs })
}

/** Lets the browser hand the worker its `sync` event, as it does when the network is back. */
export async function wakeWorker(phone: Phone): Promise<void> {
  const session = await phone.context.newCDPSession(phone.page)
  const known = new Promise<string>((done) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL, isDeleted }) => scopeURL === `${phone.road.url}/` && !isDeleted)
      if (own !== undefined) done(own.registrationId)
    })
  })
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.dispatchSyncEvent', { origin: phone.road.url, registrationId: await known, tag: syncName, lastChance: false })
  await session.detach()
}

async function unfold(phone: Phone): Promise<void> {
  await cards(phone).first().or(phone.page.getByRole('button', { name: like('group.done') })).first().waitFor()
  const folded = phone.page.getByRole('button', { name: like('group.done'), expanded: false })
  if ((await folded.count()) > 0) await press(folded)
}

/** What the tab's list shows, card by card. */
export async function readList({ phone }: Tab): Promise<string> {
  await unfold(phone)
  const texts = await cards(phone).evaluateAll((items) => items.map((item) => `${item.querySelector('a')?.getAttribute('href') ?? ''} ${item.textContent}`))
  return texts.join('\n')
}
