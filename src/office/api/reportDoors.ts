import { type SummaryPage, readSummaryPage } from '#core/report'
import { type ApiResult, type Asking, ask, reading } from './ask.ts'

/** Which part of the district a report is of; an empty list means all. */
export interface ReportQuestion {
  readonly on: string
  readonly documentIds: readonly string[]
  readonly organizationIds: readonly string[]
}

/** A page of thousands of marks may take the server a while. */
const pageTimeLimitMs = 60_000

export interface ReportDoors {
  /** One page of what a report is made of; `after` as the page before it said. */
  reportMarks(question: ReportQuestion, after: string | null, signal?: AbortSignal): ApiResult<SummaryPage>
}

export function createReportDoors({ fetch }: Asking): ReportDoors {
  return {
    reportMarks({ on, documentIds, organizationIds }, after, signal) {
      const query = new URLSearchParams({ on, documents: documentIds.join(','), organizations: organizationIds.join(','), ...(after === null ? {} : { after }) })
      const limit = AbortSignal.timeout(pageTimeLimitMs)
      // Where AbortSignal.any is missing (Chrome before 116) a given-up page is only not used.
      const either = signal !== undefined && 'any' in AbortSignal ? AbortSignal.any([signal, limit]) : limit
      return ask(fetch, `reports/marks?${query.toString()}`, { signal: either }, reading(readSummaryPage))
    },
  }
}
