import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  addressedOrganizations,
  audiences,
  compareCards,
  compareDates,
  computeDeadline,
  dateOnlyOf,
  dayOfWeek,
  daysBetween,
  defaultRuleSet,
  firstPeriodFrom,
  groupOf,
  groupOrder,
  isWorkingDay,
  organizationKinds,
  parseDateOnly,
  partsOf,
  periodContaining,
  periodsOf,
  precedingWorkingDay,
  productionCalendar,
  type DateOnly,
  type PeriodUnit,
  type PrintedDeadline,
  type ResolutionId,
} from '#core/directive'
import { day } from '../support/day.ts'
import { makeAddressee, makeOrganization } from '../support/directiveFactory.ts'

const anyDate = fc.integer({ min: 0, max: 401_767 }).map((days) => addDays(day('1900-01-01'), days))
const modernDate = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(day('2000-01-01'), days))
const anyUnit = fc.constantFrom<PeriodUnit>('year', 'half_year', 'quarter', 'school_year')

describe('dates', () => {
  it('agree with the calendar of the language on every day', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const instant = new Date(`${date}T00:00:00Z`)
        expect(instant.toISOString().slice(0, 10)).toBe(date)
        expect(dayOfWeek(date) % 7).toBe(instant.getUTCDay())
        expect(daysBetween(day('1970-01-01'), date)).toBe(instant.getTime() / 86_400_000)
      }),
      { numRuns: 2000 },
    )
  })

  it('come back from text and from numbers as they were', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const { year, month, day: dayOfMonth } = partsOf(date)
        expect(parseDateOnly(date)).toBe(date)
        expect(dateOnlyOf(year, month, dayOfMonth)).toBe(date)
      }),
    )
  })

  it('never take a text for a day that is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/)), (text) => {
        const date = parseDateOnly(text)
        if (date !== null) expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(text)
      }),
    )
  })

  it('undo the addition of days by its subtraction, and add in any steps', () => {
    fc.assert(
      fc.property(modernDate, fc.integer({ min: -30_000, max: 30_000 }), fc.integer({ min: -3000, max: 3000 }), (date, days, more) => {
        expect(addDays(addDays(date, days), -days)).toBe(date)
        expect(addDays(addDays(date, days), more)).toBe(addDays(date, days + more))
        expect(daysBetween(date, addDays(date, days))).toBe(days)
        expect(compareDates(date, addDays(date, days))).toBe(days > 0 ? -1 : days < 0 ? 1 : 0)
      }),
    )
  })

  it('land by months in the wished month and never after the same day of it', () => {
    fc.assert(
      fc.property(modernDate, fc.integer({ min: -600, max: 600 }), (date, months) => {
        const start = partsOf(date)
        const end = partsOf(addMonths(date, months))
        expect(end.year * 12 + end.month).toBe(start.year * 12 + start.month + months)
        expect(end.day).toBeLessThanOrEqual(start.day)
      }),
    )
  })
})

describe('working days', () => {
  it('precede: the nearest working day not after the date', () => {
    fc.assert(
      fc.property(modernDate, (date) => {
        const working = precedingWorkingDay(date, productionCalendar)
        expect(working <= date).toBe(true)
        expect(isWorkingDay(working, productionCalendar)).toBe(true)
        for (let between = addDays(working, 1); between <= date; between = addDays(between, 1)) {
          expect(isWorkingDay(between, productionCalendar)).toBe(false)
        }
        expect(precedingWorkingDay(working, productionCalendar)).toBe(working)
      }),
    )
  })
})

