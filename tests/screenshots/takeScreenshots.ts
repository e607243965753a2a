/**
 * `npm run screenshots [-- FOLDER]`: every screen of the school's program at 360×740, in light, in dark and with 200 %
 * text, every page of the office's at 1366×768, and the demonstration. Pictures are for eyes: nothing is compared.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, type Page, chromium } from '@playwright/test'
import { officePassword } from '../e2e/support/demonstrationData.ts'
import { type LiveServer, startLiveServer } from '../e2e/support/liveServer.ts'
import { type Office, openAssignment, openOffice, openOrganization, returnForRework } from '../e2e/support/office.ts'
import { Phone } from '../e2e/support/phone.ts'
import { addNote, closeSheet, enrol, expectReady, listPlainPoints, markButton, openList, openPoint, openTransfer, report, showList, tryNow } from '../e2e/support/schoolSteps.ts'
import { like, say, sayOffice } from '../e2e/support/words.ts'
import { chromiumArguments, findChromium } from '../../tools/browser.ts'
import { isEntry, root } from '../../tools/repository.ts'

interface Look {
  readonly name: string
  readonly colorScheme: 'light' | 'dark'
  readonly isLargeText: boolean
}

const looks: readonly Look[] = [
  { name: 'light', colorScheme: 'light', isLargeText: false },
  { name: 'dark', colorScheme: 'dark', isLargeText: false },
  { name: 'large', colorScheme: 'light', isLargeText: true },
]

/** Takes one picture; `isWhole` takes the page down to its end. */
type Camera = (page: Page, name: string, isWhole?: boolean) => Promise<void>

function createCamera(folder: string, look: Look): Camera {
  return async (page, name, isWhole = false) => {
    // What the browser's own «200 %» does to a program that measures in rem.
    if (look.isLargeText) await page.evaluate(() => { document.documentElement.style.fontSize = '200%' })
    const path = join(folder, `${name}-${look.name}.png`)
    await page.screenshot({ path, fullPage: isWhole, animations: 'disabled' })
    console.log(path)
  }
}

async function photographSchool(server: LiveServer, browser: Browser, take: Camera, look: Look): Promise<void> {
  const school = await server.findSchool('bodaibo')
  const phone = await Phone.unpack({ road: await server.openRoad(), colorScheme: look.colorScheme })
  const office = await openOffice(browser, { url: server.url, login: school.officerLogin, password: officePassword })
  try {
    await phone.open('/e')
    await phone.page.getByRole('button', { name: say('enrol.submit') }).first().waitFor()
    await take(phone.page, 'school-1-enrolment', true)
    await enrol(phone, await server.createLink(school))
    await expectReady(phone)
    await take(phone.page, 'school-2-ready')
    await openList(phone)
    await take(phone.page, 'school-3-list')
    await take(phone.page, 'school-3-list-whole', true)
    await photographPoint(phone, office, school.name, take)
    await phone.open('/documents')
    await phone.page.getByRole('heading', { level: 1 }).first().waitFor()
    await take(phone.page, 'school-9-documents', true)
    await phone.open('/settings')
    await phone.page.getByRole('heading', { level: 1 }).first().waitFor()
    await take(phone.page, 'school-10-settings', true)
  } finally {
    await office.close()
    await phone.throwAway()
  }
}

async function photographPoint(phone: Phone, office: Office, schoolName: string, take: Camera): Promise<void> {
  const [first, second] = await listPlainPoints(phone)
  if (first === undefined || second === undefined) throw new Error('The list holds too few points.')
  await phone.tap(markButton(phone.page.locator(`li:has(> a[href="${first.path}"])`)))
  await phone.page.getByRole('dialog').waitFor()
  await take(phone.page, 'school-4-status-sheet')
  await phone.tap(phone.page.getByRole('dialog').getByRole('button', { name: say('mark.reportedWithText') }))
  await take(phone.page, 'school-4-status-report')
  await closeSheet(phone)
  await report(phone, first, 'Издан приказ № 41 от 30 августа')
  await take(phone.page, 'school-5-marked')
  await openAssignment(office, schoolName, first)
  await returnForRework(office, 'Нет приложения к приказу')
  await tryNow(phone, like('sync.tried.received'))
  await take(phone.page, 'school-6-returned')
  await phone.goOffline()
  await openPoint(phone, first)
  await addNote(phone, 'Проведён педсовет, протокол № 3')
  await take(phone.page, 'school-7-point')
  await take(phone.page, 'school-7-point-whole', true)
  await openTransfer(phone)
  await take(phone.page, 'school-8-transfer')
  await closeSheet(phone)
  await showList(phone)
  await phone.goOnline()
}

async function photographOffice(server: LiveServer, browser: Browser, take: Camera, look: Look): Promise<void> {
  const school = await server.findSchool('bodaibo')
  const office = await openOffice(browser, { url: server.url, login: school.officerLogin, password: officePassword, colorScheme: look.colorScheme })
  const { page } = office
  const settle = (): Promise<void> => page.waitForLoadState('networkidle')
  await settle()
  await take(page, 'office-1-documents')
  await page.locator("a[href*='/documents/']").first().click()
  await page.getByRole('grid').waitFor()
  await settle()
  await take(page, 'office-2-matrix')
  await page.goto(`${server.url}/office/unaddressed`)
  await settle()
  await take(page, 'office-3-unaddressed')
  await page.getByRole('navigation', { name: sayOffice('app.menu') }).getByRole('link', { name: sayOffice('nav.organizations') }).click()
  await settle()
  await take(page, 'office-4-organizations')
  await openOrganization(office, school.name)
  await settle()
  await take(page, 'office-5-organization', true)
  await page.locator('a[href*="/assignments/"]').first().click()
  await settle()
  await take(page, 'office-6-assignment', true)
  await page.goto(`${server.url}/office/safety`)
  await settle()
  await take(page, 'office-7-safety')
  await office.close()
}

async function photographDemonstration(server: LiveServer, browser: Browser, take: Camera): Promise<void> {
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(`${server.url}/demo`)
  await page.getByRole('button').first().click()
  await page.frameLocator('iframe').first().getByRole('button').first().waitFor()
  await page.waitForLoadState('networkidle')
  await take(page, 'demo')
  await context.close()
}

async function main(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const server = await startLiveServer()
  const executablePath = findChromium()
  const browser = await chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: [...chromiumArguments] })
  try {
    for (const look of looks) {
      const take = createCamera(folder, look)
      await photographSchool(server, browser, take, look)
      await photographOffice(server, browser, take, look)
    }
    await photographDemonstration(server, browser, createCamera(folder, { name: 'light', colorScheme: 'light', isLargeText: false }))
  } finally {
    await browser.close()
    await server.close()
  }
}

if (isEntry(import.meta.url)) await main(process.argv[2] ?? join(root, 'screenshots'))
