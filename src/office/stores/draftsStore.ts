import { defineStore } from 'pinia'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'
import type { ApiResult } from '../api/ask.ts'

/** The documents that are being checked. */
export const useDraftsStore = defineStore('drafts', () => {
  const { api } = useOfficeServices()
  const session = useSessionStore()
  const view = createLoadedView((_all: 'all', byItself) => api.drafts(byItself))

  async function heard<T>(asked: ApiResult<T>): ApiResult<T> {
    const result = await asked
    if (!result.ok) session.hear(result.error)
    return result
  }

  return {
    drafts: view.value,
    failure: view.failure,
    loadedMs: view.loadedMs,
    open: () => view.open('all'),
    refresh: view.refresh,
    create: (file: File) => heard(api.createDraft(file)),
    paste: (text: string) => heard(api.pasteDraft(text)),
  }
})
