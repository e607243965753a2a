import type { DateOnly } from '#core/directive'

/** What of one assignment «Ко» is made of. */
export interface PlannedWork {
  /** Null where nothing was planned. */
  readonly dueDate: DateOnly | null
  /** The day of the report that stands, or of the release where there was none; null while it is owed. */
  readonly doneOn: DateOnly | null
  /** Cancelled, or agreed to be no business of the organization: it was not planned after all. */
  readonly isDropped: boolean
}

export interface Discipline {
  /** Whose day has come. */
  readonly planned: number
  readonly inTime: number
  readonly late: number
  /** Whose day has gone and that are still owed. */
  readonly owed: number
  /** Ко = done in time / planned, whole per cent; null where nothing was planned. */
  readonly ratio: number | null
}

/**
 * Исполнительская дисциплина on a day: of the assignments whose last day is past, or which were done before it, how many
 * were done in time. The day itself lasts to its end, so what is due today and not done is not counted yet. Derived, never
 * stored: the same assignments give another figure tomorrow.
 */
export function measureDiscipline(works: Iterable<PlannedWork>, today: DateOnly): Discipline {
  let [inTime, late, owed] = [0, 0, 0]
  for (const { dueDate, doneOn, isDropped } of works) {
    if (dueDate === null || isDropped) continue
    if (doneOn !== null && doneOn <= today) {
      if (doneOn <= dueDate) inTime += 1
      else late += 1
    } else if (dueDate < today) owed += 1
  }
  const planned = inTime + late + owed
  // Never rounded up to 100: one late point must be seen.
  return { planned, inTime, late, owed, ratio: planned === 0 ? null : Math.floor((100 * inTime) / planned) }
}
