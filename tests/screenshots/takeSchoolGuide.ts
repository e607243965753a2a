/** The pictures of docs/school-guide.md: a school's first days, from the letter to the change of the head. */
import { type Browser, type Locator, type Page, chromium, expect } from '@playwright/test'
import { chromiumArguments, findChromium } from '../../tools/browser.ts'
import { officePassword } from '../e2e/support/demonstrationData.ts'
import { type LiveServer, startLiveServer } from '../e2e/support/liveServer.ts'
import { readMemory } from '../e2e/support/memory.ts'
import { type Office, openAssignment, openOffice, openOrganization, returnForRework } from '../e2e/support/office.ts'
import { Phone } from '../e2e/support/phone.ts'
import { choosePhoto } from '../e2e/support/photoRounds.ts'
import { setTheme } from '../e2e/support/probes.ts'
import {
  type Point, addNote, bringCard, closeSheet, enrol, expectAllSent, expectReady, listPlainPoints, markButton, markDone, openList, openPoint, openTransfer, petrova, report, showList, sidorova, tryNow,
} from '../e2e/support/schoolSteps.ts'
import { leaveRoom } from '../e2e/support/smallQuota.ts'
import { like, likeOffice, say, sayError, sayOffice } from '../e2e/support/words.ts'
import { type GuideCamera, createGuideCamera, emptyFolder } from './guideCamera.ts'
import { photographOrder } from './photographOrder.ts'

interface Walk {
  readonly phone: Phone
  readonly page: Page
  readonly look: GuideCamera
  readonly office: Office
  readonly schoolName: string
}

const dialog = ({ page }: Walk): Locator => page.getByRole('dialog')

/** Puts an element a little below the bars of the top. */
async function scrollTo(element: Locator): Promise<void> {
  await element.first().evaluate((node) => {
    node.scrollIntoView({ block: 'start' })
    scrollBy(0, -160)
  })
}

async function openTab({ phone, page }: Walk, name: 'nav.documents' | 'nav.settings'): Promise<void> {
  await phone.tap(page.getByRole('navigation', { name: say('nav.label') }).getByRole('link', { name: say(name) }))
}

/** The letter, the list, a mark with and without words. */
async function photographMarks(walk: Walk, secret: string): Promise<readonly Point[]> {
  const { phone, page, look } = walk
  await phone.open('/e')
  await expect(page.getByLabel(say('enrol.number'))).toBeVisible()
  await look(page, 'enrolment')
  await page.goto('about:blank')
  await enrol(phone, secret)
  await expectReady(phone)
  await look(page, 'ready')
  await openList(phone)
  await expectAllSent(phone)
  await look(page, 'list')
  const points = await listPlainPoints(phone)
  const [first, second] = points
  if (first === undefined || second === undefined) throw new Error('The list holds too few points.')
  await phone.tap(markButton(await bringCard(phone, first)))
  await expect(dialog(walk)).toBeVisible()
  await look(page, 'marks')
  await phone.tap(dialog(walk).getByRole('button', { name: say('mark.reportedWithText') }))
  await dialog(walk).getByLabel(say('mark.text')).fill('Издан приказ № 41 от 30 августа')
  await look(page, 'mark-words')
  await phone.tap(dialog(walk).getByRole('button', { name: say('mark.text.save') }))
  await look(page, 'marked')
  await phone.tap(page.locator('section.offer').getByRole('button', { name: say('install.later') }))
  await phone.tap(markButton(await bringCard(phone, second)))
  await phone.tap(dialog(walk).getByRole('button', { name: say('mark.extension') }))
  await look(page, 'extension')
  await closeSheet(phone)
  return points
}

