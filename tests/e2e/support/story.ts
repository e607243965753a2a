/** The whole story once: weeks without a network on the phone, one exchange, the office's word, the answer to it. */
import { expect } from '@playwright/test'
import { type Office, actions, historyOf, openAssignment, refresh, release, returnForRework } from './office.ts'
import type { Phone } from './phone.ts'
import {
  type Point,
  acknowledgeAll,
  addNote,
  card,
  cards,
  closeSheet,
  drawWholeList,
  enrol,
  expectAllSent,
  expectReady,
  listPlainPoints,
  listPoints,
  markDone,
  openList,
  openPoint,
  openTransfer,
  petrova,
  report,
  showList,
  tryNow,
} from './schoolSteps.ts'
import { like, say, sayOffice } from './words.ts'

export interface Stage {
  readonly phone: Phone
  readonly office: Office
  /** The secret of an enrolment link of the organization, and its name as the office lists it. */
  readonly secret: string
  readonly organization: string
}

const done = 'Издан приказ № 41 от 30 августа, нагрузка пересмотрена'
const note = 'Проведён педсовет, протокол № 3'
const reason = 'Нет приложения к приказу'
const answer = 'Приложение к приказу № 41 добавлено'

/** What one telling showed, to be compared by its caller. */
export interface StoryFigures {
  /** Taps from the open list to «Пункт … отмечен». */
  readonly tapsToMark: number
  readonly points: number
}

export async function playStory(stage: Stage): Promise<StoryFigures> {
  const { phone } = stage
  const [first, second, count] = await enrolAndGoOffline(stage)
  const { tapsToMark, records } = await workOffline(phone, first, second)
  await restartOffline(phone, [first, second], records)
  await phone.goOnline()
  await expectAllSent(phone)
  // The name was sent when the phone was enrolled.
  await expectReceipts(phone, records + 1)
  await readAndReturn(stage, first)
  await answerReturn(phone, first)
  await releaseFor(stage, first)
  return { tapsToMark, points: count }
}

async function enrolAndGoOffline({ phone, secret }: Stage): Promise<[Point, Point, number]> {
  await enrol(phone, secret)
  await expectReady(phone)
  await expectAllSent(phone)
  await phone.goOffline()
  await openList(phone)
  await phone.page.reload()
  await expect(phone.page.getByText(say('offline'))).toBeVisible()
  await drawWholeList(phone)
  const count = (await listPoints(phone)).length
  const [first, second] = await listPlainPoints(phone)
  if (first === undefined || second === undefined) throw new Error('The list holds too few points.')
  return [first, second, count]
}

/** A report, a mark, a note and an acknowledgement of each document; how many records they are. */
async function workOffline(phone: Phone, first: Point, second: Point): Promise<{ readonly tapsToMark: number; readonly records: number }> {
  await report(phone, first, done)
  const before = phone.taps
  await markDone(phone, second)
  const tapsToMark = phone.taps - before
  await openPoint(phone, first)
  await addNote(phone, note)
  await showList(phone)
  return { tapsToMark, records: 3 + (await acknowledgeAll(phone)) }
}

/** Closed and started again without a network: everything is there. */
async function restartOffline(phone: Phone, [first, second]: readonly [Point, Point], records: number): Promise<void> {
  await phone.close()
  await phone.start({ isOffline: true })
  await expect(phone.page.getByText(say('offline'))).toBeVisible()
  const sheet = await openTransfer(phone)
  await expect(sheet).toContainText(say('sync.waiting', { n: records }))
  await closeSheet(phone)
  await openPoint(phone, second)
  await expect(phone.page.getByText(say('state.reported'), { exact: true })).toBeVisible()
  await openPoint(phone, first)
  await expect(phone.page.getByText(done)).not.toHaveCount(0)
  await expect(phone.page.getByText(note)).not.toHaveCount(0)
  await expect(phone.page.getByText(say('receipt.onDevice')).first()).toBeAttached()
  await showList(phone)
}

async function expectReceipts(phone: Phone, records: number): Promise<void> {
  const sheet = await openTransfer(phone)
  await expect(sheet.getByText(like('receipt.sent'))).toHaveCount(records)
  await expect(sheet.getByText(new RegExp(`· ${say('receipt.onDevice')}$`, 'u'))).toHaveCount(0)
  await closeSheet(phone)
}

async function readAndReturn({ office, organization }: Stage, point: Point): Promise<void> {
  await openAssignment(office, organization, point)
  const history = historyOf(office)
  await expect(history.filter({ hasText: note })).toContainText(petrova.name)
  await expect(history.filter({ hasText: done })).toContainText(sayOffice('history.execution.reported'))
  await expect(office.page.getByText(sayOffice('delivery.acknowledged'))).toBeVisible()
  await returnForRework(office, reason)
}

async function answerReturn(phone: Phone, point: Point): Promise<void> {
  await tryNow(phone, like('sync.tried.received'))
  await expect(card(phone, point)).toContainText(say('card.returned', { reason }))
  await expect(phone.page.getByRole('heading', { name: like('group.returned') })).toBeVisible()
  await report(phone, point, answer)
  await expect(card(phone, point)).toBeHidden()
  await expectAllSent(phone)
}

async function releaseFor({ phone, office }: Stage, point: Point): Promise<void> {
  await refresh(office)
  await expect(historyOf(office).filter({ hasText: answer })).toHaveCount(1)
  await expect(actions(office)).toBeVisible()
  await release(office)
  await tryNow(phone, like('sync.tried.received'))
  await openPoint(phone, point)
  await expect(phone.page.getByText(say('state.released'), { exact: true })).toBeVisible()
  await expect(phone.page.getByText(like('directive.released'))).toBeVisible()
  await showList(phone)
  await expect(cards(phone).first()).toBeVisible()
}
