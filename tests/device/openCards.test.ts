import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ControlState, DirectiveId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { listLaterCards } from '../../src/device/laterCards.ts'
import { fewClosed, listFirstCards, listFirstSummaries } from '../../src/device/openCards.ts'
import { placeRows } from '../../src/device/placeRows.ts'
import type { CardRow, SummaryRow } from '../../src/device/rows.ts'
import { School, point1 } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

let school: School
let phone: SimulatedDevice
beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
  await phone.sync()
})
afterEach(() => school.close())

const idOf = (i: number): DirectiveId => `many${String(i).padStart(4, '0')}` as DirectiveId

/** Fills the phone up to `count` points, of which every one from `closedFrom` on was closed whole by the office. */
async function fill(count: number, closedFrom: number): Promise<void> {
  const [card] = await phone.db.cards.toArray()
  if (card === undefined) throw new Error('no card')
  const rows = Array.from({ length: count }, (_, i): CardRow => ({ ...card, directiveId: idOf(i), closed: i < closedFrom ? 0 : 1, directive: { ...card.directive, id: idOf(i), position: count - i } }))
  await phone.db.cards.bulkPut(rows)
  await phone.db.summaries.bulkPut(rows.slice(closedFrom).map(({ directiveId }, i) => summary(directiveId, `d:${directiveId}`, i % 2 === 0 ? 'released' : 'cancelled', 1)))
}

function summary(directiveId: DirectiveId, subject: string, control: ControlState, closed: 0 | 1 = 0): SummaryRow {
  return {
    organizationId: school.id, directiveId, subject: subject as SubjectKey, closed, control, execution: 'reported', isReturned: false, awaitsDecision: false, hasClash: false,
    notAppliedCount: 0, returnReason: null, fixBy: null, extendedTo: null, requestedTo: null, releasedMs: null, reportText: null, noteCount: 0, onDeviceCount: 0,
  }
}

it('few points are read at once, closed or not', async () => {
  await fill(20, 5)
  const { cards, laterCount } = await listFirstCards(phone.db, school.id)
  expect([cards.length, laterCount]).toEqual([await phone.db.cards.count(), 0])
  expect(await listFirstSummaries(phone.db, school.id)).toHaveLength(await phone.db.summaries.count())
})

it('of many the closed ones come after, and together they are all', async () => {
  await fill(fewClosed + 500, 100)
  const first = await listFirstCards(phone.db, school.id)
  const later = await listLaterCards(phone.db, school.id)
  expect([first.laterCount, later.length]).toEqual([fewClosed + 400, fewClosed + 400])
  const all = (await phone.db.cards.toArray()).map(({ directiveId }) => directiveId).sort()
  expect([...first.cards, ...later].map(({ directiveId }) => directiveId).sort()).toEqual(all)
  expect(later.map(({ directive }) => directive.position)).toEqual(later.map(({ directive }) => directive.position).sort((a, b) => a - b))
  expect(later.every(({ directiveId, summaries }) => summaries[`d:${directiveId}` as SubjectKey] !== undefined)).toBe(true)
})

it('a closed period leaves its point among the first, and is known there', async () => {
  await fill(fewClosed + 500, 100)
  const open = idOf(7)
  await phone.db.summaries.bulkPut([summary(open, `d:${open}:2026-Q1`, 'released'), summary(open, `d:${open}:2026-Q2`, 'onControl')])
  const { cards } = await listFirstCards(phone.db, school.id)
  expect(cards.some(({ directiveId }) => directiveId === open)).toBe(true)
  expect((await listFirstSummaries(phone.db, school.id)).map(({ subject }) => subject).sort()).toEqual([`d:${open}:2026-Q1`, `d:${open}:2026-Q2`])
})

it('a period of a closed point comes with it', async () => {
  await fill(fewClosed + 500, 100)
  const closed = idOf(200)
  const row = await phone.db.cards.get([school.id, closed])
  if (row === undefined) throw new Error('no card')
  await phone.db.cards.put({ ...row, directive: { ...row.directive, periodUnit: 'quarter' } })
  await phone.db.summaries.put(summary(closed, `d:${closed}:2026-Q1`, 'onControl', 1))
  const later = await listLaterCards(phone.db, school.id)
  expect(Object.keys(later.find(({ directiveId }) => directiveId === closed)?.summaries ?? {}).sort()).toEqual([`d:${closed}`, `d:${closed}:2026-Q1`])
})

it('a point the office closes moves to the closed ones with all that is known of it, and back when it is opened again', async () => {
  const places = async (): Promise<unknown[]> => [(await phone.db.cards.get([school.id, 'point1' as DirectiveId]))?.closed, (await phone.db.summaries.get([school.id, point1]))?.closed]
  await phone.record(school.id, point1, 'execution', { state: 'reported' })
  await phone.sync()
  expect(await places()).toEqual([0, 0])
  school.server.writeOffice(school.id, point1, 'control', { state: 'released' })
  await phone.sync()
  expect(await places()).toEqual([1, 1])
  school.server.writeOffice(school.id, point1, 'control', { state: 'onControl', reason: 'Снято по ошибке' })
  await phone.sync()
  expect(await places()).toEqual([0, 0])
})

it('what a tab with an older program wrote is found its place at the next start', async () => {
  await fill(fewClosed + 500, 100)
  const [open, closed] = [idOf(3), idOf(300)]
  await phone.db.summaries.put(summary(open, `d:${open}`, 'onControl'))
  for (const id of [open, closed]) await phone.db.summaries.where('[organizationId+directiveId]').equals([school.id, id]).modify((row) => { delete (row as { closed?: number }).closed })
  expect(await listFirstSummaries(phone.db, school.id)).toEqual([])
  await placeRows(phone.db)
  expect((await listFirstSummaries(phone.db, school.id)).map(({ directiveId }) => directiveId)).toEqual([open])
  expect((await phone.db.summaries.get([school.id, `d:${closed}` as SubjectKey]))?.closed).toBe(1)
})
