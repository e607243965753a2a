import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { PersonId } from '#core/directive'
import { type Result, ok } from '#core/result'
import type { RecordFailure } from '../../device/deviceFailures.ts'
import { storageFailure } from '../../device/deviceFailures.ts'
import { choosePerson, listPhonePeople } from '../../device/phonePeople.ts'
import { type KeptPin, type PinAnswer, listPins, putPin, resetPin, setPin, tryPin } from '../../device/pins.ts'
import type { PersonRow } from '../../device/rows.ts'
import { unsentCount } from '../../device/viewQueries.ts'
import { type PhoneOrganization, headOf, isSamePerson } from '../views/phonePeople.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useSchoolServices } from './schoolServices.ts'

/** The people of this phone in each of its organizations, their PINs, and who of them works now. */
export const usePinStore = defineStore('pin', () => {
  const services = useSchoolServices()
  const { db } = services.deps
  const enrolment = useEnrolmentStore()
  const organizations = useLiveQuery<string, readonly PhoneOrganization[]>(
    () => (enrolment.enrolments ?? []).map(({ organizationId, personId }) => `${organizationId} ${personId ?? ''}`).join(),
    async () => Promise.all((enrolment.enrolments ?? []).map(async ({ organizationId, organizationName, personId }) => ({ organizationId, organizationName, personId, people: await listPhonePeople(db, organizationId), unsent: await unsentCount(db, organizationId) }))),
    [],
  )
  const pins = useLiveQuery<true, ReadonlySet<PersonId>>(() => true, () => listPins(db), new Set())
  const open = computed(() => organizations.value.find(({ organizationId }) => organizationId === enrolment.organizationId) ?? null)
  const people = computed(() => open.value?.people ?? [])
  const current = computed(() => people.value.find(({ personId }) => personId === open.value?.personId) ?? null)
  const headId = computed(() => headOf(people.value))

  /** Who would sign in an organization if it were opened now; null where whoever works now goes on. */
  function otherAt({ people: there, personId }: PhoneOrganization): PersonRow | null {
    const now = current.value
    if (now === null || there.some((one) => isSamePerson(one, now))) return null
    return there.find((one) => one.personId === personId) ?? there[0] ?? null
  }

  /** Opens an organization of this phone for whoever works now, or for the person who has shown who he is. */
  async function openOrganization(organization: PhoneOrganization, person: PersonRow | null): Promise<void> {
    const signer = person ?? organization.people.find((one) => current.value !== null && isSamePerson(one, current.value)) ?? null
    if (signer !== null) await choosePerson(db, organization.organizationId, signer.personId)
    await enrolment.chooseOrganization(organization.organizationId)
  }

  return { organizations, pins, open, people, current, headId, otherAt, openOrganization, ...keepPins(services) }
})

/** What is done with the PINs themselves. */
function keepPins({ deps }: ReturnType<typeof useSchoolServices>) {
  const { db } = deps
  const pinDeps = { db, nowMs: deps.nowMs, crypto: globalThis.crypto }

  async function tryFor(personId: PersonId, pin: string): Promise<PinAnswer> {
    return tryPin(pinDeps, personId, pin)
  }

  async function give(personId: PersonId, pin: string): Promise<Result<null, RecordFailure>> {
    return setPin(pinDeps, personId, pin).then(() => ok(null), storageFailure)
  }

  async function reset(personId: PersonId): Promise<KeptPin | null> {
    return resetPin(db, personId)
  }

  async function putBack(personId: PersonId, kept: KeptPin): Promise<void> {
    await putPin(db, personId, kept)
  }

  return { tryFor, give, reset, putBack }
}
