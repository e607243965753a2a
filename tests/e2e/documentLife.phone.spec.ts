import type { DraftPublished, DraftView } from '#core/draft'
import { expect, test } from './support/fixtures.ts'
import { type Office, actions, openAssignment, release, returnForRework } from './support/office.ts'
import type { Phone } from './support/phone.ts'
import { expectAccessible, expectLargeTargets, expectNoSidewaysScroll } from './support/probes.ts'
import { type Point, addNote, cards, enrolWholly, expectAllSent, markDone, markInProgress, openPoint, showList, transferLine } from './support/schoolSteps.ts'
import { like, likeOffice, say, sayOffice } from './support/words.ts'

const lines = ['провести опрос родителей', 'обновить сайты школ', 'проверить кровли зданий', 'составить график отпусков', 'назначить ответственных за питание']
const text = `ПРИКАЗ № 77 от 14.09.2026\nПРИКАЗЫВАЮ:\n1. Директорам школ:\n${lines.map((line, i) => `1.${String(i + 1)}. ${line} до 20 декабря 2026 г.;`).join('\n')}\n`

/** Asks the office's server as the page does, with the signed-in browser's own cookie. */
async function post<T>({ page }: Office, path: string, body: object): Promise<T> {
  return page.evaluate(async ([to, sent]) => {
    const answer = await fetch(`/api/office/${to}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: sent })
    if (!answer.ok) throw new Error(`${to}: ${String(answer.status)} ${await answer.text()}`)
    return (await answer.json()) as T
  }, [path, JSON.stringify(body)] as const)
}

async function publish(office: Office): Promise<string> {
  const draft = await post<DraftView>(office, 'drafts/pasted', { text })
  return (await post<DraftPublished>(office, `drafts/${draft.id}/publish`, { revision: draft.revision })).resolutionId
}

async function pointOf(phone: Phone, line: string): Promise<Point> {
  const found = cards(phone).filter({ hasText: line })
  await expect(async () => {
    if ((await found.count()) === 0) await phone.page.evaluate(() => { window.scrollTo(0, document.documentElement.scrollHeight) })
    await expect(found).toHaveCount(1, { timeout: 500 })
  }).toPass({ timeout: 20_000 })
  const path = (await found.getByRole('link').getAttribute('href')) ?? ''
  return { path, number: `1.${String(lines.indexOf(line) + 1)}` }
}

/** Opens the document's own page from the list of documents. */
async function openLife({ page }: Office, resolutionId: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/office/documents/${resolutionId}/life`)
  await expect(page.getByRole('heading', { name: sayOffice('life.points') })).toBeVisible()
}

/** «Исправить документ»: the deadline of one point is moved, on the page where drafts are checked. */
async function correctDeadline(office: Office, resolutionId: string, line: string, day: string): Promise<void> {
  const { page } = office
  await openLife(office, resolutionId)
  await expectAccessible(page, 'life')
  await page.getByRole('button', { name: sayOffice('life.correct') }).click()
  const row = page.locator('.rows button.text').filter({ hasText: line })
  await row.click()
  await expect(row.locator('xpath=..')).toContainText(sayOffice('review.match.same', { point: '1.4' }))
  await row.press('d')
  const form = page.getByRole('dialog')
  await form.locator('[data-part=deadline] select').first().selectOption('day')
  await form.locator('[data-part=deadline] input[type=date]').first().fill(day)
  await form.getByRole('button', { name: sayOffice('review.done') }).click()
  await page.getByRole('button', { name: sayOffice('difference.publish') }).click()
  await expect(page.getByRole('dialog')).toContainText(likeOffice('difference.dueMoved'))
  await expectAccessible(page, 'difference')
  await page.getByRole('dialog').getByRole('button', { name: sayOffice('difference.publish') }).click()
  await expect(page.getByText(sayOffice('life.event.corrected', { n: 2 }))).toBeVisible()
}

async function withdrawPoint(office: Office, resolutionId: string, line: string): Promise<void> {
  const { page } = office
  await openLife(office, resolutionId)
  await page.getByRole('checkbox', { name: new RegExp(line, 'u') }).check()
  await page.getByRole('button', { name: sayOffice('life.withdraw', { n: 1 }) }).click()
  await page.getByRole('dialog').getByLabel(sayOffice('life.withdraw.reason')).fill('решение пересмотрено')
  await expectAccessible(page, 'withdrawing')
  await page.getByRole('dialog').getByRole('button', { name: sayOffice('life.withdraw.do'), exact: true }).click()
  await expect(page.getByText(sayOffice('life.withdrawn.done'))).toBeVisible()
}

async function extend(office: Office, day: string): Promise<void> {
  await actions(office).getByRole('button', { name: sayOffice('action.extend') }).click()
  await actions(office).locator('input[type=date]').fill(day)
  await actions(office).getByRole('button', { name: sayOffice('action.extend.submit') }).click()
  await expect(office.page.getByText(likeOffice('action.done.extended')).first()).toBeVisible()
}

test('release, return, extension, correction and withdrawal reach a phone that was offline, each with its marks kept', async ({ server, newPhone, newOffice }) => {
  test.setTimeout(180_000)
  const school = await server.findSchool('suntar')
  const office = await newOffice('suntar')
  const resolutionId = await publish(office)
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(school))
  const points = []
  for (const line of lines) points.push(await pointOf(phone, line))
  const [released, returned, extended, corrected, withdrawn] = points
  if (released === undefined || returned === undefined || extended === undefined || corrected === undefined || withdrawn === undefined) throw new Error('too few points')
  for (const point of [released, returned, withdrawn]) await markDone(phone, point)
  await markInProgress(phone, corrected)
  await expectAllSent(phone)

  // Weeks without a network: what is written now has not reached anybody.
  await phone.goOffline()
  await markInProgress(phone, extended)
  for (const [point, note] of [[corrected, 'график почти готов'], [withdrawn, 'ответственный назначен']] as const) {
    await openPoint(phone, point)
    await addNote(phone, note)
  }
  await showList(phone)

  await openAssignment(office, school.name, released)
  await release(office)
  await openAssignment(office, school.name, returned)
  await returnForRework(office, 'нет адреса сайта')
  await openAssignment(office, school.name, extended)
  await extend(office, '2027-02-01')
  await correctDeadline(office, resolutionId, lines[3] ?? '', '2026-10-01')
  await withdrawPoint(office, resolutionId, lines[4] ?? '')

  await phone.goOnline()
  await expectAllSent(phone)
  const news = () => phone.page.locator('.news')
  await expect(news()).toHaveCount(2)
  // The first thing on the screen.
  await expect(phone.page.getByRole('heading', { level: 2 }).first()).toHaveText(like('news.title'))
  await expect(news().first()).toHaveText(/Управление изменило пункт 1\.4: срок перенесён на 1 октября\. Ваша отметка сохранена\./u)
  await expect(news().last()).toHaveText(/Пункт 1\.5 снят управлением .+\. Ваши записи сохранены, отчёт по нему не нужен\./u)
  // As tall as the page itself: then the bar at the edge covers no half of a link.
  await phone.page.setViewportSize({ width: 360, height: await phone.page.evaluate(() => document.documentElement.scrollHeight) })
  await expectAccessible(phone.page, 'news')
  await expectNoSidewaysScroll(phone.page, 'news')
  await expectLargeTargets(phone.page, 'news')
  await phone.page.setViewportSize({ width: 360, height: 740 })

  await openPoint(phone, corrected)
  await expect(phone.page.getByText(say('state.inProgress'), { exact: true })).toBeVisible()
  await expect(phone.page.getByText('график почти готов')).not.toHaveCount(0)
  await phone.tap(phone.page.getByRole('button', { name: like('news.read.label') }))
  await expect(news()).toHaveCount(0)
  await showList(phone)
  await expect(news()).toHaveCount(1)

  await openPoint(phone, withdrawn)
  await expect(phone.page.getByText(say('state.withdrawn'), { exact: true }).first()).toBeVisible()
  await expect(phone.page.getByText('ответственный назначен')).not.toHaveCount(0)
  await openPoint(phone, released)
  await expect(phone.page.getByText(say('state.released'), { exact: true })).toBeVisible()
  await openPoint(phone, returned)
  await expect(phone.page.getByText(/нет адреса сайта/u).first()).toBeVisible()
  await openPoint(phone, extended)
  await expect(phone.page.getByText(like('directive.extended')).first()).toBeVisible()
  await expect(phone.page.getByText(say('state.inProgress'), { exact: true })).toBeVisible()

  // What was read stays read when the program is started again.
  await phone.close()
  await phone.start()
  await expect(transferLine(phone)).toBeVisible()
  await expect(news()).toHaveCount(1)
  // The unsent note stands in the office, with the point that was withdrawn meanwhile.
  await office.page.goto(`${new URL(office.page.url()).origin}/office/organizations/${school.organizationId}/assignments/${encodeURIComponent(`d:${withdrawn.path.split('/').at(-1) ?? ''}`)}`)
  await expect(office.page.getByText('ответственный назначен')).toBeVisible()
})
