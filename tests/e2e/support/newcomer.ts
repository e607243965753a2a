/** A newcomer's walk through the office: from an empty server to the letters of every organization, by clicks and typing. */
import { type Browser, type Locator, type Page, expect } from '@playwright/test'
import { badRow, badRowNumber, listed, writeNewcomersList } from './newcomerList.ts'
import { type SeedDocument, pointsFor, publishFromFile } from './seedDocuments.ts'
import { likeOffice, sayOffice } from './words.ts'

export const setupCode = '482917305'
export const firstDocument: SeedDocument = { districtKey: 'suntar', name: 'suntar-2020' }

const administrator = { name: 'Иванова Т.П.', post: 'главный специалист', login: 'ivanova', password: 'берёза над рекой 7' }
const colleague = { name: 'Саввинова М.Н.', post: 'начальник управления', login: 'savvinova', password: 'три сосны у школы' }

/** Called where a newcomer stops to look; `part` is what matters of the page. */
export type Look = (page: Page, name: string, part?: Locator) => Promise<void>

export interface Newcomer {
  readonly browser: Browser
  readonly page: Page
  /** The server's public address. */
  readonly url: string
  readonly look: Look
}

export interface Letter {
  readonly organization: string
  readonly number: string
  /** Nine digits. */
  readonly code: string
  readonly sheet: Locator
}

const viewport = { width: 1280, height: 800 }

export async function openNewcomer(browser: Browser, url: string, look: Look): Promise<Newcomer> {
  const context = await browser.newContext({ locale: 'ru-RU', viewport, reducedMotion: 'reduce', timezoneId: 'Asia/Yakutsk' })
  context.setDefaultTimeout(15_000)
  return { browser, url, look, page: await context.newPage() }
}

const heading = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name })
const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name })

/** Opens a section by the menu at the top. */
export async function openSection(page: Page, name: 'nav.documents' | 'nav.organizations' | 'nav.administration' | 'nav.control' | 'nav.queue' | 'nav.reports'): Promise<void> {
  await page.getByRole('navigation', { name: sayOffice('app.menu') }).getByRole('link', { name: sayOffice(name) }).click()
}

async function followStep(page: Page, step: 'people' | 'organizations' | 'letters'): Promise<void> {
  await openSection(page, 'nav.documents')
  await page.getByRole('link', { name: sayOffice(`setup.step.${step}`) }).click()
}

/** The code from the server's window, the office, the administrator and the password. */
export async function setUpOffice({ page, url, look }: Newcomer): Promise<void> {
  await page.goto(`${url}/office`)
  await expect(heading(page, sayOffice('setup.title'))).toBeVisible()
  const fields = [
    ['setup.code', '482 917 305'], ['setup.officeName', 'МКУ «Муниципальный орган управления образования»'], ['setup.district', 'Сунтарский улус (район)'],
    ['setup.region', 'Республика Саха (Якутия)'], ['setup.phone', '8 41135 0-00-23'], ['setup.name', administrator.name], ['setup.post', administrator.post],
    ['setup.login', administrator.login], ['setup.password', administrator.password],
  ] as const
  for (const [label, text] of fields) await page.getByLabel(sayOffice(label), { exact: true }).fill(text)
  await expect(page.getByLabel(sayOffice('setup.zone'))).toHaveValue('Asia/Yakutsk')
  await expect(page.getByText(sayOffice('password.strength.strong'))).toBeVisible()
  await look(page, 'setup', page.getByRole('main'))
  await button(page, sayOffice('setup.do')).click()
  await expect(heading(page, sayOffice('documents.title'))).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText(sayOffice('setup.steps.count', { done: 1 }))).toBeVisible()
  await look(page, 'first-steps')
}

/** The head of the office is invited, sets a password by the link, leaves and comes in by it. */
export async function inviteColleague(newcomer: Newcomer): Promise<void> {
  const { page, look } = newcomer
  await followStep(page, 'people')
  await button(page, sayOffice('people.invite')).click()
  await page.getByLabel(sayOffice('people.name')).fill(colleague.name)
  await page.getByLabel(sayOffice('people.post'), { exact: true }).fill(colleague.post)
  await page.getByLabel(sayOffice('people.login')).fill(colleague.login)
  await page.getByRole('checkbox', { name: sayOffice('people.role.specialist') }).uncheck()
  await page.getByRole('checkbox', { name: sayOffice('people.role.chief') }).check()
  await look(page, 'invite')
  await button(page, sayOffice('people.inviteDo')).click()
  const letter = page.getByRole('dialog', { name: sayOffice('invitation.title') })
  await expect(letter.getByText(sayOffice('invitation.once'))).toBeVisible()
  const link = await letter.locator('.link').innerText()
  await look(page, 'invitation')
  await letter.getByRole('button', { name: sayOffice('app.close') }).last().click()
  await acceptInvitation(newcomer, link)
}

