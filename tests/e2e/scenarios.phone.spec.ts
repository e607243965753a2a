/**
 * What heads do, tap by tap, on this machine's Chromium and on 138, the last that Android 8 gets. The letters are those
 * of the scenarios the program was designed for.
 */
import { minProofRoomBytes } from '#core/proof'
import { expect, test } from './support/fixtures.ts'
import { takePhoto } from './support/cameraPhoto.ts'
import { choosePhoto, keepPhoto } from './support/photoRounds.ts'
import { openAssignment, openOrganization, returnForRework } from './support/office.ts'
import type { Phone } from './support/phone.ts'
import { leaveRoom } from './support/smallQuota.ts'
import { card, cards, enrolWholly, expectAllSent, listPlainPoints, markButton, markDone, report, snackbar, transferLine, tryNow } from './support/schoolSteps.ts'
import { like, likeOffice, say, sayOffice } from './support/words.ts'

test.setTimeout(120_000)

/** How many taps a deed took. */
async function taps(phone: Phone, deed: () => Promise<void>): Promise<number> {
  const before = phone.taps
  await deed()
  return phone.taps - before
}

test('A: two weeks without a network, and not one tap to send it all', { tag: '@androidEight' }, async ({ server, newPhone }) => {
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  await expectAllSent(phone)
  await phone.goOffline()
  await expect(phone.page.getByText(say('offline'))).toBeVisible()
  const points = (await listPlainPoints(phone)).slice(0, 4)
  for (const point of points) expect(await taps(phone, () => markDone(phone, point))).toBeLessThanOrEqual(2)
  await expect(transferLine(phone)).toContainText(say('sync.waiting.short', { n: points.length }))
  expect(await taps(phone, async () => {
    await phone.tap(snackbar(phone).getByRole('button', { name: say('action.cancel') }))
    await expect(snackbar(phone)).toContainText(say('mark.undone'))
  })).toBe(1)
  await phone.close()
  await phone.start({ isOffline: true })
  // The undone mark is a record too: nothing is silently replaced.
  await expect(transferLine(phone)).toContainText(like('sync.waiting.short'))
  expect(await taps(phone, async () => {
    await phone.goOnline()
    await expectAllSent(phone)
  })).toBe(0)
  expect(phone.errors).toEqual([])
})

test('B: a point is done with a photo of the order', { tag: '@androidEight' }, async ({ server, newPhone }) => {
  const phone = await newPhone()
  const { page } = phone
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('The list holds no point.')
  const camera = await takePhoto(page)
  await phone.goOffline()
  expect(await taps(phone, async () => {
    await phone.tap(card(phone, point).getByRole('link'))
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), phone.tap(page.getByRole('button', { name: say('proof.camera') }))])
    await chooser.setFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: camera })
    await phone.tap(page.getByRole('dialog').getByRole('button', { name: say('proof.doneReported') }))
    await expect(page.getByText(say('state.reported'), { exact: true })).toBeVisible()
  })).toBeLessThanOrEqual(4)
  await expect(page.getByRole('button', { name: like('proof.look') })).toBeVisible()
  await phone.goOnline()
  await expect(page.getByText(say('proof.received.photo'))).toBeVisible({ timeout: 30_000 })
  expect(phone.errors).toEqual([])
})

test('the report on a document is sent in three taps', { tag: '@androidEight' }, async ({ server, newPhone }) => {
  const phone = await newPhone()
  const { page } = phone
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  await phone.goOffline()
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('The list holds no point.')
  await report(phone, point, 'Издан приказ № 41')
  expect(await taps(phone, async () => {
    await phone.tap(page.getByRole('navigation', { name: say('nav.label') }).getByRole('link', { name: say('nav.documents') }))
    await phone.tap(page.getByRole('link', { name: like('report.open.label') }).first())
    await phone.tap(page.getByRole('button', { name: say('report.send') }))
    await expect(snackbar(phone)).toContainText(say('report.kept'))
  })).toBeLessThanOrEqual(3)
  await phone.goOnline()
  await expectAllSent(phone)
})

