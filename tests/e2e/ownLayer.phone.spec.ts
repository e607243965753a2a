import { mkdirSync, readFileSync } from 'node:fs'
import { type Locator } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from './support/fixtures.ts'
import { readMemory } from './support/memory.ts'
import type { Phone } from './support/phone.ts'
import { readPrintedPages } from './support/printedPages.ts'
import { expectAccessible, inspectScreen } from './support/probes.ts'
import { type Point, bringCard, card, cards, closeSheet, enrolWholly, expectAllSent, listPlainPoints, markButton, openPoint, petrova, showList, snackbar, tryNow } from './support/schoolSteps.ts'
import { like, say } from './support/words.ts'

test.setTimeout(180_000)

const shots = process.env['SHOTS']
const yearMs = 366 * 86_400_000

async function picture(phone: Phone, name: string): Promise<void> {
  if (shots === undefined) return
  mkdirSync(shots, { recursive: true })
  await phone.page.screenshot({ path: `${shots}/${name}.png`, fullPage: (await phone.page.getByRole('dialog').count()) === 0 })
}

async function pointsOf(phone: Phone): Promise<readonly [Point, Point]> {
  const [first, second] = await listPlainPoints(phone)
  if (first === undefined || second === undefined) throw new Error('The list holds too few points.')
  return [first, second]
}

const stepsOf = (phone: Phone): Locator => phone.page.locator('details', { has: phone.page.getByLabel(say('step.new')) })

async function addStep(phone: Phone, text: string): Promise<void> {
  await phone.page.getByLabel(say('step.new')).fill(text)
  await phone.tap(phone.page.getByRole('button', { name: say('step.add'), exact: true }))
  await expect(phone.page.getByRole('checkbox', { name: text })).toBeVisible()
}

async function saveWord(phone: Phone): Promise<{ readonly name: string; readonly words: string }> {
  const [download] = await Promise.all([phone.page.waitForEvent('download'), phone.tap(phone.page.getByRole('button', { name: say('plan.word') }))])
  const files = unzipSync(readFileSync(await download.path()))
  if (shots !== undefined) await download.saveAs(`${shots}/own-plan.docx`)
  return { name: download.suggestedFilename(), words: strFromU8(files['word/document.xml'] ?? new Uint8Array()) }
}

