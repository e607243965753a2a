import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { foldAssignment } from '#core/sync'
import { changesOfSubject, refusedChanges, unsentCount } from '../../src/device/viewQueries.ts'
import { loadText } from '../../src/school/views/loadText.ts'
import { school } from './support/places.ts'
import { Stage, type StagePhone, answerLost, cutAfter, goodNetwork, points } from './support/stage.ts'

/*
 * Public reports of programs that lost or hid somebody's work, each told as a history of ours: what loses there, holds
 * here. The number is that of the report in its own tracker.
 */

const hourMs = 3_600_000
const yearMs = 365 * 24 * hourMs
const [point, other] = points

let stage: Stage
let first: StagePhone
let second: StagePhone

beforeEach(async () => {
  stage = await Stage.open()
  first = await stage.enrolledPhone('a')
  second = await stage.enrolledPhone('b')
})
afterEach(() => stage.close())

const texts = async (subject = point): Promise<unknown[]> => (await stage.recordsOf(subject)).map(({ value }) => value['text'])

describe('Tangerine#2722: the same form of one case on two tablets, the second overwrites the first and no conflict is listed', () => {
  it('keeps both, and both phones and the office see that there are two', async () => {
    await first.mark(point, 'execution', { state: 'reported', text: 'с первого' })
    await first.sync()
    await second.mark(point, 'execution', { state: 'inProgress', text: 'со второго' })
    await second.sync()
    await first.sync()
    expect(await texts()).toEqual(['с первого', 'со второго'])
    for (const phone of [first, second]) expect(await phone.card(point)).toMatchObject({ hasClash: true })
    const { clash } = foldAssignment(await stage.recordsOf(point))
    expect(clash.map(({ value }) => value['text']).sort()).toEqual(['с первого', 'со второго'])
  })

  it('ends when a person takes one of them, on every replica', async () => {
    await first.mark(point, 'execution', { state: 'reported', text: 'с первого' })
    await second.mark(point, 'execution', { state: 'inProgress', text: 'со второго' })
    for (const phone of [first, second, first]) await phone.sync()
    await first.mark(point, 'execution', { state: 'reported', text: 'с первого' })
    for (const phone of [first, second]) await phone.sync()
    for (const phone of [first, second]) expect(await phone.card(point)).toMatchObject({ hasClash: false, execution: 'reported', reportText: 'с первого' })
  })
})

describe('Tangerine#2484: who wins a conflict depends on who pressed the button first and how often', () => {
  const orders = ['ab', 'ba', 'abab', 'baab', 'bbaa', 'aaab']

  it.each(orders)('gives the same winner in the order %s', async (order) => {
    await first.mark(point, 'execution', { state: 'inProgress', text: 'раньше' })
    stage.clock.nowMs += hourMs
    await second.mark(point, 'execution', { state: 'reported', text: 'позже' })
    stage.clock.nowMs += hourMs
    for (const name of order) await (name === 'a' ? first : second).sync()
    for (const phone of [first, second]) await phone.sync()
    const onServer = foldAssignment(await stage.recordsOf(point))
    expect(onServer.executionBy?.value).toEqual({ state: 'reported', text: 'позже' })
    expect(onServer.clash).toHaveLength(2)
    for (const phone of [first, second]) {
      const mine = foldAssignment(await changesOfSubject(phone.db, school, point))
      expect([mine.executionBy?.id, mine.clash.map(({ id }) => id)]).toEqual([onServer.executionBy?.id, onServer.clash.map(({ id }) => id)])
    }
  })
})

describe('Tangerine#2721: a record sent unfinished counts as uploaded, and its finished version never goes', () => {
  it('sends every later change of the same card', async () => {
    await first.mark(point, 'execution', { state: 'inProgress', text: 'начали' })
    await first.sync()
    expect(await first.line()).toMatchObject({ type: 'done' })
    await first.mark(point, 'execution', { state: 'reported', text: 'сделали' })
    expect(await first.line()).toEqual({ type: 'waiting', n: 1 })
    await first.sync()
    expect(await texts()).toEqual(['начали', 'сделали'])
  })

  it('sends also what was marked while the first one was under way', async () => {
    await first.mark(point, 'execution', { state: 'inProgress', text: 'начали' })
    let isMarked = false
    first.network = async (deliver) => {
      const answer = await deliver()
      if (!isMarked) {
        isMarked = true
        await first.mark(point, 'execution', { state: 'reported', text: 'сделали' })
      }
      return answer
    }
    await first.sync()
    expect(await texts()).toEqual(['начали', 'сделали'])
    expect(await unsentCount(first.db)).toBe(0)
  })
})

