import { defineStore } from 'pinia'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'

/** All organizations of the district. */
export const useOrganizationsStore = defineStore('organizations', () => {
  const { api } = useOfficeServices()
  const view = createLoadedView((_all: 'all', byItself) => api.organizations(byItself))
  return { organizations: view.value, failure: view.failure, loadedMs: view.loadedMs, open: () => view.open('all'), refresh: view.refresh }
})
