import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { OrganizationId, PersonId } from '#core/directive'
import type { EnrolmentProof } from '#core/sync'
import { choosePerson, recordPerson } from '../../device/people.ts'
import { askToPersist } from '../../device/persist.ts'
import { listEnrolments, listPeople } from '../../device/viewQueries.ts'
import type { EnrolmentRow } from '../../device/rows.ts'
import { dateInZone } from '../../i18n/formatDate.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useSchoolServices } from './schoolServices.ts'

const chosenKey = 'organizationId'
const staleMs = 3 * 86_400_000

/** The organizations of this phone, the one that is open, its people, and today in its district. */
export const useEnrolmentStore = defineStore('enrolment', () => {
  const { deps, enrol: askToEnrol, sync } = useSchoolServices()
  const { db } = deps
  const enrolments = useLiveQuery<true, readonly EnrolmentRow[] | null>(() => true, () => listEnrolments(db), null)
  const chosen = useLiveQuery<true, unknown>(() => true, async () => (await db.settings.get(chosenKey))?.value, undefined)
  const enrolment = computed(() => enrolments.value?.find((row) => row.organizationId === chosen.value) ?? enrolments.value?.[0] ?? null)
  const organizationId = computed(() => enrolment.value?.organizationId ?? null)
  const people = useLiveQuery(() => organizationId.value, (id) => listPeople(db, id), [])
  const profile = computed(() => enrolment.value?.profile ?? null)
  const zone = computed(() => profile.value?.district.zone)
  const nowMs = ref(deps.nowMs())
  const today = computed(() => dateInZone(nowMs.value + (enrolment.value?.clockOffsetMs ?? 0), zone.value))

  /** The day of the last exchange when it is long enough ago for dates to have moved; else null. */
  const staleSince = computed(() => {
    const last = enrolment.value?.lastExchangeMs ?? null
    return last !== null && nowMs.value - last > staleMs ? dateInZone(last, zone.value) : null
  })

  function tick(): void {
    nowMs.value = deps.nowMs()
  }

  function personName(id: string): string | null {
    const officer = profile.value?.officers.find((one) => one.id === id)
    return people.value.find((person) => person.personId === id)?.name ?? officer?.name ?? null
  }

  async function enrol(proof: EnrolmentProof): ReturnType<typeof askToEnrol> {
    const result = await askToEnrol(proof)
    if (!result.ok) return result
    await chooseOrganization(result.value.organizationId)
    void sync('open')
    return result
  }

  async function chooseOrganization(id: OrganizationId): Promise<void> {
    await db.settings.put({ key: chosenKey, value: id })
  }

  async function savePerson(id: OrganizationId, person: { name: string; post: string }): ReturnType<typeof recordPerson> {
    const result = await recordPerson(deps, { organizationId: id, ...person })
    if (result.ok) void sync('mark')
    return result
  }

  async function switchPerson(personId: PersonId): Promise<void> {
    if (organizationId.value !== null) await choosePerson(db, organizationId.value, personId)
  }

  /** Asks the browser to keep the records; true when it would not promise. */
  async function isStorageRefused(): Promise<boolean> {
    return (await askToPersist(navigator.storage)) === 'refused'
  }

  return { enrolments, enrolment, organizationId, people, profile, zone, nowMs, today, staleSince, tick, personName, enrol, chooseOrganization, savePerson, switchPerson, isStorageRefused }
})