/** What lies on a point's page, and what its office answers. */
async function photographPoint(walk: Walk, [first, second, third]: readonly Point[]): Promise<void> {
  const { phone, page, look, office, schoolName } = walk
  if (first === undefined || second === undefined || third === undefined) throw new Error('The list holds too few points.')
  await openPoint(phone, second)
  await look(page, 'point')
  await scrollTo(page.getByRole('heading', { name: say('directive.done') }))
  await look(page, 'point-proof')
  await phone.tap(page.getByRole('button', { name: say('mark.assign') }))
  await phone.tap(dialog(walk).getByRole('button', { name: petrova.name }))
  await dialog(walk).getByLabel(say('assign.task')).fill('Подготовить проект приказа')
  await look(page, 'assign')
  await phone.tap(dialog(walk).getByRole('button', { name: say('assign.save'), exact: true }))
  await phone.tap(page.locator('summary', { hasText: say('step.title') }))
  for (const text of ['Собрать сведения', 'Издать приказ']) {
    await page.getByLabel(say('step.new')).fill(text)
    await phone.tap(page.getByRole('button', { name: say('step.add'), exact: true }))
  }
  await page.getByRole('checkbox', { name: 'Собрать сведения' }).check()
  await scrollTo(page.locator('summary', { hasText: say('step.title') }))
  await look(page, 'steps')
  await showList(phone)
  await phone.goOffline()
  await markDone(phone, third)
  await openPoint(phone, second)
  await addNote(phone, 'Проведён педсовет, протокол № 3')
  await showList(phone)
  await openTransfer(phone)
  await look(page, 'transfer')
  await closeSheet(phone)
  await phone.goOnline()
  await expectAllSent(phone)
  await openAssignment(office, schoolName, first)
  await returnForRework(office, 'Нет приложения к приказу')
  await tryNow(phone, like('sync.tried.received'))
  await look(page, 'returned')
  await report(phone, first, 'Приложение к приказу № 41 добавлено')
}

/** A photo of a paper, and a link for somebody without the program. */
async function photographHelpers(walk: Walk, browser: Browser, serverUrl: string): Promise<void> {
  const { phone, page, look } = walk
  const [point] = (await listPlainPoints(phone)).slice(-1)
  if (point === undefined) throw new Error('The list holds no point.')
  await openPoint(phone, point)
  await choosePhoto(phone, await photographOrder(browser))
  await dialog(walk).getByLabel(say('proof.words')).fill('Приказ № 41')
  await look(page, 'photo-sheet')
  await phone.tap(dialog(walk).getByRole('button', { name: say('proof.done'), exact: true }))
  await phone.tap(page.getByRole('button', { name: say('proof.look', { title: 'Приказ № 41' }) }))
  await look(page, 'photo')
  await phone.tap(dialog(walk).getByRole('button', { name: say('action.close') }))
  await phone.tap(page.getByRole('button', { name: say('teacher.open') }))
  await dialog(walk).getByLabel(say('teacher.name')).fill('Сидоров П.П.')
  await dialog(walk).getByLabel(say('teacher.task')).fill('Провести опрос и написать, сколько человек')
  await look(page, 'teacher-ask')
  await phone.tap(dialog(walk).getByRole('button', { name: say('teacher.send') }))
  const link = await dialog(walk).getByLabel(say('teacher.made.link'), { exact: true }).inputValue()
  await closeSheet(phone)
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 360, height: 740 }, serviceWorkers: 'block' })
  const teacher = await context.newPage()
  await teacher.goto(`${serverUrl}/t#${link.split('#')[1] ?? ''}`)
  await teacher.getByRole('textbox').fill('Опросили 86 родителей, протокол № 3')
  await teacher.evaluate(() => { window.scrollTo(0, 0) })
  await look(teacher, 'teacher-page')
  await teacher.getByRole('button').click()
  await expect(teacher.getByRole('status')).not.toBeEmpty()
  await showList(phone)
  await tryNow(phone, like('sync.tried.received'))
  await expect(page.getByRole('link', { name: like('teacher.waits') })).toBeVisible()
  await look(page, 'teacher-waits')
  await phone.tap(page.getByRole('link', { name: like('teacher.waits') }))
  await phone.tap(page.getByRole('button', { name: like('teacher.decline.label') }))
  await showList(phone)
}

