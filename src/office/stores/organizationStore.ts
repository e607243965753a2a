import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ClosingDone, ClosingWish, OrganizationEdit, StandingDocument } from '#core/organizations'
import type { NewCodeView } from '#core/report'
import type { Result } from '#core/result'
import type { ApiFailure } from '../api/ask.ts'
import type { OfficeApi } from '../api/officeApi.ts'
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

  return { organization: view.value, failure: view.failure, loadedMs: view.loadedMs, open: view.open, refresh: view.refresh, createCode, revoke, ...createCare(api, then) }
})

type Then = <T>(result: Result<T, ApiFailure>) => Promise<Result<T, ApiFailure>>

/** What the office changes of the organization itself. */
function createCare(api: OfficeApi, then: Then) {
  const standing = shallowRef<readonly StandingDocument[]>([])

  /** Asks what could be sent to it; without an answer nothing is offered. */
  async function readStanding(organizationId: string): Promise<void> {
    standing.value = []
    const result = await api.standing(organizationId)
    if (result.ok) standing.value = result.value
  }

  async function deliver(organizationId: string, resolutionIds: readonly string[]): Promise<Result<{ readonly directives: number }, ApiFailure>> {
    const result = await then(await api.deliver(organizationId, resolutionIds))
    await readStanding(organizationId)
    return result
  }

  async function edit(organizationId: string, change: OrganizationEdit): Promise<Result<null, ApiFailure>> {
    const result = await then(await api.editOrganization(organizationId, change))
    await readStanding(organizationId)
    return result
  }

  async function close(organizationId: string, wish: ClosingWish): Promise<Result<ClosingDone, ApiFailure>> {
    return then(await api.closeOrganization(organizationId, wish))
  }

  async function reopen(organizationId: string): Promise<Result<null, ApiFailure>> {
    return then(await api.reopenOrganization(organizationId))
  }

  async function handOver(organizationId: string, head: string): Promise<Result<null, ApiFailure>> {
    return then(await api.handOver(organizationId, head))
  }

  return { standing, readStanding, deliver, edit, close, reopen, handOver }
}
