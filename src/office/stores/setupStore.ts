import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { OfficerView, SetupWish } from '#core/report'
import type { Result } from '#core/result'
import type { ApiFailure } from '../api/ask.ts'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'

/** The first run of a server: whether it is empty, and how far its office is. */
export const useSetupStore = defineStore('setup', () => {
  const { api } = useOfficeServices()
  const isNeeded = shallowRef(false)
  const view = createLoadedView((_all: 'all', byItself) => api.setupProgress(byItself))

  async function ask(): Promise<void> {
    const result = await api.isSetupNeeded()
    isNeeded.value = result.ok && result.value
  }

  async function dismiss(): Promise<Result<null, ApiFailure>> {
    const result = await api.dismissSetup()
    await view.refresh()
    return result
  }

  const setUp = (wish: SetupWish): Promise<Result<OfficerView, ApiFailure>> => api.setUp(wish)

  return { isNeeded, ask, setUp, progress: view.value, open: () => view.open('all'), refresh: view.refresh, dismiss }
})
