import { expect, test } from './support/fixtures.ts'
import { type Fate, type Gateway, pass } from './support/gateway.ts'
import { readMemory } from './support/memory.ts'
import type { Phone } from './support/phone.ts'
import { card, cards, enrol, expectAllSent, expectReady, listPoints, markDone, openList, openTransfer } from './support/schoolSteps.ts'
import { like, say } from './support/words.ts'

// The school's first load comes in three answers: profile and document, then the points.
test.use({ limits: { pageSize: 6 } })
const pages = 3
const points = 11

/** Lets so many exchanges through and breaks every later one at the given place. */
function breakAfter(road: Gateway, answers: number, how: Fate): void {
  let passed = 0
  road.decide(({ path }) => {
    if (path !== '/api/exchange') return pass
    passed += 1
    return passed <= answers ? pass : how
  })
}

/** What is said, while the load is not whole, and what came. */
async function expectPartial(phone: Phone): Promise<number> {
  await expect(phone.page.getByRole('heading', { name: like('enrol.partial') }).or(phone.page.getByRole('heading', { name: like('enrol.partial.unknown') }))).toBeVisible()
  await expect(phone.page.getByRole('heading', { name: say('enrol.ready') })).toBeHidden()
  const { cards: came, enrolments } = await readMemory(phone.page)
  expect(enrolments).toMatchObject([{ firstLoadDone: false }])
  return came.length
}

for (const [type, answers] of [['cut', 0], ['cut', 1], ['cut', 2], ['half', 1], ['loseAnswer', 2]] as const) {
  test(`the first load broken (${type}) after ${String(answers)} of ${String(pages)} answers is partial, usable, and goes on`, async ({ server, newPhone }) => {
    const phone = await newPhone()
    breakAfter(phone.road, answers, { type })
    await enrol(phone, await server.createLink(await server.findSchool('suntar')))
    const came = await expectPartial(phone)
    expect(came).toBeLessThan(points)
    if (came > 0) await useWhatCame(phone, came)
    phone.road.heal()
    await phone.open('/')
    await expect(cards(phone)).toHaveCount(points - (came > 0 ? 1 : 0), { timeout: 20_000 })
    await expectAllSent(phone)
    expect((await readMemory(phone.page)).enrolments).toMatchObject([{ firstLoadDone: true, remaining: 0 }])
  })
}

/** A point that came can be read and marked like any other. */
async function useWhatCame(phone: Phone, came: number): Promise<void> {
  await openList(phone)
  await expect(cards(phone)).toHaveCount(came)
  const [point] = await listPoints(phone)
  if (point === undefined) throw new Error('Nothing came.')
  await markDone(phone, point)
  await expect(card(phone, point)).toBeHidden()
  const sheet = await openTransfer(phone)
  await expect(sheet).toContainText(like('sync.waiting'))
}

test('while the program itself is not kept on the phone it never says «Готово», and says so once it is', async ({ server, newPhone }) => {
  const phone = await newPhone()
  // The page's own files pass; whatever the worker installs beside them is cut.
  phone.road.decide(({ path }) => (path.startsWith('/icons/') || path === '/favicon.svg' ? { type: 'cut' } : pass))
  await enrol(phone, await server.createLink(await server.findSchool('suntar')))
  await expect(phone.page.getByRole('heading', { name: like('enrol.installing') })).toBeVisible({ timeout: 20_000 })
  await expect(phone.page.getByRole('heading', { name: say('enrol.ready') })).toBeHidden()
  phone.road.heal()
  await expectReady(phone)
  await phone.close()
  await phone.start({ isOffline: true })
  await expect(cards(phone).first()).toBeVisible()
})

test('a page whose script did not arrive comes whole on the next try', async ({ server, newPhone }) => {
  const phone = await newPhone()
  const secret = await server.createLink(await server.findSchool('suntar'))
  phone.road.decide(({ path }) => (path.endsWith('.js') ? { type: 'half' } : pass))
  await phone.open(`/e#${secret}`)
  await expect(phone.page.getByRole('button', { name: say('enrol.submit') })).toHaveCount(0)
  phone.road.heal()
  await phone.page.reload()
  await enrol(phone, secret)
  await expectReady(phone)
})
