import { describe, expect, it } from 'vitest'
import type { Directive } from '#core/directive'
import { listChildren, toFocus } from '../../../src/school/views/focusView.ts'
import { findEarlierReport, nowText, toPeriodChips } from '../../../src/school/views/periodView.ts'
import { makeCardView, today } from '../../support/cardFactory.ts'
import { day } from '../../support/day.ts'
import { makeChild } from '../../support/historyFactory.ts'

const quarterly: Partial<Directive> = { periodUnit: 'quarter', firstPeriodFrom: day('2026-04-01'), deadline: { kind: 'permanent', text: 'постоянно', position: 'end_of_point' } }

describe('the periods of a standing point', () => {
  it('each have their own state; the oldest that is owed is now, and one past its day is late', () => {
    const view = makeCardView('p1', quarterly, { 'd:p1:2026-Q2': 'Сделано' })
    expect(toPeriodChips(view, toFocus(view, null), today)).toEqual([
      { key: '2026-Q2', name: '2-й квартал 2026 года', href: '/directives/p1?part=d%3Ap1%3A2026-Q2', state: 'Исполнено', isLate: false, isDone: true, isNow: false, isOpened: false },
      { key: '2026-Q3', name: '3-й квартал 2026 года', href: '/directives/p1?part=d%3Ap1%3A2026-Q3', state: 'Новое', isLate: true, isDone: false, isNow: true, isOpened: true },
      { key: '2026-Q4', name: '4-й квартал 2026 года', href: '/directives/p1?part=d%3Ap1%3A2026-Q4', state: 'Новое', isLate: false, isDone: false, isNow: false, isOpened: false },
    ])
    expect(nowText(view, today)).toBe('Сейчас нужен отчёт за 3-й квартал 2026 года, до 20 октября.')
  })

  it('are never ticked for ever: with every one reported the point asks again in the next', () => {
    const reports = { 'd:p1:2026-Q2': 'Раз', 'd:p1:2026-Q3': 'Два', 'd:p1:2026-Q4': 'Три' }
    const settled = makeCardView('p1', quarterly, reports)
    expect(nowText(settled, today)).toBe('Сейчас отчёт не нужен.')
    expect(toPeriodChips(settled, toFocus(settled, null), today).filter(({ isNow }) => isNow)).toEqual([])
    expect(makeCardView('p1', { ...quarterly, firstPeriodFrom: day('2026-01-01') }, reports).period?.key).toBe('2026-Q1')
  })

  it('offer the words of the newest report before, of the same part', () => {
    const view = makeCardView('p1', { ...quarterly, children: [makeChild('c1')] }, { 'd:p1:2026-Q2': 'Весной', 'd:p1:2026-Q2:c1': 'По части' })
    expect(findEarlierReport(view, toFocus(view, null))).toEqual({ name: '2-й квартал 2026 года', text: 'Весной' })
    expect(findEarlierReport(view, toFocus(view, 'd:p1:2026-Q2'))).toBeNull()
    const [part] = listChildren(view)
    expect(part && findEarlierReport(view, part)?.text).toBe('По части')
    const once = makeCardView('p2')
    expect(findEarlierReport(once, toFocus(once, null))).toBeNull()
  })
})
