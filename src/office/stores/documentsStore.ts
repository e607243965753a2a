import { defineStore } from 'pinia'
import { computed } from 'vue'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'

/** The documents of the district with their counts. */
export const useDocumentsStore = defineStore('documents', () => {
  const { api } = useOfficeServices()
  const view = createLoadedView((_all: 'all', byItself) => api.documents(byItself))
  const unaddressed = computed(() => view.value.value?.reduce((sum, row) => sum + row.unaddressed, 0) ?? 0)
  return { documents: view.value, failure: view.failure, loadedMs: view.loadedMs, open: () => view.open('all'), refresh: view.refresh, unaddressed }
})
