import { defineStore } from 'pinia'
import type { Result } from '#core/result'
import type { ApiFailure } from '../api/ask.ts'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'

/** One's own sign-in. */
export const useProfileStore = defineStore('profile', () => {
  const { api } = useOfficeServices()
  const session = useSessionStore()
  const view = createLoadedView((_all: 'all', byItself) => api.profile(byItself))

  async function then(result: Result<null, ApiFailure>): Promise<Result<null, ApiFailure>> {
    if (!result.ok) session.hear(result.error)
    await view.refresh()
    return result
  }

  return {
    profile: view.value,
    failure: view.failure,
    loadedMs: view.loadedMs,
    open: () => view.open('all'),
    refresh: view.refresh,
    changePassword: async (old: string, next: string): Promise<Result<null, ApiFailure>> => then(await api.changePassword(old, next)),
    endSession: async (id: string): Promise<Result<null, ApiFailure>> => then(await api.endSession(id)),
    endAll: (): Promise<Result<null, ApiFailure>> => api.endAllSessions(),
  }
})
