import { defineStore } from 'pinia'
import type { OrganizationId, PersonId } from '#core/directive'
import { storageFailure } from '../../device/deviceFailures.ts'
import { choosePerson, noticeVersion, recordPerson } from '../../device/people.ts'
import type { PersonRow } from '../../device/rows.ts'
import { listPeople } from '../../device/viewQueries.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useSchoolServices } from './schoolServices.ts'

/** Who works in the open organization, and who of them works on this phone. */
export const usePersonStore = defineStore('person', () => {
  const { deps, sync } = useSchoolServices()
  const enrolment = useEnrolmentStore()
  const people = useLiveQuery<OrganizationId, readonly PersonRow[]>(() => enrolment.organizationId, (id) => listPeople(deps.db, id), [])

  /** The name of a person of the school or an officer; null until it has come. */
  function nameOf(id: string | null): string | null {
    const officer = enrolment.profile?.officers.find((one) => one.id === id)
    return people.value.find(({ personId }) => personId === id)?.name ?? officer?.name ?? null
  }

  /** Names somebody who read the notice above the field. */
  async function save(organizationId: OrganizationId, person: { name: string; post: string }): ReturnType<typeof recordPerson> {
    const result = await recordPerson(deps, { organizationId, ...person, notice: noticeVersion })
    if (result.ok) void sync('mark')
    return result
  }

  async function choose(personId: PersonId): Promise<void> {
    if (enrolment.organizationId !== null) await choosePerson(deps.db, enrolment.organizationId, personId).catch(storageFailure)
  }

  return { people, nameOf, save, choose }
})
