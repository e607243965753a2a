import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { OrganizationId } from '#core/directive'
import type { EnrolmentProof } from '#core/sync'
import type { EnrolmentRow } from '../../device/rows.ts'
import { storageFailure } from '../../device/deviceFailures.ts'
import { listEnrolments } from '../../device/viewQueries.ts'
import { dateInZone } from '../../i18n/formatDate.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useSchoolServices } from './schoolServices.ts'

const chosenKey = 'organizationId'
const staleMs = 3 * 86_400_000
const wrongClockMs = 600_000

/** The organizations of this phone, the one that is open, and today in its district. */
export const useEnrolmentStore = defineStore('enrolment', () => {
  const { deps, enrol: askToEnrol, sync } = useSchoolServices()
  const { db } = deps
  const enrolments = useLiveQuery<true, readonly EnrolmentRow[] | null>(() => true, () => listEnrolments(db), null)
  const chosen = useLiveQuery<true, unknown>(() => true, async () => (await db.settings.get(chosenKey))?.value, undefined)
  const enrolment = computed(() => enrolments.value?.find((row) => row.organizationId === chosen.value) ?? enrolments.value?.[0] ?? null)
  const organizationId = computed(() => enrolment.value?.organizationId ?? null)
  const profile = computed(() => enrolment.value?.profile ?? null)
  const zone = computed(() => profile.value?.district.zone)
  const nowMs = ref(deps.nowMs())
  const clockOffsetMs = computed(() => enrolment.value?.clockOffsetMs ?? 0)
  /** A clock that stands before the last exchange was set back: it is at least as late as it was then. */
  const isSetBack = computed(() => (enrolment.value?.lastExchangeMs ?? 0) - nowMs.value > wrongClockMs)
  /** Now by the server's clock, as far as this phone knows it. */
  const serverNowMs = computed(() => toServerMs(isSetBack.value ? (enrolment.value?.lastExchangeMs ?? 0) : nowMs.value))
  const today = computed(() => dateInZone(serverNowMs.value, zone.value))
  /** What the phone's clock says when it is far from the server's; else null. */
  const wrongClock = computed(() => (isSetBack.value || Math.abs(clockOffsetMs.value) > wrongClockMs ? nowMs.value : null))
  /** The day of the last exchange when it is long enough ago for dates to have moved; else null. */
  const staleSince = computed(() => {
    const last = enrolment.value?.lastExchangeMs ?? null
    return last !== null && toServerMs(last) < serverNowMs.value - staleMs ? dateInZone(last, zone.value) : null
  })

  /** An instant of this phone's clock by the server's. */
  function toServerMs(instantMs: number): number {
    return instantMs + clockOffsetMs.value
  }

  function tick(): void {
    nowMs.value = deps.nowMs()
  }

  async function enrol(proof: EnrolmentProof): ReturnType<typeof askToEnrol> {
    const result = await askToEnrol(proof)
    if (!result.ok) return result
    // With no room left for the choice the phone is enrolled all the same.
    await chooseOrganization(result.value.organizationId).catch(() => undefined)
    void sync('open')
    return result
  }

  async function chooseOrganization(id: OrganizationId): Promise<void> {
    await db.settings.put({ key: chosenKey, value: id }).catch(storageFailure)
  }

  return { enrolments, enrolment, organizationId, profile, zone, nowMs, serverNowMs, toServerMs, today, wrongClock, staleSince, tick, enrol, chooseOrganization }
})
