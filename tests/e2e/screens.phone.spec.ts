import { expect, test } from './support/fixtures.ts'
import { openAssignment, returnForRework } from './support/office.ts'
import type { Phone } from './support/phone.ts'
import { expectAccessible, expectLargeLetters, expectLargeTargets, expectNoSidewaysScroll, setTextScale, setTheme } from './support/probes.ts'
import {
  addNote,
  card,
  closeSheet,
  enrolWholly,
  expectAllSent,
  expectReady,
  introduce,
  listPlainPoints,
  markButton,
  markDone,
  openPoint,
  openTransfer,
  petrova,
  report,
  showList,
  tryNow,
} from './support/schoolSteps.ts'
import { like, say } from './support/words.ts'

test.setTimeout(120_000)

/** Everything a script can say of one screen: light, dark, for the sun, narrow, and with letters of twice the size. */
async function inspect(phone: Phone, screen: string): Promise<void> {
  const { page } = phone
  // As tall as the page itself: then no bar at an edge covers what lies below it.
  const height = await page.evaluate(() => Math.max(740, document.documentElement.scrollHeight))
  await page.setViewportSize({ width: 360, height })
  await expectLargeTargets(page, screen)
  await expectLargeLetters(page, screen)
  await expectAccessible(page, screen)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, `${screen}, dark`, 'strong')
  await setTheme(page, 'sun')
  await expectAccessible(page, `${screen}, sun over dark`, 'strong')
  await setTheme(page, 'auto')
  await page.setViewportSize({ width: 320, height: 740 })
  await expectNoSidewaysScroll(page, `${screen}, 320 px`)
  await setTextScale(page, 2)
  await expectNoSidewaysScroll(page, `${screen}, 320 px, 200 %`)
  await page.setViewportSize({ width: 360, height: 3 * height })
  await page.emulateMedia({ colorScheme: 'light' })
  await expectAccessible(page, `${screen}, 200 %`, 'sizes')
  await setTextScale(page, 1)
  await page.setViewportSize({ width: 360, height: 740 })
}

test('the screens of the enrolment', async ({ server, newPhone }) => {
  const phone = await newPhone()
  const secret = await server.createLink(await server.findSchool('pyatigorsk'))
  await phone.open('/e')
  await phone.tap(phone.page.getByRole('button', { name: say('enrol.submit') }))
  await expect(phone.page.getByRole('alert')).toBeVisible()
  await inspect(phone, 'enrolment by code')
  await phone.page.goto('about:blank')
  await phone.open(`/e#${secret}`)
  await expect(phone.page.getByText(say('enrol.byLink'))).toBeVisible()
  await inspect(phone, 'enrolment by link')
  await phone.tap(phone.page.getByRole('button', { name: say('enrol.submit') }).first())
  await expect(phone.page.getByRole('heading', { name: say('enrol.person') })).toBeVisible()
  await inspect(phone, 'who works here')
  await introduce(phone, petrova)
  await expectReady(phone)
  await inspect(phone, 'ready')
})

test('the list, the sheets, a point with its history, documents and settings', async ({ server, newPhone, newOffice }) => {
  const phone = await newPhone()
  const school = await server.findSchool('pyatigorsk')
  await enrolWholly(phone, await server.createLink(school))
  const [first, second] = await listPlainPoints(phone)
  if (first === undefined || second === undefined) throw new Error('The list holds too few points.')
  await report(phone, first, 'Издан приказ № 41')
  await markDone(phone, second)
  await expectAllSent(phone)
  const office = await newOffice('pyatigorsk')
  await openAssignment(office, school.name, first)
  await returnForRework(office, 'Нет приложения к приказу')
  await tryNow(phone, like('sync.tried.received'))
  await phone.tap(phone.page.getByRole('button', { name: like('group.done'), expanded: false }))
  await expect(phone.page.getByRole('button', { name: like('chip.label'), pressed: true })).toHaveText(like('chip.label'))
  await inspect(phone, 'list')

  await phone.page.getByRole('searchbox', { name: say('list.search') }).fill('такого нет')
  await expect(phone.page.getByText(like('list.nothing'))).toBeVisible()
  await inspect(phone, 'nothing found')
  await phone.tap(phone.page.getByRole('button', { name: say('list.showAll') }))

  await inspectMarks(phone, () => phone.tap(markButton(card(phone, first))))
  await inspectPoint(phone, () => openPoint(phone, first))
  await openTransfer(phone)
  await inspect(phone, 'transfer')
  await closeSheet(phone)
  await phone.tap(phone.page.getByRole('navigation', { name: say('nav.label') }).getByRole('link', { name: say('nav.documents') }))
  await phone.tap(phone.page.locator('a[href^="/documents/"]').first())
  await expect(phone.page.getByText(like('document.own'))).toBeVisible()
  await inspect(phone, 'document')
  await phone.tap(phone.page.getByRole('link', { name: say('nav.back') }))
  for (const [name, heading] of [['nav.documents', 'documents.title'], ['nav.settings', 'settings.title']] as const) {
    await phone.tap(phone.page.getByRole('navigation', { name: say('nav.label') }).getByRole('link', { name: say(name) }))
    await expect(phone.page.getByRole('heading', { name: say(heading), level: 1 })).toBeVisible()
    await inspect(phone, say(heading))
  }
})

async function inspectMarks(phone: Phone, open: () => Promise<void>): Promise<void> {
  const sheet = phone.page.getByRole('dialog')
  for (const row of [null, 'mark.reportedWithText', 'mark.extension', 'mark.notApplicable'] as const) {
    await open()
    await expect(sheet).toBeVisible()
    if (row !== null) await phone.tap(sheet.getByRole('button', { name: say(row) }))
    await inspect(phone, `marks: ${row ?? 'rows'}`)
    await closeSheet(phone)
  }
}

async function inspectPoint(phone: Phone, open: () => Promise<void>): Promise<void> {
  await open()
  await addNote(phone, 'Проведён педсовет')
  await phone.tap(phone.page.getByText(say('directive.whole')))
  await phone.tap(phone.page.getByText(like('directive.history')))
  await inspect(phone, 'point')
  await showList(phone)
}
