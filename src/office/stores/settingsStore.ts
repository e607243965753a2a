import { defineStore } from 'pinia'
import type { SettingsView } from '#core/report'
import type { Result } from '#core/result'
import type { ApiFailure } from '../api/ask.ts'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'

/** The settings of the district. */
export const useSettingsStore = defineStore('settings', () => {
  const { api } = useOfficeServices()
  const session = useSessionStore()
  const view = createLoadedView((_all: 'all', byItself) => api.settings(byItself))

  async function save(next: SettingsView): Promise<Result<number, ApiFailure>> {
    const result = await api.saveSettings(next)
    if (result.ok) view.take('all', next)
    else session.hear(result.error)
    await session.refresh()
    return result
  }

  return { settings: view.value, failure: view.failure, loadedMs: view.loadedMs, open: () => view.open('all'), refresh: view.refresh, save }
})
