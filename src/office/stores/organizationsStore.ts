import { defineStore } from 'pinia'
import type { ImportDone, ImportWish, OrganizationAdded, OrganizationFields, ReadImport } from '#core/organizations'
import type { Result } from '#core/result'
import type { ApiFailure } from '../api/ask.ts'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'

/** All organizations of the district. */
export const useOrganizationsStore = defineStore('organizations', () => {
  const { api } = useOfficeServices()
  const session = useSessionStore()
  const view = createLoadedView((_all: 'all', byItself) => api.organizations(byItself))

  function heard<T>(result: Result<T, ApiFailure>): Result<T, ApiFailure> {
    if (!result.ok) session.hear(result.error)
    return result
  }

  async function add(fields: OrganizationFields): Promise<Result<OrganizationAdded, ApiFailure>> {
    return heard(await api.addOrganization(fields))
  }

  /** Reads a list; nothing is stored. */
  async function readImport(file: File): Promise<Result<ReadImport, ApiFailure>> {
    return heard(await api.readImport(file))
  }

  /** Takes a list as a whole; what it is compared with is loaded anew, whatever came of it. */
  async function takeImport(wish: ImportWish): Promise<Result<ImportDone, ApiFailure>> {
    const result = heard(await api.importOrganizations(wish))
    await view.refresh()
    return result
  }

  return { organizations: view.value, failure: view.failure, loadedMs: view.loadedMs, open: () => view.open('all'), refresh: view.refresh, add, readImport, takeImport }
})
