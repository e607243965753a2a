import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ControlState, DirectiveId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { listLaterCards } from '../../src/device/laterCards.ts'
import { fewCards, listFirstCards, listFirstSummaries } from '../../src/device/openCards.ts'
import type { CardRow, SummaryRow } from '../../src/device/rows.ts'
import { School } from '../support/school.ts'
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
  const rows = Array.from({ length: count }, (_, i): CardRow => ({ ...card, directiveId: idOf(i), directive: { ...card.directive, id: idOf(i), position: count - i } }))
  await phone.db.cards.bulkPut(rows)
  await phone.db.summaries.bulkPut(rows.slice(closedFrom).map(({ directiveId }, i) => summary(directiveId, `d:${directiveId}`, i % 2 === 0 ? 'released' : 'cancelled')))
}

function summary(directiveId: DirectiveId, subject: string, control: ControlState): SummaryRow {
  return {
    organizationId: school.id, directiveId, subject: subject as SubjectKey, control, execution: 'reported', isReturned: false, awaitsDecision: false, hasClash: false,
    notAppliedCount: 0, returnReason: null, fixBy: null, extendedTo: null, requestedTo: null, releasedMs: null, reportText: null, noteCount: 0, onDeviceCount: 0,
  }
}

it('few points are read at once, closed or not', async () => {
  await fill(20, 5)
  const { cards, later } = await listFirstCards(phone.db, school.id)
  expect([cards.length, later]).toEqual([await phone.db.cards.count(), []])
  expect(await listFirstSummaries(phone.db, school.id)).toHaveLength(await phone.db.summaries.count())
})

it('of many the closed ones come after, and together they are all', async () => {
  await fill(fewCards + 500, 100)
  const first = await listFirstCards(phone.db, school.id)
  const later = await listLaterCards(phone.db, school.id)
  expect(first.later).toHaveLength(fewCards + 400)
  expect(later.map(({ directiveId }) => directiveId).sort()).toEqual([...first.later].sort())
  const all = (await phone.db.cards.toArray()).map(({ directiveId }) => directiveId).sort()
  expect([...first.cards, ...later].map(({ directiveId }) => directiveId).sort()).toEqual(all)
  expect(later.map(({ directive }) => directive.position)).toEqual(later.map(({ directive }) => directive.position).sort((a, b) => a - b))
  expect(later.every(({ directiveId, summaries }) => summaries[`d:${directiveId}` as SubjectKey] !== undefined)).toBe(true)
})

it('a closed period leaves its point among the first, and is known there', async () => {
  await fill(fewCards + 500, 100)
  const open = idOf(7)
  await phone.db.summaries.bulkPut([summary(open, `d:${open}:2026-Q1`, 'released'), summary(open, `d:${open}:2026-Q2`, 'onControl')])
  const { cards } = await listFirstCards(phone.db, school.id)
  expect(cards.some(({ directiveId }) => directiveId === open)).toBe(true)
  expect((await listFirstSummaries(phone.db, school.id)).map(({ subject }) => subject).sort()).toEqual([`d:${open}:2026-Q1`, `d:${open}:2026-Q2`])
})

it('a period of a closed point comes with it', async () => {
  await fill(fewCards + 500, 100)
  const closed = idOf(200)
  const row = await phone.db.cards.get([school.id, closed])
  if (row === undefined) throw new Error('no card')
  await phone.db.cards.put({ ...row, directive: { ...row.directive, periodUnit: 'quarter' } })
  await phone.db.summaries.put(summary(closed, `d:${closed}:2026-Q1`, 'onControl'))
  const later = await listLaterCards(phone.db, school.id)
  expect(Object.keys(later.find(({ directiveId }) => directiveId === closed)?.summaries ?? {}).sort()).toEqual([`d:${closed}`, `d:${closed}:2026-Q1`])
})
