import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { OrganizationId, ResolutionId } from '#core/directive'
import { fetchBack } from '../../device/closedCards.ts'
import { type LeftCard, listLeft } from '../../device/leftCards.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useSchoolServices } from './schoolServices.ts'

/** The points closed long ago that left this phone, and how they are asked back. */
export const useClosedStore = defineStore('closed', () => {
  const { deps, sync } = useSchoolServices()
  const store = useEnrolmentStore()
  const left = useLiveQuery<OrganizationId, readonly LeftCard[]>(() => store.organizationId, (id) => listLeft(deps.db, id), [])
  const count = computed(() => left.value.length)
  /** Asked for, and no exchange has brought them yet. */
  const waits = computed(() => (store.enrolment?.wanted ?? []).length > 0)

  /** How many of one document. */
  function countOf(id: ResolutionId): number {
    return left.value.filter(({ resolutionId }) => resolutionId === id).length
  }

  async function fetch(): Promise<void> {
    const { organizationId } = store
    if (organizationId === null) return
    await fetchBack(deps.db, organizationId)
    await sync('button')
  }

  return { count, countOf, waits, fetch }
})
