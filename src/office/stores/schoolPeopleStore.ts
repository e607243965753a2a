import { defineStore } from 'pinia'
import type { SchoolPersonRow } from '#core/report'
import type { Result } from '#core/result'
import type { ApiFailure } from '../api/ask.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'

/** The people of schools, one by one: what is kept of each is given out or taken away. */
export const useSchoolPeopleStore = defineStore('schoolPeople', () => {
  const { api } = useOfficeServices()
  const session = useSessionStore()

  function heard<T>(result: Result<T, ApiFailure>): Result<T, ApiFailure> {
    if (!result.ok) session.hear(result.error)
    return result
  }

  return {
    find: async (name: string): Promise<Result<readonly SchoolPersonRow[], ApiFailure>> => heard(await api.schoolPeople(name)),
    read: async ({ organizationId, personId }: SchoolPersonRow): Promise<Result<object, ApiFailure>> => heard(await api.schoolPerson(organizationId, personId)),
    erase: async ({ organizationId, personId }: SchoolPersonRow, word: string): Promise<Result<string, ApiFailure>> => heard(await api.erasePerson(organizationId, personId, word)),
  }
})
