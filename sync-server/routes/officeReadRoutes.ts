import type { FastifyInstance } from 'fastify'
import type { DistrictId, OrganizationId, ResolutionId } from '#core/directive'
import type { SummaryContext } from '#core/report'
import type { AppDeps } from '../deps.ts'
import { sendError } from '../http/errorAnswer.ts'
import { sendJson } from '../http/sendJson.ts'
import { listDocuments, listOrganizations, listUnaddressed, readMatrix } from '../office/districtSummary.ts'
import { type CountsByDocument, createKeptCounts } from '../office/keptCounts.ts'
import { openOrganization, readAssignment, readOrganization } from '../office/organizationSummary.ts'
import { readSafety } from '../office/safetySummary.ts'
import { type OfficeGuard, readId, readSubject } from './officeGuard.ts'

/** What the office's pages read; what belongs to another district is not found, like what does not exist. */
export function registerReadRoutes(app: FastifyInstance, { store, nowMs }: AppDeps, guard: OfficeGuard): void {
  const kept = createKeptCounts()
  const countsOf = (districtId: DistrictId, context: SummaryContext): Promise<ReadonlyMap<OrganizationId, CountsByDocument>> =>
    kept.read(districtId, store.forDistrict(districtId), context)

  app.get('/documents', guard('read', async ({ request, reply, district, context }) =>
    sendJson(request, reply, await listDocuments(store.forDistrict(district.id), await countsOf(district.id, context)))))

  app.get('/unaddressed', guard('read', async ({ request, reply, district, context }) =>
    sendJson(request, reply, await listUnaddressed(store.forDistrict(district.id), context))))

  app.get('/documents/:resolutionId/matrix', guard('read', async ({ request, reply, district, context, params }) => {
    const id = readId<ResolutionId>(params.resolutionId)
    const matrix = id === null ? null : await readMatrix(store.forDistrict(district.id), id, context)
    return matrix === null ? sendError(reply, 'NotFound') : sendJson(request, reply, matrix)
  }))

  app.get('/safety', guard('read', async ({ request, reply, district }) =>
    sendJson(request, reply, await readSafety(store, store.forDistrict(district.id), nowMs()))))

  app.get('/organizations', guard('read', async ({ request, reply, district, context }) =>
    sendJson(request, reply, await listOrganizations(store.forDistrict(district.id), await countsOf(district.id, context)))))

  app.get('/organizations/:organizationId', guard('read', async ({ request, reply, district, context, params }) => {
    const id = readId<OrganizationId>(params.organizationId)
    const doors = id === null ? null : await openOrganization(store, store.forDistrict(district.id), id)
    return doors === null ? sendError(reply, 'NotFound') : sendJson(request, reply, await readOrganization(doors, context, nowMs()))
  }))

  app.get('/organizations/:organizationId/assignments/:subject', guard('read', async ({ request, reply, district, context, params }) => {
    const id = readId<OrganizationId>(params.organizationId)
    const doors = id === null ? null : await openOrganization(store, store.forDistrict(district.id), id)
    const subject = readSubject(params.subject)
    const view = doors === null || subject === null ? null : await readAssignment(doors, subject, context)
    return view === null ? sendError(reply, 'NotFound') : sendJson(request, reply, view)
  }))
}