async function acceptInvitation({ browser, look }: Newcomer, link: string): Promise<void> {
  const context = await browser.newContext({ locale: 'ru-RU', viewport, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(link)
  await expect(heading(page, sayOffice('invitation.welcome', { name: colleague.name }))).toBeVisible()
  await page.getByLabel(sayOffice('password.new')).fill(colleague.password)
  // As narrow as a form is read, whatever the desk's own width.
  expect((await page.getByRole('main').boundingBox())?.width).toBeLessThan(600)
  await look(page, 'accept-invitation', page.getByRole('main'))
  await button(page, sayOffice('invitation.accept')).click()
  await expect(heading(page, sayOffice('documents.title'))).toBeVisible({ timeout: 20_000 })
  await button(page, sayOffice('app.signOut')).click()
  await page.getByLabel(sayOffice('signIn.login')).fill(colleague.login)
  await page.getByLabel(sayOffice('signIn.password')).fill(colleague.password)
  await look(page, 'sign-in', page.getByRole('main'))
  await button(page, sayOffice('signIn.submit')).click()
  await expect(heading(page, sayOffice('documents.title'))).toBeVisible({ timeout: 20_000 })
  await context.close()
}

/** The list from Excel: one row is refused with its reason, mended on the page, and all are taken. */
export async function importOrganizations({ page, look }: Newcomer): Promise<void> {
  await followStep(page, 'organizations')
  await page.getByRole('link', { name: sayOffice('organizations.import') }).click()
  await page.getByLabel(likeOffice('import.file')).setInputFiles({ name: 'Организации.xlsx', mimeType: 'application/octet-stream', buffer: await writeNewcomersList() })
  await expect(button(page, sayOffice('import.confirm', { n: listed.length - 1 }))).toBeVisible({ timeout: 20_000 })
  await look(page, 'import')
  await button(page, likeOffice('import.filter.bad')).click()
  const row = page.getByRole('row', { name: badRow.name })
  await expect(row.getByText(sayOffice('import.problem.kindUnknown', { text: badRow.kind }))).toBeVisible()
  await expect(row.getByRole('cell', { name: String(badRowNumber), exact: true })).toBeVisible()
  await look(page, 'import-mistake')
  await page.getByLabel(sayOffice('import.chooseKind', { row: badRowNumber })).selectOption(badRow.rightKind)
  await button(page, sayOffice('import.confirm', { n: listed.length })).click()
  await expect(page.getByText(sayOffice('import.done', { added: listed.length, changed: 0 }))).toBeVisible({ timeout: 20_000 })
}

/** The first document from its file: every doubt settled, its difference read, published. */
export async function publishFirstDocument({ page, look }: Newcomer): Promise<void> {
  const given = listed.map(({ kinds }) => new Set(kinds.flatMap((kind) => pointsFor(kind, firstDocument))).size)
  const what = sayOffice('difference.added', { n: given.reduce((sum, points) => sum + points, 0) })
  const difference = sayOffice('difference.addedTo', { n: given.filter((points) => points > 0).length, what })
  const { corrections } = await publishFromFile(page, firstDocument, 'docx', async (stop) => {
    if (stop === 'review') await expect(page.getByText(likeOffice('review.doubtful'))).toBeVisible()
    if (stop === 'settled') await expect(page.getByText(sayOffice('review.checked'))).toBeVisible()
    if (stop === 'difference') await expect(page.getByText(difference)).toBeVisible()
    await look(page, stop)
  })
  expect(corrections).toEqual([])
  await look(page, 'published')
}

/** Letters for everybody without a phone, as one job for the printer. */
export async function makeLetters({ page, look }: Newcomer): Promise<Letter[]> {
  await followStep(page, 'letters')
  await expect(heading(page, sayOffice('letters.title'))).toBeVisible()
  await look(page, 'letters-choice')
  await button(page, sayOffice('letters.make', { n: listed.length })).click()
  await expect(button(page, sayOffice('letters.print'))).toBeVisible({ timeout: 30_000 })
  await look(page, 'letters')
  const sheets = await page.locator('.letter-sheet').all()
  return Promise.all(sheets.map(async (sheet) => ({
    organization: await sheet.locator('.name').innerText(),
    number: await sheet.locator('[data-part=number]').innerText(),
    code: (await sheet.locator('[data-part=digits]').innerText()).replaceAll(/\D/g, ''),
    sheet,
  })))
}

/** What the server says of itself, and that no step is left. */
export async function checkServer({ page, look }: Newcomer): Promise<void> {
  await openSection(page, 'nav.administration')
  await page.getByRole('link', { name: sayOffice('doctor.title') }).click()
  await expect(page.getByText('База цела')).toBeVisible({ timeout: 30_000 })
  await look(page, 'doctor')
  await openSection(page, 'nav.documents')
  await expect(heading(page, sayOffice('documents.title'))).toBeVisible()
  await expect(page.getByRole('heading', { name: sayOffice('setup.steps') })).toBeHidden()
}
