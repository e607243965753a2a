import { describe, expect, it } from 'vitest'
import { type SummaryMark, type SummarySource, remindersOf, summaryReport, weekReport, wholeChoice } from '#core/report'
import { day } from '../../../support/day.ts'
import { makeChild, makeDirective } from '../../../support/historyFactory.ts'
import { makeMark, makeMarks, makeSummaryHead } from '../../../support/summaryFactory.ts'

const head = makeSummaryHead()
const sourceOf = (...marks: readonly (readonly SummaryMark[])[]): SummarySource => ({ head, organizations: marks.map((own, i) => makeMarks(`s${String(i + 1)}`, own)) })
const daysBefore = (days: number): number => head.madeMs - days * 86_400_000

describe('a summary', () => {
  it('counts a standing point once, by the period of the matrix, and every period within a range of days', () => {
    const directive = makeDirective('p1', { periodUnit: 'quarter', firstPeriodFrom: day('2026-04-01') })
    const own = { ...head, directives: [directive] }
    const marks = [makeMark({ period: '2026-Q2', isMain: false, dueDate: day('2026-07-20'), execution: 'reported' }), makeMark({ period: '2026-Q3', dueDate: day('2026-10-20') })]
    const source = { head: own, organizations: [makeMarks('s1', marks)] }
    const whole = summaryReport(source, wholeChoice)
    expect(whole.counts.assignments).toBe(1)
    expect(whole.documents[0]?.rows.map(({ period, isCounted }) => [period, isCounted])).toEqual([[null, true], ['2026-Q2', false], ['2026-Q3', false]])
    const ranged = summaryReport(source, { ...wholeChoice, dueFrom: day('2026-07-01'), dueTo: day('2026-12-31') })
    expect([ranged.counts.assignments, ranged.counts.claimed.reported]).toEqual([2, 1])
    expect(summaryReport(source, { ...wholeChoice, dueTo: day('2026-07-20') }).counts.assignments).toBe(1)
    expect(summaryReport(source, { ...wholeChoice, dueFrom: day('2026-10-21') }).documents).toEqual([])
  })

  it('shows a child in a row of its own that is no part of the sums', () => {
    const child = makeChild('c1')
    const source = { head: { ...head, directives: [makeDirective('p1', { children: [child] })] }, organizations: [makeMarks('s1', [makeMark(), makeMark({ childId: child.id, isMain: false, execution: 'reported' })])] }
    const report = summaryReport(source, wholeChoice)
    expect(report.documents[0]?.rows.map((row) => [row.child, row.isCounted, row.counts.claimed.reported])).toEqual([[null, true, 0], [child.text, false, 1]])
    expect(report.counts).toMatchObject({ assignments: 1, reported: 0 })
  })

  it('keeps to the kinds, settlements and organizations asked for', () => {
    const [one, two] = [makeMarks('s1', [makeMark()]), makeMarks('s2', [makeMark()])]
    const source = { head, organizations: [one, { ...two, organization: { ...two.organization, kinds: ['preschool' as const], settlement: 'с. Нижнее' } }] }
    const idsOf = (choice: Partial<typeof wholeChoice>): string[] => summaryReport(source, { ...wholeChoice, ...choice }).organizations.map(({ organization }) => organization.id)
    expect(idsOf({})).toEqual(['s1', 's2'])
    expect(idsOf({ kinds: ['preschool'] })).toEqual(['s2'])
    expect(idsOf({ settlements: ['с. Верхнее'] })).toEqual(['s1'])
    expect(idsOf({ organizationIds: [two.organization.id], kinds: ['general_school'] })).toEqual([])
  })

  it('calls silent whom nobody heard of for more than ten days, and on a past day only whose silence lasted through it', () => {
    const contacts = [daysBefore(10), daysBefore(10.1), null] as const
    const organizations = contacts.map((lastContactMs, i) => makeMarks(`s${String(i)}`, [makeMark()], { lastContactMs }))
    const report = summaryReport({ head, organizations }, wholeChoice)
    expect(report.organizations.map(({ contact }) => contact)).toEqual(['heard', 'silent', 'unconnected'])
    expect(report.counts).toMatchObject({ claimed: { notStarted: 3 }, silentNotStarted: 2 })
    const past = summaryReport({ head: { ...head, on: day('2026-11-15'), untilMs: daysBefore(6.5) }, organizations }, wholeChoice)
    expect(past.organizations.map(({ contact }) => contact)).toEqual(['heard', 'heard', 'unconnected'])
  })
})

