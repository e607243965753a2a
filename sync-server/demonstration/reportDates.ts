import { type DateOnly, type Directive, type ProductionCalendar, addDays, isWorkingDay } from '#core/directive'

/** First and last report date, in days after the day of the first start. */
export type DayRange = readonly [number, number]

/** Steps by the golden ratio spread any number of points evenly, however many of them an organization gets. */
const goldenStep = 0.618034

/** One point in so many keeps «Срок не указан», which is the normal case of these documents. */
const undatedEvery = 4

/**
 * The office's bulk step «срок отчёта»: points without any date get one within the range, on a working day. Each
 * section begins with the earliest date, so that every organization has something near; printed dates stay as printed.
 */
export function withReportDates(directives: readonly Directive[], range: DayRange, today: DateOnly, calendar: ProductionCalendar): Directive[] {
  const countByHeading = new Map<string, number>()
  return directives.map((directive) => {
    if (directive.computed.dueDate !== null || directive.periodUnit !== null) return directive
    const heading = directive.heading ?? ''
    const count = countByHeading.get(heading) ?? 0
    countByHeading.set(heading, count + 1)
    return count % undatedEvery === undatedEvery - 1 ? directive : { ...directive, reportDue: reportDate(count, range, today, calendar) }
  })
}

function reportDate(count: number, [first, last]: DayRange, today: DateOnly, calendar: ProductionCalendar): DateOnly {
  const wished = first + Math.floor(((count * goldenStep) % 1) * (last - first + 1))
  const days = Array.from({ length: last - first + 1 }, (_, i) => first + i).sort((a, b) => Math.abs(a - wished) - Math.abs(b - wished))
  const working = days.find((day) => isWorkingDay(addDays(today, day), calendar))
  return addDays(today, working ?? wished)
}
