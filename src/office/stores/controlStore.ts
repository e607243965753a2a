import { defineStore } from 'pinia'
import { withRows } from '#core/report'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'

/** Organizations × directives of the whole district. */
export const useControlStore = defineStore('control', () => {
  const { api } = useOfficeServices()
  const view = createLoadedView((_all: 'all', byItself) => api.controlView(byItself))

  /** Reads the rows of some organizations again; everything, where the rest no longer fits them. */
  async function refreshRows(organizationIds: readonly string[]): Promise<void> {
    const before = view.value.value
    if (before === null || organizationIds.length === 0) return
    const narrow = await api.controlView(true, { organizationIds, revision: before.revision })
    const joined = narrow.ok && view.value.value !== null ? withRows(view.value.value, narrow.value) : null
    if (joined === null) await view.refresh(true)
    else view.take('all', joined)
  }

  return { control: view.value, failure: view.failure, loadedMs: view.loadedMs, open: () => view.open('all'), refresh: view.refresh, refreshRows }
})