/** On paper the plan lies on its side, and nothing of the screen is there. */
async function expectPrintedWide(phone: Phone, name: string): Promise<void> {
  const pdf = await phone.page.pdf({ preferCSSPageSize: true, ...(shots === undefined ? {} : { path: `${shots}/own-plan.pdf` }) })
  expect(pdf.toString('latin1').match(/\/MediaBox \[0 0 84\d[\d.]* 59/gu)?.length).toBeGreaterThan(0)
  const pages = await readPrintedPages(pdf)
  expect(pages.map(({ text }) => text).join(' ')).toContain(name)
  expect(pages.map(({ text }) => text).join(' ')).not.toContain(say('plan.kind'))
}

test('own steps, who does a point, and the plan in Word, without a network; the office gets nothing of it but the report', async ({ server, newPhone }) => {
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('suntar')))
  await expectAllSent(phone)
  const [first, second] = await pointsOf(phone)
  const documentId = (await readMemory(phone.page)).cards[0]?.resolutionId ?? ''
  // The writer of Word is fetched once, and kept.
  await phone.open(`/documents/${documentId}/plan`)
  await saveWord(phone)
  await phone.goOffline()
  await phone.open('/')
  await expect(cards(phone).first()).toBeVisible()
  const before = (await readMemory(phone.page)).changes.length

  await test.step('steps are added, ticked, changed, and come back after a deletion', async () => {
    await openPoint(phone, first)
    await picture(phone, 'own-empty')
    await phone.tap(stepsOf(phone).locator('summary'))
    await addStep(phone, 'Собрать сведения')
    await addStep(phone, 'Издать приказ')
    await phone.page.getByRole('checkbox', { name: 'Собрать сведения' }).check()
    await phone.tap(phone.page.getByRole('button', { name: say('step.edit.label', { text: 'Издать приказ' }) }))
    await phone.page.getByLabel(say('step.text'), { exact: true }).fill('Издан приказ № 41')
    await picture(phone, 'own-edit')
    await phone.tap(stepsOf(phone).getByRole('button', { name: say('action.save') }))
    await expect(stepsOf(phone)).toContainText(say('step.count', { done: 1, all: 2 }))
    await inspectScreen(phone.page, 'own steps')
    await picture(phone, 'own-steps')
    await phone.tap(phone.page.getByRole('button', { name: say('step.edit.label', { text: 'Издан приказ № 41' }) }))
    await phone.tap(phone.page.getByRole('button', { name: say('step.remove') }))
    await expect(stepsOf(phone)).toContainText(say('step.count', { done: 1, all: 1 }))
    await phone.tap(snackbar(phone).getByRole('button', { name: say('action.cancel') }))
    await expect(stepsOf(phone)).toContainText(say('step.count', { done: 1, all: 2 }))
    await phone.page.getByRole('checkbox', { name: 'Издан приказ № 41' }).check()
    await expect(phone.page.getByText(say('step.all'))).toBeVisible()
    await picture(phone, 'own-steps-all')
    await phone.tap(phone.page.getByRole('button', { name: say('step.report'), exact: true }))
    await expect(phone.page.getByRole('dialog').getByRole('button', { name: say('mark.reported'), exact: true })).toBeVisible()
    await closeSheet(phone)
    expect((await readMemory(phone.page)).changes).toHaveLength(before)
  })

  await test.step('their words go into the report only by a tap, and leave with its mark', async () => {
    await phone.tap(phone.page.getByRole('button', { name: say('step.toReport') }))
    const words = phone.page.getByRole('dialog').getByLabel(say('mark.text'))
    await expect(words).toHaveValue('Собрать сведения. Издан приказ № 41.')
    await expect(phone.page.getByText(say('take.hint'))).toBeVisible()
    await picture(phone, 'own-taken')
    expect((await readMemory(phone.page)).changes).toHaveLength(before)
    await phone.tap(phone.page.getByRole('button', { name: say('mark.text.save') }))
    await expect(snackbar(phone)).toContainText(like('mark.done'))
    const { changes } = await readMemory(phone.page)
    expect(changes).toHaveLength(before + 1)
    expect(changes.filter(({ kind }) => kind === 'execution').map(({ value }) => value['text'])).toEqual(['Собрать сведения. Издан приказ № 41.'])
  })

  await test.step('a point is given to somebody, whose points are found by one chip', async () => {
    await showList(phone)
    await phone.tap(markButton(await bringCard(phone, second)))
    await phone.tap(phone.page.getByRole('dialog').getByRole('button', { name: say('mark.assign') }))
    await phone.tap(phone.page.getByRole('dialog').getByRole('button', { name: petrova.name }))
    await phone.page.getByLabel(say('assign.date')).fill('2099-05-01')
    await phone.page.getByLabel(say('assign.task')).fill('Подготовить проект')
    await inspectScreen(phone.page, 'assigning')
    await picture(phone, 'own-assign')
    await phone.tap(phone.page.getByRole('dialog').getByRole('button', { name: say('assign.save'), exact: true }))
    await expect(snackbar(phone)).toContainText(say('assign.saved', { name: petrova.name }))
    await expect(card(phone, second)).toContainText(`Поручено: ${petrova.name}, до 1 мая 2099`)
    await phone.page.reload()
    await phone.tap(phone.page.getByRole('button', { name: 'Мои · 1' }))
    await expect(cards(phone)).toHaveCount(1)
    await expect(card(phone, second)).toBeVisible()
    await expectAccessible(phone.page, 'the list of my points')
    await picture(phone, 'own-mine')
    await phone.tap(phone.page.getByRole('button', { name: like('chip.label') }).first())
    await openPoint(phone, second)
    await expect(phone.page.getByText('Подготовить проект')).toBeVisible()
    await picture(phone, 'own-executor')
    expect((await readMemory(phone.page)).changes).toHaveLength(before + 1)
  })

  await test.step('the plan holds the chosen points, and who does them', async () => {
    const { cards: rows } = await readMemory(phone.page)
    const chosen = rows.find(({ directiveId }) => second.path.endsWith(directiveId))
    await phone.open(`/documents/${chosen?.resolutionId ?? ''}/plan`)
    const boxes = phone.page.getByRole('checkbox')
    await expect(boxes.first()).toBeChecked()
    await expectAccessible(phone.page, 'the plan')
    await boxes.last().uncheck()
    await picture(phone, 'own-plan')
    const { name, words } = await saveWord(phone)
    expect(name).toMatch(/^План мероприятий.*\.docx$/u)
    await expectPrintedWide(phone, petrova.name)
    const points = rows.filter(({ resolutionId }) => resolutionId === chosen?.resolutionId).sort((a, b) => a.directive.position - b.directive.position)
    expect(points.map(({ directive }) => words.includes(directive.text.slice(0, 60)))).toEqual(points.map((_, i) => i < points.length - 1))
    expect(['Подготовить проект', petrova.name, '01.05.2099'].filter((text) => !words.includes(text))).toEqual([])
    // A browser lets one tap of a page save a file; the second is asked for.
    await phone.page.reload()
    await phone.tap(phone.page.getByLabel(say('plan.kind.order')))
    expect((await saveWord(phone)).name).toMatch(/^Приказ.*\.docx$/u)
  })

  await phone.goOnline()
  await phone.open('/')
  await expectAllSent(phone)
  const school = await server.findSchool('suntar')
  const history = await server.store.forOrganization(school.districtId, school.organizationId).history.list({})
  expect(JSON.stringify(history)).toContain('Издан приказ № 41')
  expect(JSON.stringify(history)).not.toContain('Подготовить проект')
  expect(history.map(({ kind }) => kind)).not.toContain('ownStep')
  expect(phone.errors).toEqual([])
})

