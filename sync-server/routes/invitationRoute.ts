import type { FastifyInstance } from 'fastify'
import { isSafeJson } from '#core/sync'
import type { AppDeps } from '../deps.ts'
import { linkOf } from '../enrolment/enrolmentCodes.ts'
import { invitePhone } from '../enrolment/invitePhone.ts'
import { sendError } from '../http/errorAnswer.ts'
import { noteForLog } from '../http/requestLog.ts'
import { tokenHashOf } from './exchangeRoute.ts'

/** `POST /api/invitations`: a phone of a school asks for the link of one more. No part of the exchange. */
export function registerInvitationRoute(app: FastifyInstance, deps: AppDeps): void {
  app.post('/api/invitations', async (request, reply) => {
    const device = await deps.store.findDeviceByToken(tokenHashOf(request) ?? '')
    if (device === null) return sendError(reply, 'TokenUnknown')
    noteForLog(request, { districtId: device.districtId, organizationId: device.organizationId, deviceId: device.id })
    if (!isSafeJson(request.body) || !isObject(request.body)) return sendError(reply, 'BodyMalformed')
    const invited = await invitePhone(deps.store, device.tokenHash, deps)
    if (!invited.ok) {
      const { type, ...details } = invited.error
      noteForLog(request, { code: type })
      if (details.retryAfterSeconds !== undefined) reply.header('retry-after', details.retryAfterSeconds)
      return sendError(reply, type, details)
    }
    const { secret, expiresMs } = invited.value
    return reply.send({ link: linkOf(deps.config.publicUrl, secret), expiresMs })
  })
}

/** Nothing is asked of it yet; a field of a later version is no fault. */
function isObject(body: unknown): boolean {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
}
