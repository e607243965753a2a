import { defineStore } from 'pinia'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'

/** One document: organizations × directives. */
export const useMatrixStore = defineStore('matrix', () => {
  const { api } = useOfficeServices()
  const view = createLoadedView((resolutionId: string, byItself) => api.matrix(resolutionId, byItself))
  return { matrix: view.value, failure: view.failure, loadedMs: view.loadedMs, open: view.open, refresh: view.refresh }
})
