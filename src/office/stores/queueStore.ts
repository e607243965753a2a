import { defineStore } from 'pinia'
import { computed } from 'vue'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'

/** What waits for the office, the oldest first. */
export const useQueueStore = defineStore('queue', () => {
  const { api } = useOfficeServices()
  const view = createLoadedView((_all: 'all', byItself) => api.queue(byItself))
  const count = computed(() => view.value.value?.length ?? 0)
  return { rows: view.value, count, failure: view.failure, loadedMs: view.loadedMs, open: () => view.open('all'), refresh: view.refresh }
})
