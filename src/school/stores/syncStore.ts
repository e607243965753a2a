import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { OrganizationId } from '#core/directive'
import { storageFailure } from '../../device/deviceFailures.ts'
import type { ChangeRow } from '../../device/rows.ts'
import { oldestUnsentMs, refusedChanges, unsentCount } from '../../device/viewQueries.ts'
import { toSyncLine } from '../views/syncLine.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useSchoolServices } from './schoolServices.ts'

/** After this long (ms) an unsent record needs a person. */
const stuckMs = 3 * 86_400_000

/** What waits, what was refused and how the last exchange went, in the one line every screen has. */
export const useSyncStore = defineStore('sync', () => {
  const { deps, progress } = useSchoolServices()
  const { db } = deps
  const isOpen = ref(false)
  const store = useEnrolmentStore()
  const organizationId = computed(() => store.organizationId)
  // A photo that only this phone has is not sent either.
  const counted = useLiveQuery<OrganizationId, number | null>(() => organizationId.value, async (id) => (await unsentCount(db, id)) + (await db.proofs.where('[organizationId+waiting]').equals([id, 1]).count()), null)
  const unsent = computed(() => counted.value ?? 0)
  const foundRefused = useLiveQuery<OrganizationId, readonly ChangeRow[] | null>(() => organizationId.value, (id) => refusedChanges(db, id), null)
  const refused = computed(() => foundRefused.value ?? [])
  const seen = useLiveQuery<OrganizationId, number>(() => organizationId.value, async (id) => Number((await db.settings.get(seenKey(id)))?.value ?? 0), 0)
  const isOnline = ref(navigator.onLine)
  const oldestMs = shallowRef<number | null>(null)
  // Not by every mark: the oldest record is another one only after an exchange, and older only with time.
  watch([organizationId, () => unsent.value > 0, () => store.nowMs, () => store.enrolment?.lastExchangeMs], async ([id, isAny]) => {
    oldestMs.value = id !== null && isAny ? await oldestUnsentMs(db, id) : null
  })
  /** The moment (ms) of the oldest unsent record once it is days ago; else null. */
  const waitingSinceMs = computed(() => (oldestMs.value !== null && store.serverNowMs - oldestMs.value > stuckMs ? oldestMs.value : null))
  /** Weeks without a network are a school's life; a record that stays though there was one is stuck, whatever else went well. */
  const isStuck = computed(() => {
    const { lastExchangeMs = null, lastFailure = null } = store.enrolment ?? {}
    if (waitingSinceMs.value === null) return false
    const wasAnswered = lastExchangeMs !== null && store.toServerMs(lastExchangeMs) > waitingSinceMs.value
    return isOnline.value || wasAnswered || (lastFailure !== null && lastFailure !== 'NetworkUnavailable')
  })
  const line = computed(() => {
    const { enrolment } = store
    const unseen = Math.max(0, refused.value.length - seen.value)
    // Before they are counted nobody knows whether all is sent.
    const isCounted = counted.value !== null && foundRefused.value !== null
    return isCounted && enrolment ? toSyncLine({ enrolment, unsent: unsent.value, isStuck: isStuck.value, refused: unseen, progress: progress.value, isOnline: isOnline.value }) : null
  })

  /** What was refused and looked at no longer stands in the line; it stays in the sheet. */
  async function close(): Promise<void> {
    isOpen.value = false
    // On a full disk the line says it once more.
    if (organizationId.value !== null) await db.settings.put({ key: seenKey(organizationId.value), value: refused.value.length }).catch(storageFailure)
  }

  return { unsent, waitingSinceMs, isStuck, refused, isOnline, isOpen, line, close }
})

function seenKey(organizationId: OrganizationId): string {
  return `refusedSeen ${organizationId}`
}
