import type { FastifyInstance } from 'fastify'
import { isContentHash } from '#core/material'
import type { AppDeps } from '../deps.ts'
import { sendError } from '../http/errorAnswer.ts'
import { noteForLog } from '../http/requestLog.ts'
import { sendFile } from '../http/sendFile.ts'
import { findPublishedFile } from '../office/materials.ts'
import { tokenHashOf } from './exchangeRoute.ts'

/** `GET /api/materials/:hash`: a phone brings a file that something addressed to its organization names. No part of the exchange. */
export function registerMaterialRoute(app: FastifyInstance, { store }: AppDeps): void {
  app.get<{ Params: { hash: string } }>('/api/materials/:hash', async (request, reply) => {
    const device = await store.findDeviceByToken(tokenHashOf(request) ?? '')
    if (device === null) return sendError(reply, 'TokenUnknown')
    noteForLog(request, { districtId: device.districtId, organizationId: device.organizationId, deviceId: device.id })
    if (device.revokedMs !== null) return sendError(reply, 'DeviceRevoked')
    const { hash } = request.params
    const file = isContentHash(hash) ? await findPublishedFile(store, device, hash) : null
    return file === null ? sendError(reply, 'NotFound') : sendFile(request, reply, store.forDistrict(device.districtId).files, file)
  })
}
