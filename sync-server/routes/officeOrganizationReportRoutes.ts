import type { FastifyInstance } from 'fastify'
import type { OrganizationId, ResolutionId } from '#core/directive'
import { decodeReportDecision } from '#core/report'
import type { ErrorCode } from '#core/sync'
import type { AppDeps } from '../deps.ts'
import { decideReport } from '../history/decideReport.ts'
import { sendError } from '../http/errorAnswer.ts'
import { sendJson } from '../http/sendJson.ts'
import { readDocumentReports, readOrganizationReports } from '../office/organizationReports.ts'
import { openOrganization } from '../office/organizationSummary.ts'
import { type OfficeGuard, readId } from './officeGuard.ts'

/** The organizations' reports on documents, and the office's word on them, which reaches the phones by their next exchange. */
export function registerOrganizationReportRoutes(app: FastifyInstance, { store, nowMs, version }: AppDeps, guard: OfficeGuard): void {
  app.get('/organizations/:organizationId/reports', guard('read', async ({ request, reply, district, params }) => {
    const id = readId<OrganizationId>(params.organizationId)
    const doors = id === null ? null : await openOrganization(store, store.forDistrict(district.id), id)
    return doors === null ? sendError(reply, 'NotFound') : sendJson(request, reply, await readOrganizationReports(doors))
  }))

  app.get('/documents/:resolutionId/reports', guard('read', async ({ request, reply, district, params }) => {
    const id = readId<ResolutionId>(params.resolutionId)
    const views = id === null ? null : await readDocumentReports(store.forDistrict(district.id), id)
    return views === null ? sendError(reply, 'NotFound') : sendJson(request, reply, views)
  }))

  app.post('/organizations/:organizationId/documents/:resolutionId/report', guard('decide', async ({ request, reply, officer, district, params }) => {
    const wish = decodeReportDecision(request.body)
    const [organizationId, resolutionId] = [readId<OrganizationId>(params.organizationId), readId<ResolutionId>(params.resolutionId)]
    if (organizationId === null || resolutionId === null) return sendError(reply, 'NotFound')
    if (!wish.ok) return sendError(reply, wish.error.type)
    const refusal = await store.transaction(async (access): Promise<ErrorCode | null> => {
      const doors = await openOrganization(access, access.forDistrict(district.id), organizationId)
      if (doors === null) return 'NotFound'
      const written = await decideReport(doors.store, { resolutionId, officerId: officer.id }, wish.value, { nowMs: nowMs(), version })
      return written.ok ? null : written.error
    })
    if (refusal !== null) return sendError(reply, refusal)
    const doors = await openOrganization(store, store.forDistrict(district.id), organizationId)
    return doors === null ? sendError(reply, 'NotFound') : sendJson(request, reply, await readOrganizationReports(doors))
  }))
}
