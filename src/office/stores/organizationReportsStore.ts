import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { OrganizationReportView, ReportDecisionWish } from '#core/report'
import { errorText, t } from '../../i18n/office.ts'
import type { ReportsOf } from '../api/organizationReportDoors.ts'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'

/** Reports that organizations sent on documents, and the office's word on them. */
export const useOrganizationReportsStore = defineStore('organizationReports', () => {
  const { api } = useOfficeServices()
  const session = useSessionStore()
  const view = createLoadedView((of: ReportsOf, byItself) => api.organizationReports(of, byItself))
  const said = shallowRef<string | null>(null)
  const refused = shallowRef<string | null>(null)
  const isBusy = shallowRef(false)

  async function open(of: ReportsOf): Promise<void> {
    said.value = null
    refused.value = null
    await view.open(of)
  }

  /** Accepts or returns a sending; true once it is written. */
  async function decide({ organization, resolution }: OrganizationReportView, wish: ReportDecisionWish): Promise<boolean> {
    if (isBusy.value) return false
    isBusy.value = true
    const result = await api.decideReport(organization.id, resolution.id, wish)
    isBusy.value = false
    if (!result.ok) session.hear(result.error)
    said.value = result.ok ? t(`sentReport.done.${wish.state}`) : null
    refused.value = result.ok ? null : errorText(result.error.code, result.error.retryAfterSeconds)
    // Whatever was answered: a newer report may have come meanwhile.
    await view.refresh()
    return result.ok
  }

  return { reports: view.value, said, refused, isBusy, open, refresh: view.refresh, decide }
})
