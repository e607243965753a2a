import { defineStore } from 'pinia'
import type { InvitationView, PersonRow, PersonWish } from '#core/report'
import type { Result } from '#core/result'
import type { ApiFailure } from '../api/ask.ts'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'

/** The people of the office. */
export const usePeopleStore = defineStore('people', () => {
  const { api } = useOfficeServices()
  const session = useSessionStore()
  const view = createLoadedView((_all: 'all', byItself) => api.people(byItself))

  async function then<T>(result: Result<T, ApiFailure>): Promise<Result<T, ApiFailure>> {
    if (!result.ok) session.hear(result.error)
    await view.refresh()
    return result
  }

  return {
    people: view.value,
    failure: view.failure,
    loadedMs: view.loadedMs,
    open: () => view.open('all'),
    refresh: view.refresh,
    invite: async (wish: PersonWish): Promise<Result<InvitationView, ApiFailure>> => then(await api.invitePerson(wish)),
    change: async (id: string, wish: PersonWish): Promise<Result<null, ApiFailure>> => then(await api.changePerson(id, wish)),
    relink: async ({ id }: PersonRow): Promise<Result<InvitationView, ApiFailure>> => then(await api.relinkPerson(id)),
    setActive: async ({ id }: PersonRow, isActive: boolean): Promise<Result<null, ApiFailure>> => then(await api.setPersonActive(id, isActive)),
  }
})
