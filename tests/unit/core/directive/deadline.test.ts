import { describe, expect, it } from 'vitest'
import {
  computeDeadline,
  daysOverdue,
  defaultRuleSet,
  effectiveDueDate,
  offeredReportDue,
  productionCalendar,
  ruleSetWith,
  type ComputedDeadline,
  type DeadlineContext,
  type PrintedDeadline,
} from '#core/directive'
import { day } from '../../../support/day.ts'

const position = 'end_of_point'
const context: DeadlineContext = { ruleSet: defaultRuleSet, calendar: productionCalendar, signedOn: day('2021-12-21'), publishedOn: day('2021-12-24') }
const compute = (printed: PrintedDeadline, changes: Partial<DeadlineContext> = {}): ComputedDeadline => computeDeadline(printed, { ...context, ...changes })

describe('a printed date', () => {
  it('is due on that day', () => {
    const printed: PrintedDeadline = { kind: 'until_date', text: 'Срок: до 25.01.2022г.', position, date: '2022-01-25' }
    expect(compute(printed)).toEqual({ dueDate: '2022-01-25', rule: 'given_date', movedFrom: null, toConfirm: false })
  })

  it('is moved off a non-working day and says from which', () => {
    const printed: PrintedDeadline = { kind: 'date', text: '01.05.2022', position, date: '2022-05-01' }
    expect(compute(printed)).toEqual({ dueDate: '2022-04-29', rule: 'given_date', movedFrom: '2022-05-01', toConfirm: false })
    expect(compute(printed, { ruleSet: ruleSetWith({ moveNonWorking: false }) })).toMatchObject({ dueDate: '2022-05-01', movedFrom: null })
  })

  it.each([null, '', 'скоро', '2022-02-30', '22'])('read as %j gives no date, to be confirmed', (date) => {
    expect(compute({ kind: 'until_date', text: 'до конца учебного года', position, date })).toEqual({
      dueDate: null,
      rule: 'no_date',
      movedFrom: null,
      toConfirm: true,
    })
  })
})

describe('a year or a period', () => {
  it('«2022г.» is the last working day of 2022, to be confirmed', () => {
    const printed: PrintedDeadline = { kind: 'year', text: 'Срок: 2022г.', position, year: 2022 }
    expect(compute(printed)).toEqual({ dueDate: '2022-12-30', rule: 'bare_year', movedFrom: '2022-12-31', toConfirm: true })
  })

  it('«в период до 2024 года» includes 2024, whose last working day is Saturday 28 December by decree', () => {
    const printed: PrintedDeadline = { kind: 'period', text: 'в период до 2024 года', position: 'inside_text', from: null, to: '2024' }
    expect(compute(printed)).toEqual({ dueDate: '2024-12-28', rule: 'period_end', movedFrom: '2024-12-31', toConfirm: true })
  })

  it('with an exact last day needs no confirmation', () => {
    expect(compute({ kind: 'period', text: 'с 1 по 31 мая 2022 года', position, from: '2022-05-01', to: '2022-05-31' })).toMatchObject({
      dueDate: '2022-05-31',
      rule: 'period_end',
      toConfirm: false,
    })
  })

  it('with a start alone has no due date, and with neither end waits for the clerk', () => {
    expect(compute({ kind: 'period', text: 'с 2022 года', position, from: '2022', to: null })).toMatchObject({ dueDate: null, rule: 'start_only', toConfirm: false })
    expect(compute({ kind: 'period', text: 'в течение учебного года', position, from: null, to: null })).toMatchObject({ dueDate: null, rule: 'no_date', toConfirm: true })
  })

  it('of a year that no calendar has is no crash', () => {
    expect(compute({ kind: 'year', text: '20222г.', position, year: 20222 })).toMatchObject({ dueDate: null, toConfirm: true })
  })
})

describe('a deadline without a day', () => {
  it.each([
    [{ kind: 'none', text: null }, 'no_date'],
    [{ kind: 'from_date', text: 'с 1 сентября 2021 года', position, from: '2021-09-01' }, 'start_only'],
    [{ kind: 'permanent', text: 'Срок: постоянно.', position }, 'standing'],
  ] as const)('%o has no due date', (printed, rule) => {
    expect(compute(printed)).toEqual({ dueDate: null, rule, movedFrom: null, toConfirm: false })
  })

  it('is offered a report date one month from signing, else from publication', () => {
    expect(offeredReportDue(context)).toBe('2022-01-21')
    expect(offeredReportDue({ ...context, signedOn: null })).toBe('2022-01-24')
  })

  it('is never offered a report date that is already behind', () => {
    expect(offeredReportDue({ ...context, publishedOn: day('2026-11-02') })).toBe('2026-12-02')
  })
})

