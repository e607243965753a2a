import { defineStore } from 'pinia'
import type { NewCodeView } from '#core/report'
import type { Result } from '#core/result'
import type { ApiFailure } from '../api/ask.ts'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'

/** One organization with its phones and assignments. */
export const useOrganizationStore = defineStore('organization', () => {
  const { api } = useOfficeServices()
  const session = useSessionStore()
  const view = createLoadedView((organizationId: string, byItself) => api.organization(organizationId, byItself))

  async function then<T>(result: Result<T, ApiFailure>): Promise<Result<T, ApiFailure>> {
    if (!result.ok) session.hear(result.error)
    await view.refresh()
    return result
  }

  async function createCode(organizationId: string): Promise<Result<NewCodeView, ApiFailure>> {
    return then(await api.createCode(organizationId))
  }

  async function revoke(organizationId: string, deviceId: string): Promise<Result<null, ApiFailure>> {
    return then(await api.revoke(organizationId, deviceId))
  }

  return { organization: view.value, failure: view.failure, loadedMs: view.loadedMs, open: view.open, refresh: view.refresh, createCode, revoke }
})
