import { defineStore } from 'pinia'
import { ref } from 'vue'
import { readSeen, writeSeen } from '../../device/seen.ts'
import { useSchoolServices } from './schoolServices.ts'

const key = 'seen introduction'

/** The three cards of the first enrolment: shown by themselves once on a phone, and from then on when they are asked for. */
export const useIntroductionStore = defineStore('introduction', () => {
  const { db } = useSchoolServices().deps
  const isFirst = ref(false)

  /** Shows them where they have not been shown; once shown they count as seen, read or not. */
  async function begin(): Promise<void> {
    if (isFirst.value || (await readSeen(db, key)) !== null) return
    isFirst.value = true
    await writeSeen(db, key, 'yes')
  }

  function end(): void {
    isFirst.value = false
  }

  return { isFirst, begin, end }
})