describe('Tangerine#2540: the first load says that it is complete with the cable pulled', () => {
  const pages = [0, 1, 2, 3, 4]

  it.each(pages)('is never called complete before its last page came: cut after %i', async (passing) => {
    await stage.publish(2, 9)
    await stage.publish(3, 9)
    const fresh = stage.phone('c')
    await fresh.enrol()
    fresh.network = cutAfter(passing)
    expect(await fresh.sync()).toMatchObject({ organizations: [{ type: 'failed' }] })
    const cut = await fresh.enrolment()
    const loaded = await fresh.db.cards.count()
    expect(cut.firstLoadDone).toBe(false)
    expect(loaded).toBeLessThan(20)
    expect(loadText({ ...cut, loaded, isInstalled: true })).not.toBe(loadText({ ...cut, firstLoadDone: true, remaining: 0, loaded, isInstalled: true }))
    fresh.network = goodNetwork
    await fresh.sync()
    expect(await fresh.enrolment()).toMatchObject({ firstLoadDone: true, remaining: 0 })
    expect(await fresh.db.cards.count()).toBe(20)
  })
})

describe('cht-core#8093: after a restore of the server the phones go on from where they were, and what they had sent since the backup is gone', () => {
  it('offers everything again and stands there twice nowhere', async () => {
    await first.mark(point, 'progressNote', { text: 'до копии' })
    await first.sync()
    stage.server.backUp()
    await first.mark(point, 'progressNote', { text: 'после копии' })
    await first.sync()
    expect(await first.line()).toMatchObject({ type: 'done' })
    await stage.server.restore(0)
    expect(await texts()).toEqual(['до копии'])
    await first.sync()
    await first.sync()
    expect(await texts()).toEqual(['до копии', 'после копии'])
    expect(await first.line()).toMatchObject({ type: 'done' })
  })

  it('notices it also when the restored server has grown past the place the phone had read to', async () => {
    stage.server.backUp()
    await first.mark(point, 'progressNote', { text: 'после копии' })
    await first.sync()
    await stage.server.restore(0)
    for (let i = 0; i < 5; i += 1) await second.mark(other, 'progressNote', { text: `шаг ${String(i)}` })
    await second.sync()
    await first.sync()
    await first.sync()
    expect(await texts()).toEqual(['после копии'])
    expect(await texts(other)).toHaveLength(5)
  })
})

describe('actual#3786: an hour between two clocks, and nothing is exchanged any more', () => {
  it.each([-5 * yearMs, -hourMs, hourMs, 5 * yearMs])('takes everything from a phone whose clock is off by %i ms', async (skewMs) => {
    first.skewMs = skewMs
    await first.mark(point, 'execution', { state: 'reported', text: 'с чужим временем' })
    expect(await first.sync()).toMatchObject({ organizations: [{ type: 'done', sent: 1, failure: null }] })
    expect(await first.line()).toMatchObject({ type: 'done' })
    const [stored] = await stage.recordsOf(point)
    expect(stored?.effectiveStampMs).toBeLessThanOrEqual(stage.clock.nowMs + 120_000)
    // Whoever has seen it and answers wins, by whatever clock.
    await second.sync()
    await second.mark(point, 'execution', { state: 'inProgress', text: 'увидев' })
    for (const phone of [second, first]) await phone.sync()
    for (const phone of [first, second]) expect(await phone.card(point)).toMatchObject({ execution: 'inProgress', hasClash: false })
  })
})

describe('ELEVATE: a token the server no longer takes signs the head out and clears the unsent observations', () => {
  it('keeps everything on the phone, says so, and sends it once there is a new code', async () => {
    await first.mark(point, 'execution', { state: 'reported', text: 'до отказа' })
    first.network = answerLost
    await first.sync()
    await first.mark(other, 'progressNote', { text: 'после отказа' })
    first.network = () => Promise.resolve(new Response(JSON.stringify({ error: { type: 'TokenUnknown' } }), { status: 401 }))
    for (let i = 0; i < 3; i += 1) await first.sync()
    expect(await first.line()).toEqual({ type: 'revoked' })
    expect(await unsentCount(first.db)).toBe(2)
    expect(await first.card(point)).toMatchObject({ execution: 'reported', onDeviceCount: 1 })
    await first.mark(other, 'progressNote', { text: 'и дальше' })
    first.network = goodNetwork
    await first.enrol()
    await first.sync()
    expect([await texts(), await texts(other)]).toEqual([['до отказа'], ['после отказа', 'и дальше']])
    expect(await first.line()).toMatchObject({ type: 'done' })
  })

  it('keeps what it holds when the office closed the access on purpose, and the office has what was unsent', async () => {
    await first.mark(point, 'execution', { state: 'reported', text: 'не отправлено' })
    const { deviceId } = await first.enrolment()
    await stage.server.revoke(school, deviceId)
    await first.sync()
    expect((await refusedChanges(first.db, school)).map(({ value }) => value)).toEqual([{ state: 'reported', text: 'не отправлено' }])
    expect((await stage.server.quarantineOf(school)).map(({ body }) => body['value'])).toEqual([{ state: 'reported', text: 'не отправлено' }])
  })
})
