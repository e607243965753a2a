import type { ChangeId } from '#core/directive'
import { type JsonObject, type PlacedChange, type ReportDecisionValue, type ReportedPoint, compareConcurrent, isNamedIn, valueOf, withoutRepeats } from '#core/sync'

/** One sending of a report on a document, with the office's last word on it. */
export interface ReportVersion<C extends PlacedChange = PlacedChange> {
  readonly change: C
  readonly text: string
  readonly points: readonly ReportedPoint[]
  /** Null while the office has not decided on this sending. */
  readonly decision: { readonly change: C; readonly state: ReportDecisionValue['state']; readonly reason: string } | null
}

/** Longest value of a report (characters of JSON): with the fields around it a change of the greatest length holds it. */
const maxReportLength = 15_000

/** Longest words of one point (UTF-16 units), tried one after another until the whole report fits. */
const wordLimits = [4000, 1000, 500, 250, 120, 60, 0]

/**
 * Puts a report together so that it fits into one change: where it would not, the longest words of its points are cut and
 * say so. The words to the office are never cut.
 */
export function composeReport(text: string, points: readonly ReportedPoint[]): JsonObject {
  let value: JsonObject = {}
  for (const limit of wordLimits) {
    value = { text, points: points.map((point) => composePoint(point, limit)) }
    if (JSON.stringify(value).length <= maxReportLength) break
  }
  return value
}

function composePoint({ subject, number, state, text, on }: ReportedPoint, limit: number): JsonObject {
  const cut = text.length > limit ? { text: cutText(text, limit), isCut: true } : { text }
  return { subject, number, state, ...cut, ...(on === undefined ? {} : { on }) }
}

/** Never half of a pair: the server takes no such text. */
function cutText(text: string, limit: number): string {
  return text.slice(0, limit).replace(/[\ud800-\udbff]$/u, '')
}

/** Every sending of the report on one document, from the changes of its subject in any order; the newest first. */
export function foldReports<C extends PlacedChange>(known: readonly C[]): ReportVersion<C>[] {
  const changes = [...withoutRepeats(known)].sort(compareConcurrent)
  const decisions = changes.flatMap((change) => {
    const value = valueOf('reportDecision', change)
    return value === null ? [] : [{ change, value }]
  })
  return changes
    .flatMap((change): ReportVersion<C>[] => {
      const value = valueOf('organizationReport', change)
      if (value === null) return []
      const decided = decisions.findLast((one) => isNamedIn(new Set<ChangeId>([one.value.report]), change))
      const decision = decided === undefined ? null : { change: decided.change, state: decided.value.state, reason: decided.value.reason ?? '' }
      return [{ change, text: value.text, points: value.points ?? [], decision }]
    })
    .reverse()
}