/** What a phone says when its program is too old, and when the office closed its access. */
async function photographTroubles(walk: Walk): Promise<void> {
  const { phone, page, look, office, schoolName } = walk
  phone.road.decide(({ path }) => (path === '/api/exchange' ? { type: 'answer', status: 426, body: JSON.stringify({ error: { type: 'ProtocolUnsupported', newest: 9 } }) } : { type: 'pass' }))
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await openTransfer(phone)
  await expect(dialog(walk)).toContainText(sayError('ProtocolUnsupported'))
  await look(page, 'old-version')
  phone.road.heal()
  await closeSheet(phone)
  // The sheet with the new letter may still stand open.
  await office.page.reload()
  await openOrganization(office, schoolName)
  await office.page.getByRole('button', { name: likeOffice('organization.device.revokeName') }).first().click()
  await office.page.getByRole('dialog').getByRole('button', { name: sayOffice('revoke.confirm') }).click()
  await expect(office.page.getByText(sayOffice('revoke.done'))).toBeVisible()
  await openTransfer(phone)
  await phone.tap(dialog(walk).getByRole('button', { name: say('sync.try') }))
  await expect(dialog(walk).getByText(like('sync.revoked'))).toBeVisible()
  await look(page, 'revoked')
}

/** A disk with no room for a photo. */
async function photographFullDisk(walk: Walk, phone: Phone, browser: Browser): Promise<void> {
  await closeSheet(phone)
  const [point] = await listPlainPoints(phone)
  const giveRoom = await leaveRoom(phone, 30_000)
  await phone.open(point?.path ?? '/')
  const sheet = await choosePhoto(phone, await photographOrder(browser))
  await phone.tap(sheet.getByRole('button', { name: say('proof.done'), exact: true }))
  await expect(phone.page.getByRole('alert').filter({ hasText: say('quota.full') })).toBeVisible()
  await scrollTo(phone.page.getByRole('heading', { name: say('proof.title') }))
  await walk.look(phone.page, 'full-disk')
  await giveRoom()
}

async function photographDocuments(walk: Walk): Promise<void> {
  const { phone, page, look } = walk
  await openTab(walk, 'nav.documents')
  await look(page, 'documents')
  await phone.tap(page.locator('a[href^="/documents/"]').first())
  await expect(page.getByText(like('document.own'))).toBeVisible()
  await look(page, 'document')
  await phone.tap(page.getByRole('link', { name: say('nav.back') }))
  await phone.tap(page.getByRole('link', { name: like('report.open.label') }).first())
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(like('report.title'))
  await look(page, 'report')
  const { cards } = await readMemory(page)
  await phone.open(`/documents/${cards[0]?.resolutionId ?? ''}/plan`)
  await expect(page.getByRole('checkbox').first()).toBeChecked()
  await look(page, 'plan')
  const standing = cards.find(({ directive }) => directive.periodUnit !== null)
  await phone.open(`/directives/${standing?.directiveId ?? ''}`)
  await scrollTo(page.getByRole('heading', { name: say('directive.periods') }))
  await look(page, 'periods')
}

async function choosePin({ page }: Walk, pin: string): Promise<void> {
  for (const label of ['pin.choose', 'pin.repeat'] as const) {
    await expect(page.getByLabel(say(label))).toBeFocused()
    await page.keyboard.type(pin)
  }
}