test('a standing point asks for one report a period, and the next takes over the words of the last by one tap', async ({ server, newPhone }) => {
  const phone = await newPhone()
  await enrolWholly(phone, await server.createLink(await server.findSchool('bodaibo')))
  await expectAllSent(phone)
  const standing = (await readMemory(phone.page)).cards.find(({ directive }) => directive.periodUnit !== null)
  const path = `/directives/${standing?.directiveId ?? ''}`
  const point: Point = { path, number: null }
  await expect(await bringCard(phone, point)).toContainText(like('deadline.standing'))
  await phone.tap(card(phone, point).getByRole('link'))
  await phone.tap(phone.page.getByRole('button', { name: like('period.mark.label') }))
  await phone.tap(phone.page.getByRole('dialog').getByRole('button', { name: say('mark.reportedWithText') }))
  await phone.page.getByRole('dialog').getByLabel(say('mark.text')).fill('Проведено 4 занятия')
  await phone.tap(phone.page.getByRole('button', { name: say('mark.text.save') }))
  await expect(phone.page.getByText(say('period.now.none'))).toBeVisible()

  server.moveClock(yearMs)
  await showList(phone)
  await tryNow(phone, /./u)
  await phone.goOffline()
  await expect(await bringCard(phone, point)).toContainText(say('state.notStarted'))
  await phone.tap(card(phone, point).getByRole('link'))
  await expect(phone.page.getByText(like('period.now')).first()).toBeVisible()
  await inspectScreen(phone.page, 'periods')
  await picture(phone, 'own-periods')
  await phone.tap(phone.page.getByRole('button', { name: like('take.period') }))
  await expect(phone.page.getByRole('dialog').getByLabel(say('mark.text'))).toHaveValue('Проведено 4 занятия')
  await picture(phone, 'own-period-taken')
  await phone.tap(phone.page.getByRole('button', { name: say('mark.text.save') }))
  await expect(phone.page.getByText(say('period.now.none'))).toBeVisible()
  const marks = (await readMemory(phone.page)).changes.filter(({ kind }) => kind === 'execution')
  expect(marks.map(({ value }) => value['text'])).toEqual(['Проведено 4 занятия', 'Проведено 4 занятия'])
  expect(new Set(marks.map(({ subject }) => subject)).size).toBe(2)
  expect(phone.errors).toEqual([])
})
