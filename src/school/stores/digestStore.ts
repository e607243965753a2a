import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { digestKey, readSeen, writeSeen } from '../../device/seen.ts'
import { digestOf } from '../views/digestView.ts'
import { useAssignmentStore } from './assignmentStore.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useSchoolServices } from './schoolServices.ts'

/** The dates of the week above the list: the calm line whenever it is true, any other once a day. */
export const useDigestStore = defineStore('digest', () => {
  const { db } = useSchoolServices().deps
  const enrolment = useEnrolmentStore()
  const assignments = useAssignmentStore()
  const digest = computed(() => (assignments.openViews === null ? null : digestOf(assignments.openViews, enrolment.today)))
  /** The organization and day whose dates are told in this opening of the program. */
  const told = ref('')
  const place = computed(() => (enrolment.organizationId === null ? null : `${enrolment.organizationId} ${enrolment.today}`))

  watch(
    [place, () => digest.value?.isCalm === false],
    async ([now, presses]) => {
      const { organizationId, today } = enrolment
      if (organizationId === null || now === null || !presses || now === told.value) return
      if ((await readSeen(db, digestKey(organizationId))) === today) return
      told.value = now
      await writeSeen(db, digestKey(organizationId), today)
    },
    { immediate: true },
  )

  const text = computed(() => (digest.value !== null && (digest.value.isCalm || told.value === place.value) ? digest.value.text : null))

  return { text }
})
