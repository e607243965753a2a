import { defineStore } from 'pinia'
import type { DirectiveId } from '#core/directive'
import type { ApiResult } from '../api/ask.ts'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'

/** One published document: its versions, its points, and what may be done with it. */
export const useDocumentLifeStore = defineStore('documentLife', () => {
  const { api } = useOfficeServices()
  const session = useSessionStore()
  const view = createLoadedView((resolutionId: string, byItself) => api.documentLife(resolutionId, byItself))

  async function heard<T>(asked: ApiResult<T>): ApiResult<T> {
    const result = await asked
    if (!result.ok) session.hear(result.error)
    // Whatever was answered: somebody else may have been first.
    await view.refresh()
    return result
  }

  return {
    life: view.value,
    failure: view.failure,
    loadedMs: view.loadedMs,
    open: view.open,
    refresh: view.refresh,
    correct: (id: string) => heard(api.correctDocument(id)),
    withdraw: (id: string, directiveIds: readonly DirectiveId[], reason: string) => heard(api.withdrawPoints(id, { directiveIds, reason: reason.trim() || null })),
    bringBack: (id: string, directiveIds: readonly DirectiveId[]) => heard(api.bringBackPoints(id, { directiveIds, reason: null })),
    undo: (id: string) => heard(api.undoPublishing(id)),
    setCurator: (id: string, officerId: string | null) => heard(api.setDocumentCurator(id, officerId)),
  }
})
