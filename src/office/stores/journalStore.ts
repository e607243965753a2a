import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { JournalRow, JournalView } from '#core/report'
import type { Result } from '#core/result'
import type { ApiFailure } from '../api/ask.ts'
import type { JournalQuery } from '../api/peopleDoors.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'

/** The journal as it was asked for: pages are added below one another. */
export const useJournalStore = defineStore('journal', () => {
  const { api, nowMs } = useOfficeServices()
  const session = useSessionStore()
  const view = shallowRef<JournalView | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const loadedMs = shallowRef<number | null>(null)
  let asked = 0

  async function load(query: JournalQuery, shown: readonly JournalRow[]): Promise<void> {
    const own = (asked += 1)
    const result = await api.journal(query)
    if (own !== asked) return
    failure.value = result.ok ? null : result.error
    if (!result.ok) return session.hear(result.error)
    view.value = { ...result.value, rows: [...shown, ...result.value.rows] }
    loadedMs.value = nowMs()
  }

  const open = (query: JournalQuery): Promise<void> => load(query, [])
  const more = (query: JournalQuery): Promise<void> => load({ ...query, before: String(view.value?.next ?? 0) }, view.value?.rows ?? [])
  const readAll = (query: JournalQuery): Promise<Result<JournalView, ApiFailure>> => api.journal({ ...query, all: '1' })

  return { view, failure, loadedMs, open, more, readAll }
})
