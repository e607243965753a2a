import { describe, expect, it } from 'vitest'
import { type PlacedChange, foldAssignment, formerNamesOf } from '#core/sync'
import { makeChange, mark } from '../../../support/changeFactory.ts'

const reported = { state: 'reported', text: 'приказ' }
/** What device "old" recorded as its first, carried on by device "new". */
const carriedOn = { ...mark('new', 1, reported), extra: { carriesOn: ['old-1'] } }

const told = (changes: readonly PlacedChange[]): unknown => {
  const { execution, clash, history, notApplied, notes } = foldAssignment(changes)
  return [execution, ...[clash, history, notApplied, notes].map((list) => list.map(({ id }) => id))]
}

describe('a change carried on under a new name', () => {
  it('counts once where another phone gave the first one back', () => {
    const first = mark('old', 1, reported)
    expect(told([first, carriedOn])).toEqual(['reported', [], ['new-1'], [], []])
    expect(told([carriedOn, first])).toEqual(told([first, carriedOn]))
    const note = makeChange({ deviceSequence: 7, kind: 'progressNote', value: { text: 'начали' } })
    const again = { ...makeChange({ deviceSequence: 9, kind: 'progressNote', value: { text: 'начали' } }), extra: { carriesOn: [note.id] } }
    expect(foldAssignment([note, again]).notes).toEqual([again])
  })

  it('is replaced by whoever saw it under its first name', () => {
    const answer = mark('b', 1, { state: 'inProgress' }, ['old-1'], 10)
    expect(told([carriedOn, answer])).toEqual(['inProgress', [], ['b-1', 'new-1'], [], []])
  })

  it('was seen by a decision that named its first name', () => {
    const released = makeChange({ deviceSequence: 5, kind: 'control', value: { state: 'released' }, supersedes: [mark('old', 1, reported).id] })
    expect(foldAssignment([carriedOn, released]).notApplied).toEqual([])
  })

  it('reads no names from what is no list of them', () => {
    expect(formerNamesOf({ extra: { carriesOn: 'old-1' } })).toEqual([])
    expect(formerNamesOf({ extra: { carriesOn: ['old-1', 4] } })).toEqual(['old-1'])
    expect(formerNamesOf({})).toEqual([])
  })
})
