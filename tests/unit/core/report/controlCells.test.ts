import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DirectiveId, addDays, controlStates, executionStates } from '#core/directive'
import { type ControlCell, cellStates, mayAct, packCells, readControl, unpackCells, withRows } from '#core/report'
import { day } from '../../../support/day.ts'
import { makeControl } from '../../../support/controlFactory.ts'

const directiveIds = ['p1', 'p2', 'p3'] as DirectiveId[]
const periods = ['whole', '2026-Q4']
const anyDay = fc.option(fc.integer({ min: 0, max: 40_000 }).map((n) => addDays(day('1970-01-01'), n)))
const anyCell: fc.Arbitrary<ControlCell> = fc.record({
  directiveId: fc.constantFrom(...directiveIds), period: fc.constantFrom(...periods), state: fc.constantFrom(...cellStates), execution: fc.constantFrom(...executionStates),
  control: fc.constantFrom(...controlStates), delivery: fc.constantFrom('undelivered', 'delivered', 'acknowledged'), dueDate: anyDay, doneOn: anyDay,
  isOverdue: fc.boolean(), hasClash: fc.boolean(), hasRequest: fc.boolean(), hasCorrection: fc.boolean(),
})
const placeOf = (table: 'directive' | 'period', name: string): number => (table === 'directive' ? directiveIds.indexOf(name as DirectiveId) : periods.indexOf(name))

describe('packed cells', () => {
  it('are read back as they were', () => {
    fc.assert(fc.property(fc.array(anyCell, { maxLength: 8 }), (cells) => {
      expect(unpackCells(packCells(cells, placeOf), { directiveIds, periods })).toEqual(cells)
    }))
  })

  it('of another version are no half an answer', () => {
    for (const packed of [[0, 0, 0], [9, 0, 0, -1, -1], [0, 9, 0, -1, -1], [0, 0, 15, -1, -1]]) expect(unpackCells(packed, { directiveIds, periods })).toBeNull()
    expect(readControl({ revision: 'x' })).toBeNull()
  })
})

describe('rows read again', () => {
  it('take the place of the old ones; of another revision they do not fit', () => {
    const whole = makeControl()
    const [one] = whole.rows
    if (one === undefined) throw new Error('no row')
    const narrow = { ...whole, isWhole: false, rows: [{ ...one, cells: [] }] }
    expect(withRows(whole, narrow)?.rows.map(({ cells }) => cells.length)).toEqual([0, 2])
    expect(withRows(whole, { ...narrow, revision: 'two' })).toBeNull()
  })
})

describe('an act', () => {
  const ground = { control: 'onControl', execution: 'reported', hasRequest: false, hasCorrection: false } as const
  it('fits only what stands', () => {
    expect([mayAct('release', ground), mayAct('reopen', ground), mayAct('refuseExtension', ground)]).toEqual([true, false, false])
    expect(mayAct('refuseExtension', { ...ground, hasRequest: true })).toBe(true)
    expect([mayAct('reopen', { ...ground, control: 'cancelled' }), mayAct('extend', { ...ground, control: 'released' }), mayAct('release', { ...ground, control: 'released' })]).toEqual([true, false, false])
    expect([mayAct('refuseCorrection', { ...ground, control: 'released', hasCorrection: true }), mayAct('refuseCorrection', { ...ground, hasCorrection: true })]).toEqual([true, false])
  })
})
