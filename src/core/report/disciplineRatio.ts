/** One point whose day has come: when it was due, and when the school made the report that stands. */
export interface PlannedPoint {
  /** The day it was due, in ISO form; the later of the deadline (as extended) and the day set with a return. */
  readonly dueDate: string
  /** The district's day of the standing report; null when there is none. */
  readonly reportedOn: string | null
}

/** «Исполнительская дисциплина»: how many of the points whose day has come were reported by it. */
export interface DisciplineRatio {
  readonly planned: number
  readonly inTime: number
  /** Whole per cent; null where nothing was planned. */
  readonly percent: number | null
}

/** Ко = done in time / planned, per cent. A late report and none at all weigh the same. */
export function disciplineRatio(points: readonly PlannedPoint[]): DisciplineRatio {
  const planned = points.length
  const inTime = points.filter(({ dueDate, reportedOn }) => reportedOn !== null && reportedOn <= dueDate).length
  // Never rounded up to 100: one late point must be seen.
  return { planned, inTime, percent: planned === 0 ? null : Math.floor((inTime * 100) / planned) }
}
