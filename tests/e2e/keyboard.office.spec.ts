import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { likeOffice, sayOffice } from './support/words.ts'

test.use({ hasDocuments: false })

/** Goes by Tab, or Shift+Tab, as somebody without a mouse does; fails when the way has no such stop. */
async function tabTo(page: Page, goal: Locator, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await goal.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`No way by ${key} to ${String(goal)}`)
}

const text = `ПРИКАЗ от 02.09.2026 № 5
ПРИКАЗЫВАЮ:
1. Директорам школ провести опрос родителей, подготовить отчёт. Срок: до 1 октября 2026 г.
2. Обновить сайты.
3. Заведующим детскими садами провести учения.
`

test('a document goes from a pasted text to the schools without a mouse', async ({ server, newOffice }) => {
  test.setTimeout(120_000)
  const { page } = await newOffice('suntar')
  const press = (key: string): Promise<void> => page.keyboard.press(key)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await press('Tab')
  await expect(page.getByRole('link', { name: sayOffice('app.skip') })).toBeFocused()
  await tabTo(page, page.getByRole('navigation', { name: sayOffice('app.menu') }).getByRole('link', { name: sayOffice('nav.drafts') }))
  await press('Enter')
  await tabTo(page, page.getByLabel(sayOffice('drafts.paste')))
  await page.keyboard.insertText(text)
  await tabTo(page, page.getByRole('button', { name: sayOffice('drafts.read') }))
  await press('Enter')
  await expect(page.getByRole('heading', { name: sayOffice('review.source') })).toBeVisible({ timeout: 30_000 })

  const rows = page.locator('.rows button.text')
  const dialog = page.getByRole('dialog')
  await tabTo(page, rows.first())
  await press('ArrowDown')
  await expect(rows.nth(0)).toHaveAttribute('aria-current', 'true')
  // S: the row is split where the caret stands.
  await press('s')
  const words = dialog.getByLabel(sayOffice('review.edit.text'))
  await tabTo(page, words)
  await words.evaluate((field: HTMLTextAreaElement) => { field.setSelectionRange(field.value.indexOf('подготовить'), field.value.indexOf('подготовить')) })
  await tabTo(page, dialog.getByRole('button', { name: sayOffice('review.split') }))
  await press('Enter')
  await expect(rows).toHaveCount(4)
  // M joins the second half to the first again; Ctrl+Z takes that back.
  await press('ArrowDown')
  await press('m')
  await expect(rows).toHaveCount(3)
  await expect(rows.first()).toBeFocused()
  await press('Control+z')
  await expect(rows).toHaveCount(4)

  // A: the row that names nobody gets its kind.
  await press('ArrowDown')
  await press('ArrowDown')
  await expect(rows.nth(2)).toHaveAttribute('aria-current', 'true')
  await press('a')
  await tabTo(page, dialog.getByRole('checkbox', { name: sayOffice('audience.general_school') }))
  await press('Space')
  await tabTo(page, dialog.getByRole('button', { name: sayOffice('review.done') }))
  await press('Enter')
  await expect(rows.nth(2)).toBeFocused()
  // D: its date; V: looked at, and right.
  await press('d')
  await tabTo(page, dialog.getByLabel(sayOffice('review.edit.reportDue')))
  await page.keyboard.type('12152026')
  await tabTo(page, dialog.getByRole('button', { name: sayOffice('review.done') }))
  await press('Enter')
  while (await page.getByText(likeOffice('review.doubtful')).isVisible()) {
    await press('v')
    await expect(page.getByText(sayOffice('review.saved'))).toBeVisible()
  }
  await expect(page.getByText(sayOffice('review.checked'))).toBeVisible()
  await tabTo(page, page.getByRole('button', { name: likeOffice('review.publish') }), 'Shift+Tab')
  await press('Enter')
  await tabTo(page, page.getByRole('button', { name: sayOffice('review.publish.do'), exact: true }))
  await press('Enter')
  await expect(page.getByRole('grid')).toBeVisible()

  const school = await server.findSchool('suntar')
  const directives = await server.store.forDistrict(school.districtId).documents.listDirectives()
  expect(directives.map(({ text: said }) => said)).toEqual(['Директорам школ провести опрос родителей,', 'подготовить отчёт.', 'Обновить сайты.', 'Заведующим детскими садами провести учения.'])
  expect(directives[2]).toMatchObject({ addressee: { audience: ['general_school'], decidedBy: 'clerk' }, reportDue: '2026-12-15' })
})
