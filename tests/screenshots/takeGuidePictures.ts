/**
 * `npm run guide`: the pictures of docs/office-guide.md and docs/school-guide.md, taken anew. A newcomer walks from an empty server to printed
 * letters, a school connects its phone and reports, and the office has its first ordinary day.
 */
import { type Browser, type Page, chromium, expect } from '@playwright/test'
import { type LiveServer, startLiveServer } from '../e2e/support/liveServer.ts'
import {
  type Letter, type Look, type Newcomer, checkServer, importOrganizations, inviteColleague, makeLetters, openNewcomer, openSection, publishFirstDocument, setUpOffice, setupCode,
} from '../e2e/support/newcomer.ts'
import { type Office, openAssignment, openOrganization } from '../e2e/support/office.ts'
import { Phone } from '../e2e/support/phone.ts'
import { type Point, bringCard, enrolByCode, expectAllSent, expectReady, listPlainPoints, markButton, openList, report } from '../e2e/support/schoolSteps.ts'
import { likeOffice, say, sayOffice } from '../e2e/support/words.ts'
import { chromiumArguments, findChromium } from '../../tools/browser.ts'
import { isEntry } from '../../tools/repository.ts'
import { createGuideCamera, emptyFolder } from './guideCamera.ts'
import { takeSchoolGuidePictures } from './takeSchoolGuide.ts'

const schoolName = 'МБОУ «Эльгяйская средняя школа»'
/** Takes what the guide shows, and nothing else. */
async function createOfficeCamera(browser: Browser): Promise<Look> {
  const take = await createGuideCamera(await browser.newPage(), 'office-guide')
  return async (page, name, part) => {
    // The document beside its points, past the head that was read before.
    if (name === 'review') await page.getByRole('heading', { name: sayOffice('review.source') }).evaluate((element) => { element.scrollIntoView({ block: 'center' }) })
    // The doctor speaks of the address itself.
    await take(page, name, { part, keepsAddress: name === 'doctor' })
  }
}

/** A school connects by the digits of its letter, reports twice and asks for time. */
async function photographPhone(phone: Phone, letter: Letter, look: Look): Promise<readonly Point[]> {
  await enrolByCode(phone, letter, { name: 'Семёнова С.В.', post: 'директор' })
  await expectReady(phone)
  await look(phone.page, 'phone-ready')
  await openList(phone)
  await look(phone.page, 'phone-list')
  const [first, second, third] = await listPlainPoints(phone)
  if (first === undefined || second === undefined || third === undefined) throw new Error('The list holds too few points.')
  await report(phone, first, 'Издан приказ № 41, план подготовки утверждён педсоветом')
  await report(phone, second, 'Программа утверждена педсоветом, приказ № 43')
  await phone.tap(markButton(await bringCard(phone, third)))
  const sheet = phone.page.getByRole('dialog')
  await phone.tap(sheet.getByRole('button', { name: say('mark.extension') }))
  await sheet.getByLabel(say('mark.extension.to')).fill(`${String(new Date().getFullYear() + 1)}-06-01`)
  await sheet.getByLabel(say('mark.reason')).fill('Ждём договоры с соседними школами')
  await phone.tap(sheet.getByRole('button', { name: say('mark.extension.save') }))
  await expectAllSent(phone)
  return [first, second, third]
}

/** What waits is decided; what a school tells by telephone is written down; the report is ready by nine. */
async function photographDay({ page, look, url }: Newcomer, [first, , third]: readonly Point[]): Promise<void> {
  const office: Office = { page, context: page.context(), close: () => page.context().close() }
  const settle = (): Promise<void> => page.waitForLoadState('networkidle')
  await openSection(page, 'nav.control')
  await page.getByRole('grid').waitFor()
  await page.getByLabel(sayOffice('control.search')).fill('средняя школа')
  await settle()
  await look(page, 'control')
  await openSection(page, 'nav.queue')
  const waiting = page.getByRole('list', { name: sayOffice('queue.list') }).getByRole('checkbox')
  await expect(waiting).toHaveCount(3)
  await look(page, 'queue')
  await waiting.nth(1).check()
  await page.getByRole('button', { name: sayOffice('act.return') }).click()
  await page.getByLabel(sayOffice('act.reason.return')).fill('Нет приложения к приказу')
  await look(page, 'queue-return')
  await page.getByRole('button', { name: sayOffice('act.submit') }).click()
  await expect(page.getByText(likeOffice('act.done.return')).first()).toBeVisible()
  await expect(page.getByText(likeOffice('act.done.return'))).toHaveCount(0, { timeout: 20_000 })
  if (third !== undefined) await openAssignment(office, schoolName, third)
  await settle()
  await look(page, 'extension')
  if (first !== undefined) await openAssignment(office, schoolName, first)
  await page.getByRole('button', { name: sayOffice('told.open') }).click()
  await page.getByLabel(sayOffice('told.text')).fill('Приложение к приказу № 41 направлено с курьером')
  await page.getByLabel(sayOffice('told.by')).fill('Семёнова С.В., директор')
  await page.getByLabel(sayOffice('told.way'), { exact: true }).selectOption({ label: sayOffice('told.way.letter') })
  await look(page, 'told', page.locator('.panel', { has: page.getByRole('heading', { name: sayOffice('told.title') }) }))
  await photographPapers(page, look, settle)
  await openOrganization(office, schoolName)
  await settle()
  await look(page, 'organization')
  await page.getByRole('button', { name: sayOffice('organization.handover') }).click()
  await page.getByLabel(sayOffice('handover.head')).fill('Ивлева Н.А.')
  await look(page, 'handover')
  await page.goto(`${url}/office/people`)
  await page.getByRole('table').waitFor()
  await look(page, 'people')
}

async function photographPapers(page: Page, look: Look, settle: () => Promise<void>): Promise<void> {
  await openSection(page, 'nav.documents')
  await settle()
  await page.getByRole('main').getByRole('table').getByRole('link').first().click()
  await page.getByRole('link', { name: sayOffice('reports.fromMatrix') }).click()
  await expect(page.getByRole('heading', { name: sayOffice('reports.preview') })).toBeVisible()
  await settle()
  await look(page, 'summary')
}

async function walk(server: LiveServer, browser: Browser): Promise<void> {
  const newcomer = await openNewcomer(browser, server.url, await createOfficeCamera(browser))
  await setUpOffice(newcomer)
  await inviteColleague(newcomer)
  await importOrganizations(newcomer)
  await publishFirstDocument(newcomer)
  const letters = await makeLetters(newcomer)
  const letter = letters.find(({ organization }) => organization === schoolName)
  if (letter === undefined) throw new Error('The school got no letter.')
  await newcomer.look(newcomer.page, 'letter', letter.sheet)
  await checkServer(newcomer)
  const phone = await Phone.unpack({ road: await server.openRoad() })
  try {
    await photographDay(newcomer, await photographPhone(phone, letter, newcomer.look))
  } finally {
    await phone.throwAway()
  }
}

async function main(): Promise<void> {
  await emptyFolder('office-guide')
  const server = await startLiveServer({ setupCode })
  const executablePath = findChromium()
  const browser = await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: [...chromiumArguments, '--lang=ru'], env: { ...process.env, LANG: 'ru_RU.UTF-8', LANGUAGE: 'ru' } })
  try {
    await walk(server, browser)
  } finally {
    await browser.close()
    await server.close()
  }
  await takeSchoolGuidePictures()
}

if (isEntry(import.meta.url)) await main()
