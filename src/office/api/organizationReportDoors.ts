import { type OrganizationReportView, type ReportDecisionWish, readOrganizationReports } from '#core/report'
import { type ApiResult, type Asking, organizationPath, reading } from './ask.ts'

/** Whose reports: one organization's on all documents, or all organizations' on one. */
export type ReportsOf = `organizations/${string}` | `documents/${string}`

export interface OrganizationReportDoors {
  organizationReports(of: ReportsOf, byItself: boolean): ApiResult<readonly OrganizationReportView[]>
  /** Accepts or returns the newest sending of one report; answers with the organization's reports. */
  decideReport(organizationId: string, resolutionId: string, wish: ReportDecisionWish): ApiResult<readonly OrganizationReportView[]>
}

export function createOrganizationReportDoors({ get, post }: Asking): OrganizationReportDoors {
  return {
    organizationReports: (of, byItself) => get(`${of}/reports`, readOrganizationReports, byItself),
    decideReport: (organizationId, resolutionId, wish) => post(`${organizationPath(organizationId)}/documents/${encodeURIComponent(resolutionId)}/report`, wish, reading(readOrganizationReports)),
  }
}
