import { describe, expect, it } from 'vitest'
import type { ResolutionId } from '#core/directive'
import { findSimilarReport, likenessOf } from '../../../src/school/views/similarPoints.ts'
import { makeCardView } from '../../support/cardFactory.ts'
import { day } from '../../support/day.ts'
import { makeDirective } from '../../support/historyFactory.ts'
import { readSeedDirectives } from '../../support/seedDirectives.ts'

const old = 'r0' as ResolutionId
const asked = 'Обеспечить необходимый охват обучающихся дополнительным образованием в рамках регионального проекта «Успех каждого ребенка».'
const before = 'Обеспечивать охват обучающихся дополнительным образованием в рамках регионального проекта «Успех каждого ребёнка»'

describe('a point that was answered before', () => {
  it('is found in another document by its stems, and brings the words of its report', () => {
    const view = makeCardView('p1', { text: asked })
    const other = makeCardView('p9', { text: before, resolutionId: old }, { 'd:p9': 'Охват 86 %' })
    expect(findSimilarReport(view, [view, other])).toEqual({ view: other, subject: 'd:p9', text: 'Охват 86 %' })
  })

  it('brings the newest period of a standing one', () => {
    const other = makeCardView('p9', { text: before, resolutionId: old, periodUnit: 'year', firstPeriodFrom: day('2024-01-01') }, { 'd:p9:2024': 'Охват 80 %', 'd:p9:2025': 'Охват 86 %' })
    expect(findSimilarReport(makeCardView('p1', { text: asked }), [other])).toMatchObject({ subject: 'd:p9:2025', text: 'Охват 86 %' })
  })

  it('is offered neither without words nor by itself', () => {
    const view = makeCardView('p1', { text: asked }, { 'd:p1': 'Своё' })
    expect(findSimilarReport(view, [view, makeCardView('p9', { text: before, resolutionId: old }, { 'd:p9': ' ' }), makeCardView('p8', { text: before, resolutionId: old })])).toBeNull()
  })

  it('is not found by a few words, nor where the words differ in what matters', () => {
    expect(likenessOf(makeDirective('a', { text: 'Провести педагогический совет.' }), makeDirective('b', { text: 'Провести педагогический совет.' }))).toBe(0)
    const quality = makeCardView('p1', { text: 'Усовершенствовать механизм и содержание муниципального мониторинга качества образования с учетом актуальных показателей;' })
    const method = makeCardView('p9', { text: 'Усовершенствовать механизм и содержание муниципального мониторинга методической работы с учетом актуальных показателей.', resolutionId: old }, { 'd:p9': 'План составлен' })
    expect(findSimilarReport(quality, [method])).toBeNull()
  })

  it('among all points of the real documents is only one that repeats another', () => {
    let made = 0
    const { directives } = readSeedDirectives(200, () => `n${String((made += 1))}`)
    const alike = directives.flatMap((one, i) => directives.slice(i + 1).filter((other) => likenessOf(one, other) >= 0.7).map((other) => [one.number, other.number]))
    expect(alike.length).toBeGreaterThan(1)
    expect(alike.length).toBeLessThan(8)
    expect(alike).toContainEqual(['6.5', '7.7'])
  })
})