/** Settings from the top, the second person, the second phone. */
async function photographSettings(walk: Walk): Promise<void> {
  const { phone, page, look } = walk
  await showList(phone)
  await openTab(walk, 'nav.settings')
  await look(page, 'settings')
  await phone.tap(page.getByRole('button', { name: say('people.add') }))
  await look(page, 'pin')
  await choosePin(walk, '4821')
  await dialog(walk).getByLabel(say('enrol.name')).fill(sidorova.name)
  await dialog(walk).getByLabel(say('enrol.post')).fill(sidorova.post)
  await phone.tap(dialog(walk).getByRole('button', { name: say('action.save') }))
  await choosePin(walk, '1703')
  await expect(page.getByRole('banner')).toContainText(say('shell.person', { name: sidorova.name }))
  await phone.tap(page.getByRole('banner').getByRole('button'))
  await look(page, 'people')
  await closeSheet(phone)
  await phone.tap(page.getByRole('button', { name: say('invite.ask') }))
  await expect(page.getByRole('img', { name: say('invite.qr') })).toBeVisible()
  await scrollTo(page.getByRole('img', { name: say('invite.qr') }))
  await look(page, 'second-phone')
  await scrollTo(page.getByRole('button', { name: say('calendar.save') }))
  await look(page, 'calendar')
  await phone.tap(page.getByRole('button', { name: say('help.title') }))
  await look(page, 'help')
  await closeSheet(phone)
  await showList(phone)
  await setTheme(page, 'sun')
  await look(page, 'list-sun')
  await setTheme(page, 'auto')
}

/** The office writes down another head; the phone that comes with the new letter begins with what is open. */
async function photographHandover(walk: Walk, server: LiveServer, next: Phone): Promise<void> {
  const { office, schoolName, look } = walk
  const school = await server.findSchool('bodaibo')
  await openOrganization(office, schoolName)
  await office.page.getByRole('button', { name: sayOffice('organization.handover') }).click()
  await office.page.getByRole('dialog').getByLabel(sayOffice('handover.head')).fill('Новикова Н.Н.')
  await office.page.getByRole('dialog').getByRole('button', { name: sayOffice('handover.confirm') }).click()
  await expect(office.page.getByText(sayOffice('code.once'))).toBeVisible()
  await enrol(next, await server.createLink(school), { name: 'Новикова Н.Н.', post: 'директор' })
  await expectReady(next)
  await openList(next)
  await expect(next.page.getByRole('dialog', { name: say('handover.title') })).toBeVisible()
  await look(next.page, 'handover')
}

async function walkSchool(server: LiveServer, browser: Browser, phones: readonly [Phone, Phone]): Promise<void> {
  const school = await server.findSchool('bodaibo')
  const [phone, next] = phones
  const take = await createGuideCamera(await browser.newPage(), 'school-guide')
  const look: GuideCamera = async (page, name) => {
    // What was said of the tap before stays eight seconds, and belongs to one picture alone.
    if (name !== 'marked') await expect(page.locator('.snackbar')).toHaveCount(0, { timeout: 15_000 })
    // A finger's mark says nothing on paper.
    await page.evaluate(() => { document.documentElement.style.setProperty('-webkit-tap-highlight-color', 'transparent') })
    await page.waitForTimeout(500)
    await take(page, name)
  }
  const office = await openOffice(browser, { url: server.url, login: school.officerLogin, password: officePassword })
  const walk: Walk = { phone, page: phone.page, look, office, schoolName: school.name }
  const points = await photographMarks(walk, await server.createLink(school))
  await photographPoint(walk, points)
  await photographHelpers(walk, browser, server.url)
  await photographDocuments(walk)
  await photographSettings(walk)
  await photographHandover(walk, server, next)
  await photographFullDisk(walk, next, browser)
  await photographTroubles({ ...walk, phone: next, page: next.page })
}

/** Takes them all anew. */
export async function takeSchoolGuidePictures(): Promise<void> {
  await emptyFolder('school-guide')
  const server = await startLiveServer()
  const executablePath = findChromium()
  const browser = await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: [...chromiumArguments] })
  const phones = [await Phone.unpack({ road: await server.openRoad() }), await Phone.unpack({ road: await server.openRoad() })] as const
  try {
    await walkSchool(server, browser, phones)
  } finally {
    for (const phone of phones) await phone.throwAway()
    await browser.close()
    await server.close()
  }
}
