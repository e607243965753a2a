import { describe, expect, it } from 'vitest'
import type { ReportField } from '#core/directive'
import { type PlacedChange, findFieldClashes, foldAssignment, foldFieldAnswers, isAnswerTo, newestAnswer } from '#core/sync'
import { makeChange } from '../../../support/changeFactory.ts'

const field = (type: ReportField['type'], id = 'f1'): ReportField => ({ id, label: 'Охвачено детей', type, unit: null })
const answer = (deviceSequence: number, value: string | number | boolean | null, overrides: Partial<PlacedChange> = {}): PlacedChange =>
  makeChange({ deviceSequence, kind: 'fieldValue', value: { fieldId: 'f1', value }, ...overrides })

describe('the answers to report fields', () => {
  it('are the newest by causality; null empties a field', () => {
    const first = answer(1, 12)
    const second = answer(2, 14, { supersedes: [first.id], stampMs: 0 })
    expect([...foldFieldAnswers([field('number')], [second, first])]).toEqual([['f1', 14]])
    expect(foldFieldAnswers([field('number')], [first, answer(3, null, { supersedes: [first.id] })]).size).toBe(0)
  })

  it('of another type than the field asks for, or of another field, are none', () => {
    expect(foldFieldAnswers([field('number'), field('text', 'f2')], [answer(1, 'двенадцать')]).size).toBe(0)
  })

  it('of two phones that did not see each other clash where they differ, the one that counts last, until one is taken', () => {
    const [one, other] = [answer(1, 12), answer(2, 14, { deviceId: 'b' as PlacedChange['deviceId'], id: 'b-2' as PlacedChange['id'] })]
    const alike = answer(3, 12, { value: { fieldId: 'f2', value: 12 } })
    expect(findFieldClashes([other, one, alike])).toEqual([[one, other]])
    expect(foldAssignment([one, other]).fieldClashes).toEqual([[one, other]])
    expect(foldFieldAnswers([field('number')], [other, one]).get('f1')).toBe(14)
    const taken = answer(4, 12, { supersedes: [one.id, other.id] })
    expect(findFieldClashes([one, other, taken])).toEqual([])
    expect(newestAnswer('f1', [one, other, taken])).toBe(taken)
    expect(findFieldClashes([one, answer(5, 12, { deviceId: 'b' as PlacedChange['deviceId'], id: 'b-5' as PlacedChange['id'] })])).toEqual([])
  })

  it.each([
    ['number', 1.5, true], ['number', '1', false], ['yesNo', false, true], ['yesNo', 'да', false],
    ['date', '2026-11-22', true], ['date', '22.11.2026', false], ['text', 'приказ', true], ['text', 1, false],
    ['link', 'https://school.example/a', true], ['link', 'http://school.example', false], ['link', 'javascript:alert(1)', false],
  ] as const)('%s: %s fits: %s', (type, value, fits) => {
    expect(isAnswerTo(field(type), value)).toBe(fits)
  })
})
