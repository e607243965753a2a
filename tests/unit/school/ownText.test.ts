import { describe, expect, it } from 'vitest'
import type { PersonId } from '#core/directive'
import { type SubjectKey, maxTextLength } from '#core/sync'
import { type OwnLayer, addWords, assignmentPlace, cardOwnText, directivesOf, innerDueDate, isSameName, stepsText } from '../../../src/school/views/ownText.ts'
import { makeAssignment, makeCardView, makeStep, today } from '../../support/cardFactory.ts'
import { day } from '../../support/day.ts'
import { makeChild } from '../../support/historyFactory.ts'

const key = (text: string): SubjectKey => text as SubjectKey
const layerOf = (assignments: readonly ReturnType<typeof makeAssignment>[], steps: readonly ReturnType<typeof makeStep>[] = []): OwnLayer => ({
  assignmentBySubject: new Map(assignments.map((row) => [row.subject, row])),
  stepsBySubject: new Map(steps.length === 0 ? [] : [[key('d:p1'), steps]]),
})

describe('who does a point', () => {
  it('does it in every period, but the inner day counts in its own alone', () => {
    expect(assignmentPlace(key('d:p1:2026-Q3'))).toBe('d:p1')
    expect(assignmentPlace(key('d:p1:2026-Q3:c1'))).toBe('d:p1:whole:c1')
    const row = makeAssignment('d:p1', 'Сидорова М.К.', { dueDate: day('2026-12-05'), period: '2026-Q3' })
    expect([innerDueDate(row, key('d:p1:2026-Q3')), innerDueDate(row, key('d:p1:2026-Q4'))]).toEqual(['2026-12-05', null])
  })

  it('is found by the person, else by the name whatever its spaces and capitals', () => {
    const me = { personId: 'i1' as PersonId, name: 'Петрова А.И.' }
    const rows = [
      makeAssignment('d:p1', 'Петрова А. И.'), makeAssignment('d:p2:whole:c1', 'Старое имя', { personId: me.personId }),
      makeAssignment('d:p3', 'Сидорова М.К.'), makeAssignment('d:p4', 'Петрова А.И.', { personId: 'i2' as PersonId }),
    ]
    expect([...directivesOf(rows, me)]).toEqual(['p1', 'p2'])
    expect([isSameName('Ёлкина а.и', 'Елкина А. И.'), isSameName('…', '—'), isSameName('Петрова А.И.', 'Петрова А.С.')]).toEqual([true, false, false])
  })

  it('stands on the card shortly, with its parts and steps', () => {
    const view = makeCardView('p1', { children: [makeChild('c1'), makeChild('c2')] })
    const layer = layerOf([makeAssignment('d:p1', 'Сидорова М.К.', { dueDate: day('2026-12-05') }), makeAssignment('d:p1:whole:c2', 'Ким О.Д.')], [makeStep('s1', 'Раз', { isDone: true }), makeStep('s2', 'Два')])
    expect(cardOwnText(view, layer, today)).toBe('Поручено: Сидорова М.К., до 5 декабря · по частям: Ким О.Д. · шаги: 1 из 2')
    expect(cardOwnText(view, layerOf([]), today)).toBeNull()
  })
})

describe('words put into a report', () => {
  it('are those of the ticked steps, as sentences', () => {
    expect(stepsText([makeStep('s1', 'Издан приказ № 41', { isDone: true }), makeStep('s2', 'Забыто'), makeStep('s3', 'Собрание прошло.', { isDone: true })])).toBe('Издан приказ № 41. Собрание прошло.')
  })

  it('stand below what was typed, never twice, and never longer than a change takes', () => {
    expect(addWords('', 'Издан приказ.')).toBe('Издан приказ.')
    expect(addWords('Начали. ', 'Издан приказ.')).toBe('Начали.\nИздан приказ.')
    expect(addWords('Начали.\nИздан приказ.', 'Издан приказ.')).toBe('Начали.\nИздан приказ.')
    expect(addWords('ж'.repeat(maxTextLength), 'Издан приказ.')).toHaveLength(maxTextLength)
  })
})
