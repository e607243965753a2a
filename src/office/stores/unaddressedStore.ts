import { defineStore } from 'pinia'
import type { AddressDecision } from '#core/report'
import type { Result } from '#core/result'
import type { ApiFailure } from '../api/ask.ts'
import { useDocumentsStore } from './documentsStore.ts'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'

/** The directives that wait for the clerk to address them. */
export const useUnaddressedStore = defineStore('unaddressed', () => {
  const { api } = useOfficeServices()
  const session = useSessionStore()
  const documents = useDocumentsStore()
  const view = createLoadedView((_all: 'all', byItself) => api.unaddressed(byItself))

  async function address(directiveId: string, decision: AddressDecision): Promise<Result<null, ApiFailure>> {
    const result = await api.address(directiveId, decision)
    if (!result.ok) session.hear(result.error)
    await Promise.all([view.refresh(), documents.refresh()])
    return result
  }

  return { rows: view.value, failure: view.failure, loadedMs: view.loadedMs, open: () => view.open('all'), refresh: view.refresh, address }
})
