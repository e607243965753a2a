/** What a specialist does in the office's program, in the words the screen shows. */
import { type Browser, type BrowserContext, type Locator, type Page, expect } from '@playwright/test'
import type { Point } from './schoolSteps.ts'
import { likeOffice, sayOffice } from './words.ts'

export interface Office {
  readonly page: Page
  readonly context: BrowserContext
  close(): Promise<void>
}

export interface OfficeOptions {
  readonly url: string
  readonly login: string
  readonly password: string
  readonly colorScheme?: 'light' | 'dark'
}

/** Opens the office's program in a browser of its own and signs in by its form. */
export async function openOffice(browser: Browser, { url, login, password, colorScheme = 'light' }: OfficeOptions): Promise<Office> {
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1366, height: 768 }, colorScheme, reducedMotion: 'reduce' })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  await page.goto(`${url}/office`)
  await page.getByLabel(sayOffice('signIn.login')).fill(login)
  await page.getByLabel(sayOffice('signIn.password')).fill(password)
  await page.getByRole('button', { name: sayOffice('signIn.submit') }).click()
  await expect(page.getByRole('heading', { level: 1, name: sayOffice('documents.title') })).toBeVisible({ timeout: 20_000 })
  return { page, context, close: () => context.close() }
}

/** Opens an organization's page from the list of organizations. */
export async function openOrganization({ page }: Office, name: string): Promise<void> {
  await page.getByRole('navigation', { name: sayOffice('app.menu') }).getByRole('link', { name: sayOffice('nav.organizations') }).click()
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** Opens one point of an organization from the organization's page. */
export async function openAssignment(office: Office, organization: string, point: Point): Promise<void> {
  await openOrganization(office, organization)
  const directiveId = point.path.split('/').at(-1) ?? ''
  await office.page.locator(`a[href*="/assignments/d:${directiveId}"], a[href*="/assignments/d%3A${directiveId}"]`).first().click()
  await expect(actions(office)).toBeVisible()
}

export function actions({ page }: Office): Locator {
  return page.getByRole('region', { name: sayOffice('action.title') })
}

/** The history on the open assignment, newest first. */
export function historyOf({ page }: Office): Locator {
  return page.locator('section', { has: page.getByRole('heading', { name: sayOffice('assignment.history') }) }).getByRole('listitem')
}

/** Asks the server again for what the open page shows. */
export async function refresh({ page }: Office): Promise<void> {
  await page.getByRole('button', { name: sayOffice('app.refresh') }).click()
}

export async function returnForRework(office: Office, reason: string): Promise<void> {
  await actions(office).getByRole('button', { name: sayOffice('action.return') }).click()
  await actions(office).getByLabel(sayOffice('action.return.reason')).fill(reason)
  await actions(office).getByRole('button', { name: sayOffice('action.return.submit') }).click()
  await expect(office.page.getByText(likeOffice('action.done.returned')).first()).toBeVisible()
}

export async function release(office: Office): Promise<void> {
  await actions(office).getByRole('button', { name: sayOffice('action.release') }).click()
  await expect(office.page.getByText(likeOffice('action.done.released')).first()).toBeVisible()
}
