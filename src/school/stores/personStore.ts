import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { OrganizationId } from '#core/directive'
import { noticeVersion, recordPerson } from '../../device/people.ts'
import type { PersonRow } from '../../device/rows.ts'
import { listPeople } from '../../device/viewQueries.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useSchoolServices } from './schoolServices.ts'

/** Who works in the open organization, and who of them works on this phone. */
export const usePersonStore = defineStore('person', () => {
  const { deps, sync, upkeep } = useSchoolServices()
  const enrolment = useEnrolmentStore()
  const people = useLiveQuery<OrganizationId, readonly PersonRow[]>(() => enrolment.organizationId, (id) => listPeople(deps.db, id), [])

  /** The name of a person of the school or an officer; null until it has come. */
  function nameOf(id: string | null): string | null {
    const officer = enrolment.profile?.officers.find((one) => one.id === id)
    return people.value.find(({ personId }) => personId === id)?.name ?? officer?.name ?? null
  }

  /** Names somebody who read the notice above the field. */
  async function save(organizationId: OrganizationId, person: { name: string; post: string }): ReturnType<typeof recordPerson> {
    // One head of two organizations is one person; where this cannot be asked, he is two, which harms nobody.
    const personId = await upkeep().then((loaded) => loaded.findSigner(person.name)).catch(() => undefined)
    const result = await recordPerson(deps, { organizationId, ...person, personId, notice: noticeVersion })
    if (result.ok) void sync('mark')
    return result
  }

  /** Whether the sheet is open in which somebody else takes over; null until it is wanted for the first time. */
  const isOpen = ref<boolean | null>(null)

  /** Grows when another person takes over: his page begins anew, without what was typed into it. */
  const shift = ref(0)

  return { people, nameOf, save, isOpen, shift }
})
