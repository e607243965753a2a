import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { OrganizationId } from '#core/directive'
import type { ChangeRow } from '../../device/rows.ts'
import { listOwnChanges, refusedChanges, unsentCount } from '../../device/viewQueries.ts'
import { errorText, t } from '../../i18n/school.ts'
import { momentText } from '../views/dateText.ts'
import { toSyncLine } from '../views/syncLine.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useSchoolServices } from './schoolServices.ts'

/** How many of this phone's records the sheet lists. */
const shownOwn = 50

/** What waits, what was refused, how the last exchange went, and the button that asks for one now. */
export const useSyncStore = defineStore('sync', () => {
  const { deps, sync, progress } = useSchoolServices()
  const enrolment = useEnrolmentStore()
  const organizationId = computed(() => enrolment.organizationId)
  const unsent = useLiveQuery<OrganizationId, number>(() => organizationId.value, (id) => unsentCount(deps.db, id), 0)
  const refused = useLiveQuery<OrganizationId, readonly ChangeRow[]>(() => organizationId.value, (id) => refusedChanges(deps.db, id), [])
  const own = useLiveQuery<OrganizationId, readonly ChangeRow[]>(() => organizationId.value, (id) => listOwnChanges(deps.db, id, shownOwn), [])
  const isOnline = ref(navigator.onLine)
  const isOpen = ref(false)
  const tried = shallowRef<string | null>(null)
  const isTrying = ref(false)
  const line = computed(() =>
    enrolment.enrolment === null
      ? null
      : toSyncLine({ enrolment: enrolment.enrolment, unsent: unsent.value, refused: refused.value.length, progress: progress.value, isOnline: isOnline.value }),
  )

  /** The button: every attempt ends in a sentence with a time. */
  async function tryNow(): Promise<void> {
    isTrying.value = true
    const outcome = await sync('button')
    isTrying.value = false
    enrolment.tick()
    const { nowMs, zone, today } = enrolment
    const moment = momentText(deps.nowMs(), { nowMs, zone, today })
    const mine = outcome?.organizations.find((one) => one.organizationId === organizationId.value)
    const failure = mine?.failure ?? null
    if (mine === undefined || failure !== null) {
      const reason = errorText(failure === null ? 'NetworkUnavailable' : failure.type === 'Refused' ? failure.code : failure.type)
      tried.value = unsent.value > 0 ? t('sync.failed', { moment, reason }) : t('sync.failed.nothing', { moment, reason })
    } else if (mine.sent > 0) tried.value = t('sync.tried.sent', { moment, n: mine.sent })
    else tried.value = mine.received > 0 ? t('sync.tried.received', { moment }) : t('sync.tried.nothing', { moment })
  }

  return { unsent, refused, own, isOnline, isOpen, tried, isTrying, line, tryNow }
})