test('I: a lost phone is cut off, and a new one holds what had been sent', { tag: '@androidEight' }, async ({ server, newPhone, newOffice }) => {
  const school = await server.findSchool('suntar')
  const lost = await newPhone()
  await enrolWholly(lost, await server.createLink(school))
  const [first, second] = await listPlainPoints(lost)
  if (first === undefined || second === undefined) throw new Error('The list holds too few points.')
  await report(lost, first, 'Издан приказ № 41')
  await expectAllSent(lost)
  await lost.goOffline()
  await markDone(lost, second)

  const office = await newOffice('suntar')
  await openOrganization(office, school.name)
  await office.page.getByRole('button', { name: likeOffice('organization.device.revokeName') }).first().click()
  const sheet = office.page.getByRole('dialog')
  await expect(sheet.getByText(likeOffice('revoke.contact'))).toBeVisible()
  await sheet.getByRole('button', { name: sayOffice('revoke.confirm') }).click()
  await expect(office.page.getByText(sayOffice('revoke.done'))).toBeVisible()

  const found = await newPhone()
  await enrolWholly(found, await server.createLink(school))
  await expect(card(found, second)).toBeVisible()
  await expect(card(found, first)).toBeHidden()
  await found.tap(found.page.getByRole('button', { name: like('group.done'), expanded: false }))
  await expect(card(found, first)).toBeVisible()
})

test('J: on a phone with hardly any room photos wait, words do not, and what the office has makes room', { tag: '@androidEight' }, async ({ server, newPhone }) => {
  const phone = await newPhone()
  const { page } = phone
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('The list holds no point.')
  await phone.open(point.path)
  await keepPhoto(phone, await choosePhoto(phone, await takePhoto(page)), 'Приказ № 41')
  await expect(page.getByText(say('proof.received.photo'))).toBeVisible({ timeout: 30_000 })
  const giveRoom = await leaveRoom(phone, 170_000)
  await phone.open(point.path)
  const camera = phone.page.getByRole('button', { name: say('proof.camera') })
  // Browsers of our days do not tell pages how much room there is: there the photo itself is refused, in words.
  const { quota = 0, usage = 0 } = await phone.page.evaluate(() => navigator.storage.estimate())
  if (quota - usage < minProofRoomBytes) {
    await expect(phone.page.getByText(like('quota.off'))).toBeVisible()
    await expect(camera).toBeDisabled()
  } else {
    const sheet = await choosePhoto(phone, await takePhoto(phone.page, { seed: 2 }))
    await phone.tap(sheet.getByRole('button', { name: say('proof.done'), exact: true }))
    await expect(phone.page.getByRole('alert').filter({ hasText: say('quota.full') })).toBeVisible()
  }
  expect(await taps(phone, async () => {
    await phone.tap(phone.page.getByRole('button', { name: say('proof.free'), exact: true }))
    await expect(phone.page.getByText(like('proof.free.done'))).toBeVisible()
  })).toBe(1)
  await expect(phone.page.getByRole('button', { name: like('proof.look') })).toBeHidden()
  await phone.open('/')
  expect(await taps(phone, () => markDone(phone, point))).toBeLessThanOrEqual(2)
  await expectAllSent(phone)
  await giveRoom()
  await phone.open(point.path)
  await expect(camera).toBeEnabled()
  expect(phone.errors).toEqual([])
})

test('K: what the office returned stands first and is answered in two taps', { tag: '@androidEight' }, async ({ server, newPhone, newOffice }) => {
  const school = await server.findSchool('suntar')
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('The list holds no point.')
  await markDone(phone, point)
  await expectAllSent(phone)
  const office = await newOffice('suntar')
  await openAssignment(office, school.name, point)
  await returnForRework(office, 'Нет приложения к приказу')
  await tryNow(phone, like('sync.tried.received'))
  await phone.goOffline()
  const fixed = card(phone, point)
  await expect(fixed).toContainText('Нет приложения к приказу')
  await expect(cards(phone).first()).toContainText('Нет приложения к приказу')
  expect(await taps(phone, async () => {
    await phone.tap(fixed.getByRole('button', { name: like('card.fix') }))
    await phone.tap(phone.page.getByRole('dialog').getByRole('button', { name: say('mark.reported'), exact: true }))
    await expect(fixed).toBeHidden()
  })).toBeLessThanOrEqual(2)
})

test('L: a week in which nothing is due says so without a tap', { tag: '@androidEight' }, async ({ server, newPhone }) => {
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  await phone.goOffline()
  const pressing = phone.page.locator('section', { has: phone.page.getByRole('heading', { name: like('group.overdue') }).or(phone.page.getByRole('heading', { name: like('group.thisWeek') })) }).getByRole('listitem')
  for (let left = await pressing.count(); left > 0; left -= 1) {
    await phone.tap(markButton(pressing.first()))
    await phone.tap(phone.page.getByRole('dialog').getByRole('button', { name: say('mark.reported'), exact: true }))
    await expect(pressing).toHaveCount(left - 1)
  }
  await phone.close()
  await phone.start({ isOffline: true })
  await expect(phone.page.getByText(like('list.calm'))).toBeVisible()
})
