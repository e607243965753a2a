import type { FastifyInstance } from 'fastify'
import { decodeEnrolmentRequest } from '#core/sync'
import type { AppDeps } from '../deps.ts'
import { enrolPhone } from '../enrolment/enrolPhone.ts'
import { findRemembered } from '../enrolment/rememberedPhones.ts'
import { sendError } from '../http/errorAnswer.ts'
import { readPhones, rememberPhone } from '../http/phoneCookie.ts'
import { noteForLog } from '../http/requestLog.ts'

/**
 * `POST /api/enrol`: a code becomes a phone's access to one organization. `GET`: what the office knows of the phone this
 * browser was, for one that lost everything.
 */
export function registerEnrolRoute(app: FastifyInstance, deps: AppDeps): void {
  app.get('/api/enrol', async (request, reply) => reply.header('cache-control', 'no-store').send({ known: await findRemembered(deps.store, readPhones(request)) }))
  app.post('/api/enrol', async (request, reply) => {
    const decoded = decodeEnrolmentRequest(request.body)
    if (!decoded.ok) return sendError(reply, decoded.error.type)
    const enrolled = await enrolPhone(deps.store, decoded.value, deps)
    if (!enrolled.ok) {
      const { type, ...details } = enrolled.error
      noteForLog(request, { code: type })
      if (details.retryAfterSeconds !== undefined) reply.header('retry-after', details.retryAfterSeconds)
      return sendError(reply, type, details)
    }
    const { districtId, organizationId, deviceId } = enrolled.value
    rememberPhone(reply, { districtId, organizationId, deviceId, lastSequence: 0, lastContactMs: deps.nowMs() })
    noteForLog(request, { districtId, organizationId, deviceId })
    return reply.send(enrolled.value)
  })
}