describe('a deadline counted in days', () => {
  const immediate: PrintedDeadline = { kind: 'immediate', text: 'незамедлительно', position }

  it('«незамедлительно» gives 3 days from signing, «оперативно» 10', () => {
    expect(compute(immediate)).toEqual({ dueDate: '2021-12-24', rule: 'immediate', movedFrom: null, toConfirm: false })
    const promptly = compute({ kind: 'immediate', text: 'Оперативно', position })
    expect(promptly).toEqual({ dueDate: '2021-12-30', rule: 'promptly', movedFrom: '2021-12-31', toConfirm: false })
  })

  it('counts from publication where the document has no date', () => {
    expect(compute(immediate, { signedOn: null }).dueDate).toBe('2021-12-27')
  })

  it('is confirmed by the clerk when it ran out before publication', () => {
    expect(compute(immediate, { publishedOn: day('2022-03-01') })).toMatchObject({ dueDate: '2021-12-24', toConfirm: true })
  })

  it('is never moved to or before the day it is counted from', () => {
    expect(compute(immediate, { signedOn: day('2021-12-30'), publishedOn: day('2021-12-30') })).toMatchObject({ dueDate: '2022-01-02', movedFrom: null })
  })

  it('after receipt counts from publication and is confirmed by the clerk', () => {
    expect(compute({ kind: 'event', text: 'в течение 5 дней со дня получения', position, days: 5 })).toMatchObject({
      dueDate: '2021-12-29',
      rule: 'after_receipt',
      toConfirm: true,
    })
  })
})

describe('a recurring deadline', () => {
  it('«ежегодно до 1 июня» is the next 1 June from publication', () => {
    const printed: PrintedDeadline = { kind: 'recurring', text: 'ежегодно до 1 июня', position, every: 'year', date: '06-01' }
    expect(compute(printed)).toEqual({ dueDate: '2022-06-01', rule: 'recurring', movedFrom: null, toConfirm: false })
    expect(compute(printed, { publishedOn: day('2021-05-31') }).dueDate).toBe('2021-06-01')
  })

  it('«ежеквартально» is the 10th after the quarter, never in the quarter itself', () => {
    const printed: PrintedDeadline = { kind: 'recurring', text: 'ежеквартально', position, every: 'quarter' }
    expect(compute(printed)).toEqual({ dueDate: '2022-01-10', rule: 'recurring', movedFrom: null, toConfirm: true })
    expect(compute(printed, { publishedOn: day('2022-05-05') })).toMatchObject({ dueDate: '2022-07-08', movedFrom: '2022-07-10' })
    // 31 December to 11 January 2026 are non-working: the 10th stays, because the day before them is in the old year.
    expect(compute(printed, { publishedOn: day('2025-11-05') })).toMatchObject({ dueDate: '2026-01-10', movedFrom: null })
  })

  it('«ежемесячно» is the 10th of the next month, or the next coming of the printed day', () => {
    expect(compute({ kind: 'recurring', text: 'ежемесячно', position, every: 'month' })).toMatchObject({ dueDate: '2022-01-10', toConfirm: true })
    const printed: PrintedDeadline = { kind: 'recurring', text: 'ежемесячно до 31 числа', position, every: 'month', day: 31 }
    expect(compute(printed, { publishedOn: day('2022-03-01') })).toMatchObject({ dueDate: '2022-03-31', toConfirm: false })
    expect(compute({ ...printed, day: 5 }, { publishedOn: day('2022-03-06') }).dueDate).toBe('2022-04-05')
  })

  it.each(['day', 'week'] as const)('every %s has no single date', (every) => {
    expect(compute({ kind: 'recurring', text: 'еженедельно', position, every })).toMatchObject({ dueDate: null, rule: 'recurring', toConfirm: true })
  })
})

describe('the date that counts', () => {
  const computed: ComputedDeadline = { dueDate: day('2022-09-01'), rule: 'given_date', movedFrom: null, toConfirm: false }
  const reportDue = day('2022-02-01')

  it('is the extension, else the printed date, else the office’s report date', () => {
    expect(effectiveDueDate({ computed, reportDue }, day('2022-10-01'))).toBe('2022-10-01')
    expect(effectiveDueDate({ computed, reportDue }, null)).toBe('2022-09-01')
    expect(effectiveDueDate({ computed: { ...computed, dueDate: null }, reportDue }, null)).toBe('2022-02-01')
    expect(effectiveDueDate({ computed: { ...computed, dueDate: null }, reportDue: null }, null)).toBeNull()
  })

  it('is overdue from the next day on', () => {
    expect(daysOverdue(reportDue, day('2022-01-31'))).toBe(0)
    expect(daysOverdue(reportDue, reportDue)).toBe(0)
    expect(daysOverdue(reportDue, day('2022-02-02'))).toBe(1)
    expect(daysOverdue(reportDue, day('2023-02-01'))).toBe(365)
    expect(daysOverdue(null, day('2023-02-01'))).toBe(0)
  })
})
