import { defineStore } from 'pinia'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'

/** The server's backups, and what came back since a restore. */
export const useSafetyStore = defineStore('safety', () => {
  const { api } = useOfficeServices()
  const view = createLoadedView((_all: 'all', byItself) => api.safety(byItself))
  return { safety: view.value, failure: view.failure, loadedMs: view.loadedMs, open: () => view.open('all'), refresh: view.refresh }
})
