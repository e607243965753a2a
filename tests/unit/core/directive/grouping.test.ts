import { describe, expect, it } from 'vitest'
import { compareCards, groupOf, groupOrder, type CardOrder, type GroupInput, type ResolutionId } from '#core/directive'
import { day } from '../../../support/day.ts'

/** A Wednesday. */
const today = day('2026-11-18')
const card: GroupInput = { isReturned: false, isClosedOrReported: false, dueDate: null, periodUnit: null }

describe('the group of a card', () => {
  it.each([
    ['2025-11-18', 'overdue'],
    ['2026-11-17', 'overdue'],
    ['2026-11-18', 'thisWeek'],
    ['2026-11-22', 'thisWeek'],
    ['2026-11-23', 'thisMonth'],
    ['2026-11-30', 'thisMonth'],
    ['2026-12-01', 'later'],
  ])('due on %s is %s', (dueDate, group) => {
    expect(groupOf({ ...card, dueDate: day(dueDate) }, today)).toBe(group)
  })

  it('keeps a week that runs into the next month whole', () => {
    expect(groupOf({ ...card, dueDate: day('2026-12-06') }, day('2026-11-30'))).toBe('thisWeek')
    expect(groupOf({ ...card, dueDate: day('2026-12-07') }, day('2026-11-30'))).toBe('later')
  })

  it('without a date has a group of its own', () => {
    expect(groupOf(card, today)).toBe('noDeadline')
  })

  it('a standing directive stands apart until its report is due this month or overdue', () => {
    const standing: GroupInput = { ...card, periodUnit: 'year' }
    expect(groupOf({ ...standing, dueDate: day('2027-01-20') }, today)).toBe('standing')
    expect(groupOf({ ...standing, dueDate: day('2027-01-20') }, day('2027-01-05'))).toBe('thisMonth')
    expect(groupOf({ ...standing, dueDate: day('2027-01-20') }, day('2027-01-18'))).toBe('thisWeek')
    expect(groupOf({ ...standing, dueDate: day('2027-01-20') }, day('2027-01-21'))).toBe('overdue')
    expect(groupOf(standing, today)).toBe('standing')
  })

  it('is «Исполнено» once reported or closed, overdue or not, and «На доработке» before all else', () => {
    const overdue = { ...card, dueDate: day('2026-01-20') }
    expect(groupOf({ ...overdue, isClosedOrReported: true }, today)).toBe('done')
    expect(groupOf({ ...overdue, isReturned: true }, today)).toBe('returned')
  })

  it('is one of the screen’s groups, from «На доработке» to «Исполнено»', () => {
    expect(groupOrder).toEqual(['returned', 'overdue', 'thisWeek', 'thisMonth', 'later', 'standing', 'noDeadline', 'done'])
  })
})

describe('the order inside a group', () => {
  const place = (dueDate: string | null, resolutionId: string, position: number): CardOrder => ({
    dueDate: dueDate === null ? null : day(dueDate),
    resolutionId: resolutionId as ResolutionId,
    position,
  })

  it('is by date, then document by document in the order of their points, and without a date last', () => {
    const ordered = [
      place('2022-01-25', 'b', 7),
      place('2022-09-01', 'a', 2),
      place('2022-09-01', 'a', 10),
      place('2022-09-01', 'b', 1),
      place(null, 'a', 1),
      place(null, 'a', 3),
    ]
    expect(ordered.toReversed().toSorted(compareCards)).toEqual(ordered)
  })
})
