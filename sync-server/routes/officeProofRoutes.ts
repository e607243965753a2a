import type { FastifyInstance } from 'fastify'
import type { OrganizationId } from '#core/directive'
import { isContentHash } from '#core/material'
import type { AppDeps } from '../deps.ts'
import { sendError } from '../http/errorAnswer.ts'
import { sendFile } from '../http/sendFile.ts'
import { openOrganization } from '../office/organizationSummary.ts'
import { findWholeProof } from '../office/proofs.ts'
import { type OfficeGuard, readId } from './officeGuard.ts'

/** What schools gave as proof, as something to save. */
export function registerProofRoutes(app: FastifyInstance, { store }: AppDeps, guard: OfficeGuard): void {
  app.get('/organizations/:organizationId/proofs/:proofHash', guard('read', async ({ request, reply, district, params }) => {
    const [organizationId, hash] = [readId<OrganizationId>(params.organizationId), params.proofHash ?? '']
    const doors = organizationId === null ? null : await openOrganization(store, store.forDistrict(district.id), organizationId)
    const proof = doors !== null && isContentHash(hash) ? await findWholeProof(doors.store, hash) : null
    return doors === null || proof === null ? sendError(reply, 'NotFound') : sendFile(request, reply, doors.store.proofs, proof)
  }))
}
