import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { OrganizationId } from '#core/directive'
import type { ChangeRow } from '../../device/rows.ts'
import { listOwnChanges, refusedChanges, unsentCount } from '../../device/viewQueries.ts'
import { toSyncLine } from '../views/syncLine.ts'
import { attemptText } from '../views/syncText.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useSchoolServices } from './schoolServices.ts'

/** How many of this phone's records the sheet lists. */
const shownOwn = 50

/** What waits, what was refused, how the last exchange went, and the button that asks for one now. */
export const useSyncStore = defineStore('sync', () => {
  const { deps, sync, progress } = useSchoolServices()
  const { db } = deps
  const isOpen = ref(false)
  const store = useEnrolmentStore()
  const organizationId = computed(() => store.organizationId)
  const unsent = useLiveQuery<OrganizationId, number>(() => organizationId.value, (id) => unsentCount(db, id), 0)
  const refused = useLiveQuery<OrganizationId, readonly ChangeRow[]>(() => organizationId.value, (id) => refusedChanges(db, id), [])
  const seen = useLiveQuery<OrganizationId, number>(() => organizationId.value, async (id) => Number((await db.settings.get(seenKey(id)))?.value ?? 0), 0)
  // Read only while somebody looks: a mark must not wait for a list that is not drawn.
  const own = useLiveQuery<OrganizationId, readonly ChangeRow[]>(() => (isOpen.value ? organizationId.value : null), (id) => listOwnChanges(db, id, shownOwn), [])
  const isOnline = ref(navigator.onLine)
  const tried = shallowRef<string | null>(null)
  const isTrying = ref(false)
  const line = computed(() => {
    const { enrolment } = store
    const unseen = Math.max(0, refused.value.length - seen.value)
    return enrolment && toSyncLine({ enrolment, unsent: unsent.value, refused: unseen, progress: progress.value, isOnline: isOnline.value })
  })

  /** The button: every attempt ends in a sentence with a time. */
  async function tryNow(): Promise<void> {
    isTrying.value = true
    const outcome = await sync('button')
    isTrying.value = false
    store.tick()
    const mine = outcome?.organizations.find((one) => one.organizationId === organizationId.value)
    tried.value = attemptText(mine, unsent.value, store)
  }

  /** What was refused and looked at no longer stands in the line; it stays in the sheet. */
  async function close(): Promise<void> {
    isOpen.value = false
    tried.value = null
    if (organizationId.value !== null) await db.settings.put({ key: seenKey(organizationId.value), value: refused.value.length })
  }

  return { unsent, refused, own, isOnline, isOpen, tried, isTrying, line, tryNow, close }
})

function seenKey(organizationId: OrganizationId): string {
  return `refusedSeen ${organizationId}`
}
