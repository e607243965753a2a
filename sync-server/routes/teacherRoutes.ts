import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Result } from '#core/result'
import type { ErrorCode } from '#core/sync'
import type { AppDeps } from '../deps.ts'
import { createAdmission } from '../http/admission.ts'
import { sendError } from '../http/errorAnswer.ts'
import { noteForLog } from '../http/requestLog.ts'
import { readTeacherPage, takeTeacherAnswer } from '../teacher/answerLink.ts'
import { maxTeacherBytes, teachersAtOnce } from '../teacher/teacherLimits.ts'
import { type LinkDeps, cancelTeacherLink, listTeacherLinks, makeTeacherLink } from '../teacher/teacherLinks.ts'
import { decodeLinkEnd, decodeLinkList, decodeLinkWish, decodeTeacherAnswer, decodeTeacherRead } from '../teacher/teacherRequests.ts'
import { tokenHashOf } from './exchangeRoute.ts'

/** When a page that found the house full should come again (s). */
const retryAfterSeconds = 5

/** Links for people without the program: made by the school's phones, opened by whoever has one. No part of the exchange. */
export function registerTeacherRoutes(app: FastifyInstance, deps: AppDeps): void {
  registerPhoneRoutes(app, deps, { ...deps, publicUrl: deps.config.publicUrl })
  registerPageRoutes(app, deps)
}

function registerPhoneRoutes(app: FastifyInstance, { store }: AppDeps, links: LinkDeps): void {
  const answer = (request: FastifyRequest, reply: FastifyReply, result: Result<object | null, Refusal>): FastifyReply => (result.ok ? reply.send(result.value ?? {}) : refuse(request, reply, result.error))
  const options = {
    // Before the body is read: a stranger's is not worth reading.
    async onRequest(request: FastifyRequest, reply: FastifyReply) {
      const device = await store.findDeviceByToken(tokenHashOf(request) ?? '')
      if (device === null) return sendError(reply, 'TokenUnknown')
      noteForLog(request, { districtId: device.districtId, organizationId: device.organizationId, deviceId: device.id })
      return refuseLarge(request, reply)
    },
  }
  app.post('/api/teacher-links', options, async (request, reply) => {
    const wish = decodeLinkWish(request.body)
    return wish.ok ? answer(request, reply, await makeTeacherLink(store, tokenHashOf(request) ?? '', wish.value, links)) : sendError(reply, wish.error)
  })
  app.post('/api/teacher-links/list', options, async (request, reply) => {
    const wish = decodeLinkList(request.body)
    if (!wish.ok) return sendError(reply, wish.error)
    const listed = await listTeacherLinks(store, tokenHashOf(request) ?? '', wish.value.subject, links)
    return listed.ok ? reply.send({ links: listed.value }) : refuse(request, reply, listed.error)
  })
  app.post('/api/teacher-links/cancel', options, async (request, reply) => {
    const wish = decodeLinkEnd(request.body)
    return wish.ok ? answer(request, reply, await cancelTeacherLink(store, tokenHashOf(request) ?? '', wish.value.id, links)) : sendError(reply, wish.error)
  })
}

/** The secret comes in the body: an address would be logged on the way. */
function registerPageRoutes(app: FastifyInstance, { store, nowMs, newId, version }: AppDeps): void {
  const admission = createAdmission(teachersAtOnce)
  const answering = { nowMs, newId, version }
  const options = { onRequest: async (request: FastifyRequest, reply: FastifyReply) => refuseLarge(request, reply) }
  app.post('/api/teacher', options, async (request, reply) => {
    const asked = decodeTeacherRead(request.body)
    if (!asked.ok) return sendError(reply, asked.error)
    const page = await admission.run(async () => ({ shown: await readTeacherPage(store, asked.value.secret, answering) }))
    if (page === null) return refuse(request, reply, { type: 'ServerBusy', retryAfterSeconds })
    return page.shown === null ? sendError(reply, 'NotFound') : reply.send(page.shown)
  })
  app.post('/api/teacher/answers', options, async (request, reply) => {
    const sent = decodeTeacherAnswer(request.body)
    if (!sent.ok) return sendError(reply, sent.error)
    const taken = await admission.run(() => takeTeacherAnswer(store, sent.value.secret, sent.value.text, answering))
    if (taken === null) return refuse(request, reply, { type: 'ServerBusy', retryAfterSeconds })
    return taken.ok ? reply.send(taken.value) : refuse(request, reply, taken.error)
  })
}

interface Refusal {
  readonly type: ErrorCode
  readonly retryAfterSeconds?: number
}

function refuse(request: FastifyRequest, reply: FastifyReply, { type, ...details }: Refusal): FastifyReply {
  noteForLog(request, { code: type })
  if (details.retryAfterSeconds !== undefined) reply.header('retry-after', details.retryAfterSeconds)
  return sendError(reply, type, details)
}

/** A body that names no length is bounded by the reader of every body. */
function refuseLarge(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  return Number(request.headers['content-length'] ?? 0) > maxTeacherBytes ? sendError(reply.header('connection', 'close'), 'BodyTooLarge') : undefined
}
