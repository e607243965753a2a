import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { type Result, err, ok } from '#core/result'
import type { OrganizationMarks, SummaryHead, SummarySource } from '#core/report'
import type { ApiFailure } from '../api/ask.ts'
import type { ReportDoors, ReportQuestion } from '../api/reportDoors.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'

/** How often a report is begun anew because a document changed between two of its pages. */
const maxAttempts = 3

/** Organizations gathered so far. */
interface Progress {
  readonly done: number
  readonly total: number
}

/** What a report is made of: gathered page by page, with progress, given up at any moment. */
export const useReportsStore = defineStore('reports', () => {
  const { api, nowMs } = useOfficeServices()
  const session = useSessionStore()
  const source = shallowRef<SummarySource | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const loadedMs = shallowRef<number | null>(null)
  const progress = shallowRef<Progress | null>(null)
  let running: AbortController | null = null

  /** Gathers anew; what was gathered before for another question goes away at once. */
  async function gather(question: ReportQuestion): Promise<void> {
    running?.abort()
    const own = new AbortController()
    running = own
    source.value = null
    failure.value = null
    progress.value = { done: 0, total: 0 }
    const gathered = await gatherPages(api, question, own.signal, (next) => { progress.value = next })
    // A later question took over, or nobody waits any more.
    if (own.signal.aborted) return
    running = null
    progress.value = null
    failure.value = gathered.ok ? null : gathered.error
    if (gathered.ok) {
      source.value = gathered.value
      loadedMs.value = nowMs()
    } else session.hear(gathered.error)
  }

  /** Gives up; nothing was changed by having begun. */
  function cancel(): void {
    running?.abort()
    running = null
    progress.value = null
  }

  function forget(): void {
    cancel()
    source.value = null
    failure.value = null
  }

  return { source, failure, loadedMs, progress, gather, cancel, forget }
})

type Gathered = Result<SummarySource, ApiFailure>

/** All pages of one report; begun anew where a document changed between two of them. */
async function gatherPages(api: ReportDoors, question: ReportQuestion, signal: AbortSignal, tell: (progress: Progress) => void): Promise<Gathered> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const gathered = await gatherOnce(api, question, signal, tell)
    if (gathered !== null) return gathered
  }
  return err({ code: 'AnswerUnreadable', retryAfterSeconds: null })
}

/** Null where the documents are no longer those of the first page. */
async function gatherOnce(api: ReportDoors, question: ReportQuestion, signal: AbortSignal, tell: (progress: Progress) => void): Promise<Gathered | null> {
  const organizations: OrganizationMarks[] = []
  let head: SummaryHead | null = null
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<ReportDoors['reportMarks']>> = await api.reportMarks(question, after, signal)
    if (!page.ok) return page
    head ??= page.value.head
    if (head === null || head.revision !== page.value.revision) return null
    organizations.push(...page.value.organizations)
    if (!signal.aborted) tell({ done: organizations.length, total: page.value.total })
    after = page.value.next
  } while (after !== null && !signal.aborted)
  return ok({ head, organizations })
}
