import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { storageFailure } from '../../device/deviceFailures.ts'
import { type Promised, isHandoverRead, listPromised, putAwayHandover } from '../../device/handover.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useSchoolServices } from './schoolServices.ts'

/** What a new head is told once of what he took over. */
export const useHandoverStore = defineStore('handover', () => {
  const { db } = useSchoolServices().deps
  const enrolment = useEnrolmentStore()
  /** The change of the head that nobody here has put away; null where there is none, or it was not all loaded yet. */
  const change = computed(() => {
    const { organizationId, firstLoadDone = false } = enrolment.enrolment ?? {}
    const handedOverMs = enrolment.profile?.organization.handedOverMs ?? 0
    return organizationId === undefined || !firstLoadDone || handedOverMs === 0 ? null : { organizationId, handedOverMs }
  })
  const promised = useLiveQuery<string, readonly Promised[] | null>(
    () => (change.value === null ? null : Object.values(change.value).join(' ')),
    async () => (change.value === null || (await isHandoverRead(db, change.value.organizationId, change.value.handedOverMs)) ? null : listPromised(db, change.value.organizationId, change.value.handedOverMs)),
    null,
  )
  /** Closed for now, to look at what it led to. */
  const isAside = ref(false)

  /** It goes from the screen when it is stored, or when it could not be: then it is told again at the next start. */
  async function putAway(): Promise<void> {
    if (change.value !== null) await putAwayHandover(db, change.value.organizationId, change.value.handedOverMs).catch(storageFailure)
    isAside.value = true
  }

  return { promised, isAside, putAway }
})
