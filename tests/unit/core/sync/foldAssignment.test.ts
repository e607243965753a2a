import { describe, expect, it } from 'vitest'
import { foldAssignment } from '#core/sync'
import { decision, makeChange, mark } from '../../../support/changeFactory.ts'

describe('an assignment', () => {
  it('is not started until somebody marks it, under the control it was published with', () => {
    const state = foldAssignment([], 'onControl')
    expect(state).toMatchObject({ execution: 'notStarted', control: 'onControl', isReturned: false, awaitsDecision: false })
  })

  it('shows the mark made after seeing another, whatever the clocks say', () => {
    const early = mark('a', 1, { state: 'reported' }, [], 9_000_000)
    const later = mark('b', 1, { state: 'inProgress' }, [early.id], 1_000)
    expect(foldAssignment([early, later]).execution).toBe('inProgress')
  })

  it('shows both different marks of two phones as a clash, and one of them as the state', () => {
    const first = mark('a', 1, { state: 'inProgress' }, [], 2_000)
    const second = mark('b', 1, { state: 'reported', text: 'Приказ № 41' }, [], 3_000)
    const state = foldAssignment([second, first])
    expect(state.execution).toBe('reported')
    expect(state.clash.map((change) => change.id)).toEqual(['a-1', 'b-1'])
  })

  it('sees no clash in two equal marks, nor after one of them was chosen', () => {
    const first = mark('a', 1, { state: 'reported' })
    const second = mark('b', 1, { state: 'reported' })
    expect(foldAssignment([first, second]).clash).toEqual([])
    const rival = mark('c', 1, { state: 'inProgress' })
    const chosen = mark('a', 2, { state: 'reported' }, ['a-1', 'c-1'])
    expect(foldAssignment([first, rival, chosen]).clash).toEqual([])
  })

  it('is «на доработке» from the return until a report that saw the return', () => {
    const report = mark('a', 1, { state: 'reported' })
    const returned = decision(1, { state: 'returned', reason: 'Нет приложения' }, [report.id])
    expect(foldAssignment([report, returned])).toMatchObject({ isReturned: true, execution: 'inProgress', awaitsDecision: false })
    const blind = mark('b', 1, { state: 'reported' }, [report.id])
    expect(foldAssignment([report, returned, blind]).isReturned).toBe(true)
    const answer = mark('a', 2, { state: 'reported', text: 'Приложено' }, [report.id, returned.id])
    expect(foldAssignment([report, returned, answer])).toMatchObject({ isReturned: false, awaitsDecision: true, execution: 'reported' })
  })

  it('keeps a mark that came after the release without having seen it, and does not apply it', () => {
    const report = mark('a', 1, { state: 'reported' })
    const released = decision(1, { state: 'released' }, [report.id])
    const late = mark('b', 1, { state: 'inProgress' }, [report.id])
    const state = foldAssignment([report, released, late])
    expect(state).toMatchObject({ execution: 'reported', control: 'released', awaitsDecision: false })
    expect(state.notApplied.map((change) => change.id)).toEqual(['b-1'])
    expect(state.history).toHaveLength(3)
  })

  it('applies the late mark once the office reopens the assignment', () => {
    const report = mark('a', 1, { state: 'reported' })
    const released = decision(1, { state: 'released' }, [report.id])
    const late = mark('b', 1, { state: 'inProgress' }, [report.id])
    const reopened = decision(2, { state: 'onControl', reason: 'Ошибка' }, [released.id, late.id])
    expect(foldAssignment([report, released, late, reopened])).toMatchObject({ execution: 'inProgress', control: 'onControl', notApplied: [] })
  })

  it('moves the deadline only by the office and closes the request it answered', () => {
    const request = makeChange({ deviceSequence: 1, kind: 'extensionRequest', value: { to: '2026-12-01', reason: 'Нет связи' } })
    expect(foldAssignment([request]).openRequest?.id).toBe('a-1')
    const moved = decision(1, { to: '2026-12-10' }, [request.id], 'extension')
    expect(foldAssignment([request, moved])).toMatchObject({ openRequest: null, extendedTo: '2026-12-10' })
  })

  it('hides a note that was taken back and keeps it in the history', () => {
    const note = makeChange({ deviceSequence: 1, kind: 'progressNote', value: { text: 'Проведён педсовет' } })
    const back = makeChange({ deviceSequence: 2, kind: 'retraction', value: { changeId: note.id } })
    const state = foldAssignment([note, back])
    expect(state.notes).toEqual([])
    expect(state.history).toHaveLength(2)
  })

  it('passes by a mark of a state it does not know', () => {
    const known = mark('a', 1, { state: 'inProgress' })
    const unknown = mark('b', 1, { state: 'delegated' }, [], 9_000)
    expect(foldAssignment([known, unknown]).execution).toBe('inProgress')
  })
})
