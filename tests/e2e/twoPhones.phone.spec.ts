import { expect, test } from './support/fixtures.ts'
import { historyOf, openAssignment, refresh } from './support/office.ts'
import type { Phone } from './support/phone.ts'
import { type Point, card, enrolWholly, expectAllSent, listPlainPoints, markDone, markInProgress, openPoint, petrova, showList, sidorova, tryNow } from './support/schoolSteps.ts'
import { like, say, sayOffice } from './support/words.ts'

test('two phones of one school mark a point differently: both marks are kept, and one tap settles it everywhere', async ({ server, newPhone, newOffice }) => {
  const school = await server.findSchool('suntar')
  const [first, second] = [await newPhone(), await newPhone()]
  await enrolWholly(first, await server.createLink(school), petrova)
  await enrolWholly(second, await server.createLink(school), sidorova)
  const [point] = await listPlainPoints(first)
  if (point === undefined) throw new Error('The list is empty.')

  await first.goOffline()
  await second.goOffline()
  await markDone(first, point)
  await markInProgress(second, point)
  await first.goOnline()
  await expectAllSent(first)
  await second.goOnline()
  await expectAllSent(second)
  await tryNow(first, like('sync.tried.received'))

  for (const phone of [first, second]) await expectClash(phone, point)
  const office = await newOffice('suntar')
  await openAssignment(office, school.name, point)
  await expect(office.page.getByRole('heading', { name: sayOffice('assignment.clash.title') })).toBeVisible()
  await expect(historyOf(office).filter({ hasText: petrova.name }).filter({ hasText: sayOffice('history.execution.reported') })).toHaveCount(1)
  await expect(historyOf(office).filter({ hasText: sidorova.name }).filter({ hasText: sayOffice('history.execution.inProgress') })).toHaveCount(1)

  await openPoint(first, point)
  const wished = say('history.execution', { state: say('state.reported') })
  await first.tap(first.page.getByRole('button', { name: say('clash.take.label', { title: wished, author: petrova.name }) }))
  await expect(first.page.getByRole('heading', { name: say('clash.title') })).toBeHidden()
  await expectAllSent(first)
  await tryNow(second, like('sync.tried.received'))
  await openPoint(second, point)
  await expect(second.page.getByRole('heading', { name: say('clash.title') })).toBeHidden()
  await expect(second.page.getByText(say('state.reported'), { exact: true })).toBeVisible()
  await refresh(office)
  await expect(office.page.getByRole('heading', { name: sayOffice('assignment.clash.title') })).toBeHidden()
  await expect(historyOf(office).filter({ hasText: sayOffice('history.execution.reported') })).toHaveCount(2)
})

/** The clash is named on the list, and both marks stand with their authors on the point's page. */
async function expectClash(phone: Phone, point: Point): Promise<void> {
  await openPoint(phone, point)
  const clash = phone.page.locator('section', { has: phone.page.getByRole('heading', { name: say('clash.title') }) })
  await expect(clash.getByRole('listitem')).toHaveCount(2)
  await expect(clash.getByRole('listitem').filter({ hasText: petrova.name })).toContainText(say('history.execution', { state: say('state.reported') }))
  await expect(clash.getByRole('listitem').filter({ hasText: sidorova.name })).toContainText(say('history.execution', { state: say('state.inProgress') }))
  await expect(clash.getByText(say('clash.kept'))).toHaveCount(1)
  await showList(phone)
  const folded = phone.page.getByRole('button', { name: like('group.done'), expanded: false })
  if (!(await card(phone, point).isVisible())) await phone.tap(folded)
  await expect(card(phone, point)).toContainText(say('tag.clash'))
}
