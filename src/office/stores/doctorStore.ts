import { defineStore } from 'pinia'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'

/** What the doctor found, told from where this browser stands. */
export const useDoctorStore = defineStore('doctor', () => {
  const { api, nowMs } = useOfficeServices()
  const view = createLoadedView((origin: string) => api.doctor(origin, nowMs()))
  return { report: view.value, failure: view.failure, loadedMs: view.loadedMs, open: view.open, refresh: view.refresh }
})