describe('the sheet of the week', () => {
  it('puts the longest overdue and the longest waiting first, and measures a returned report by its own day', () => {
    const late = (dueDate: string, changes: Partial<SummaryMark> = {}): SummaryMark => makeMark({ dueDate: day(dueDate), isOverdue: true, state: 'overdue', ...changes })
    const report = summaryReport(sourceOf([late('2026-11-10')], [late('2026-11-01')], [late('2026-10-01', { state: 'returned', fixBy: day('2026-11-20') })], [makeMark({ state: 'awaitsDecision', waitsSinceMs: daysBefore(2) }), makeMark({ directive: 1, hasRequest: true, waitsSinceMs: daysBefore(7) })]), wholeChoice)
    const week = weekReport(report, () => day('2026-11-01'))
    expect(week.overdue.map(({ organization }) => organization.id)).toEqual(['s2', 's1', 's3'])
    expect(week.waiting.map(({ mark }) => mark.hasRequest)).toEqual([true, false])
  })

  it('looks a fortnight ahead, and leaves out what is closed or waits for the office', () => {
    const due = (dueDate: string, changes: Partial<SummaryMark> = {}): SummaryMark => makeMark({ dueDate: day(dueDate), ...changes })
    const report = summaryReport(sourceOf([due('2026-12-06')], [due('2026-12-07')], [due('2026-11-25', { control: 'released', state: 'released' })], [due('2026-11-25', { state: 'awaitsDecision' })], [due('2026-11-24')], [due('2026-11-24')]), wholeChoice)
    expect(weekReport(report, () => head.on).next.map(({ dueDate, open }) => [dueDate, open])).toEqual([['2026-11-24', 2], ['2026-12-06', 1]])
  })

  it('counts discipline over what fell due, without the cancelled and what is not the school’s own', () => {
    const reported = (claimedMs: number, changes: Partial<SummaryMark> = {}): SummaryMark => makeMark({ dueDate: day('2026-11-20'), execution: 'reported', claimedMs, ...changes })
    const report = summaryReport(sourceOf(
      [reported(daysBefore(3))], [reported(daysBefore(1))], [makeMark({ dueDate: day('2026-11-20') })], [makeMark({ dueDate: day('2026-11-22') })],
      [makeMark({ dueDate: day('2026-11-20'), control: 'cancelled' })], [makeMark({ dueDate: day('2026-11-20'), execution: 'notApplicableClaim' })],
    ), wholeChoice)
    const dayOf = (ms: number) => day(new Date(ms).toISOString().slice(0, 10))
    expect(weekReport(report, dayOf).discipline).toEqual({ planned: 3, inTime: 1, late: 1, owed: 1, ratio: 33 })
  })
})

describe('letters of reminder', () => {
  it('go to the silent and the unconnected that owe something, with their open points only', () => {
    const closed = makeMark({ directive: 1, control: 'released', state: 'released' })
    const organizations = [
      makeMarks('heard', [makeMark()]),
      makeMarks('silent', [makeMark(), closed], { lastContactMs: daysBefore(30) }),
      makeMarks('done', [closed], { lastContactMs: daysBefore(30) }),
      makeMarks('never', [makeMark({ state: 'awaitsDecision' }), makeMark({ directive: 1 })], { lastContactMs: null }),
    ]
    expect(remindersOf(summaryReport({ head, organizations }, wholeChoice)).map(({ addressee, points }) => [addressee.organization.id, points.map(({ directive }) => directive.id)])).toEqual([['silent', ['p1']], ['never', ['p2']]])
  })
})