describe('deadlines', () => {
  const printedText = fc.record({ text: fc.string(), position: fc.constant('after' as const) })
  const dateText = fc.oneof(fc.string(), anyDate, fc.integer({ min: 0, max: 99_999 }).map(String))
  const anyDeadline: fc.Arbitrary<PrintedDeadline> = fc.oneof(
    fc.tuple(printedText, fc.option(dateText)).map(([printed, date]) => ({ kind: 'until_date' as const, ...printed, date })),
    fc.tuple(printedText, fc.integer()).map(([printed, year]) => ({ kind: 'year' as const, ...printed, year })),
    fc.tuple(printedText, fc.option(dateText), fc.option(dateText)).map(([printed, from, to]) => ({ kind: 'period' as const, ...printed, from, to })),
    printedText.map((printed) => ({ kind: 'immediate' as const, ...printed })),
    fc.tuple(printedText, fc.integer()).map(([printed, days]) => ({ kind: 'event' as const, ...printed, days })),
    fc
      .tuple(printedText, fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'quarter' as const, 'year' as const), fc.integer(), dateText)
      .map(([printed, every, dayOfMonth, date]) => ({ kind: 'recurring' as const, ...printed, every, day: dayOfMonth, date })),
  )

  it('are a real day or none whatever the text, and only ever move back', () => {
    fc.assert(
      fc.property(anyDeadline, fc.option(modernDate), modernDate, (printed, signedOn, publishedOn) => {
        const { dueDate, movedFrom } = computeDeadline(printed, { ruleSet: defaultRuleSet, calendar: productionCalendar, signedOn, publishedOn })
        if (dueDate !== null) expect(parseDateOnly(dueDate)).toBe(dueDate)
        if (movedFrom !== null) {
          expect(dueDate !== null && dueDate < movedFrom).toBe(true)
          expect(isWorkingDay(movedFrom, productionCalendar)).toBe(false)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('periods', () => {
  it('tile time without gaps or overlaps, each under a key of its own', () => {
    fc.assert(
      fc.property(anyUnit, modernDate, fc.integer({ min: 0, max: 4000 }), (unit, start, days) => {
        const today = addDays(start, days)
        const periods = periodsOf(unit, start, today, defaultRuleSet)
        const first = periods[0]
        const last = periods.at(-1)
        expect(first !== undefined && first.from <= start && start <= first.to).toBe(true)
        expect(last !== undefined && last.from <= today && today <= last.to).toBe(true)
        periods.slice(1).forEach(({ from }, i) => {
          expect(from).toBe(addDays(periods[i]?.to ?? from, 1))
        })
        expect(new Set(periods.map(({ key }) => key)).size).toBe(periods.length)
      }),
    )
  })

  it('are the same from any day inside them, and reported on working days in their order', () => {
    fc.assert(
      fc.property(anyUnit, modernDate, (unit, date) => {
        const period = periodContaining(unit, date, defaultRuleSet)
        const next = periodContaining(unit, addDays(period.to, 1), defaultRuleSet)
        expect(periodContaining(unit, period.from, defaultRuleSet)).toEqual(period)
        expect(periodContaining(unit, period.to, defaultRuleSet)).toEqual(period)
        expect(isWorkingDay(period.reportDue, productionCalendar)).toBe(true)
        expect(period.reportDue < next.reportDue).toBe(true)
      }),
    )
  })

  it('begin with one whose report is not behind on the day of publication', () => {
    fc.assert(
      fc.property(anyUnit, modernDate, (unit, publishedOn) => {
        const first = periodContaining(unit, firstPeriodFrom(unit, publishedOn, defaultRuleSet), defaultRuleSet)
        expect(first.reportDue >= publishedOn).toBe(true)
      }),
    )
  })
})

describe('addressing', () => {
  const kinds = fc.subarray([...organizationKinds])
  const district = fc.array(kinds, { maxLength: 20 }).map((all) => all.map((own, i) => makeOrganization(`o${i}`, own)))
  const audience = fc.subarray([...audiences])
  const today = day('2026-11-20')

  it('is monotone: a wider audience loses nobody, and nobody is counted twice', () => {
    fc.assert(
      fc.property(district, audience, audience, (organizations, narrow, more) => {
        const reached = addressedOrganizations(makeAddressee({ audience: narrow }), organizations, today)
        const wider = addressedOrganizations(makeAddressee({ audience: [...narrow, ...more] }), organizations, today)
        expect(reached.filter((organization) => !wider.includes(organization))).toEqual([])
        expect(new Set(wider).size).toBe(wider.length)
      }),
    )
  })

  it('of several audiences reaches exactly those that one of them reaches', () => {
    fc.assert(
      fc.property(district, audience, (organizations, several) => {
        const together = addressedOrganizations(makeAddressee({ audience: several }), organizations, today)
        const apart = new Set(several.flatMap((one) => addressedOrganizations(makeAddressee({ audience: [one] }), organizations, today)))
        expect(new Set(together)).toEqual(apart)
      }),
    )
  })
})

describe('the list of groups', () => {
  const dueDate: fc.Arbitrary<DateOnly | null> = fc.option(modernDate)

  it('only ever moves a dated card towards «Просрочено» as days pass', () => {
    fc.assert(
      fc.property(modernDate, modernDate, fc.integer({ min: 0, max: 400 }), fc.option(anyUnit), (due, today, days, periodUnit) => {
        const rankOn = (date: DateOnly): number => groupOrder.indexOf(groupOf({ isReturned: false, isClosedOrReported: false, dueDate: due, periodUnit }, date))
        expect(rankOn(addDays(today, days))).toBeLessThanOrEqual(rankOn(today))
      }),
    )
  })

  it('is ordered the same whatever the order of arrival', () => {
    const cardOrder = fc.record({ dueDate, resolutionId: fc.constantFrom('a' as ResolutionId, 'b' as ResolutionId), position: fc.integer({ min: 1, max: 40 }) })
    fc.assert(
      fc.property(fc.array(cardOrder), fc.integer(), (cards, turn) => {
        const turned = cards.length === 0 ? cards : [...cards.slice(Math.abs(turn) % cards.length), ...cards.slice(0, Math.abs(turn) % cards.length)]
        expect(turned.toSorted(compareCards)).toEqual(cards.toSorted(compareCards))
      }),
    )
  })
})
