import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { dateInZone } from '../../i18n/formatDate.ts'
import type { Reading } from '../words.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'

/** The moment and the zone every time on the screen is read in. */
export const useReadingStore = defineStore('reading', () => {
  const services = useOfficeServices()
  const session = useSessionStore()
  const nowMs = shallowRef(services.nowMs())
  const reading = computed<Reading>(() => {
    const zone = session.officer?.district.zone ?? 'UTC'
    return { nowMs: nowMs.value, zone, today: session.officer?.today ?? dateInZone(nowMs.value, zone) }
  })

  function tick(): void {
    nowMs.value = services.nowMs()
  }

  return { reading, tick }
})
