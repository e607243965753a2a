import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { type ProfileView, decodePeopleRequest } from '#core/report'
import type { AppDeps } from '../deps.ts'
import { createAdmission } from '../http/admission.ts'
import { sendError } from '../http/errorAnswer.ts'
import { isFitPassword } from '../office/people.ts'
import { createSignInLimiter } from '../office/signInLimiter.ts'
import { isSlowHashOf, passwordCost, slowHash } from '../secrets.ts'
import { sessionCookie, sessionIdleMs } from '../session.ts'
import type { OfficeGuard } from './officeGuard.ts'

/** Passwords checked and set at once; each takes 64 MB. */
const hashesAtOnce = 2

/** One's own sign-in: its password and the browsers it runs in. */
export function registerProfileRoutes(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const { store, nowMs, randomBytes } = deps
  const admission = createAdmission(hashesAtOnce)
  const limiter = createSignInLimiter(nowMs)

  app.get('/profile', guard('read', async ({ reply, officer, district, session }) => {
    const sessions = await store.forDistrict(district.id).officers.people.listSessions(officer.id)
    const live = sessions.filter(({ lastUsedMs }) => nowMs() - lastUsedMs < sessionIdleMs)
    const view: ProfileView = {
      login: officer.login,
      roles: officer.roles,
      sessions: live.map(({ hash, browser = '', createdMs, lastUsedMs }) => ({ id: sessionIdOf(hash), browser, createdMs, lastUsedMs, isOwn: hash === session.hash })),
    }
    return reply.send(view)
  }))

  app.post('/profile/password', guard('read', async ({ request, reply, officer, district, session }) => {
    const wish = decodePeopleRequest.password(request.body)
    if (!wish.ok) return sendError(reply, wish.error.type)
    const attempt = limiter.begin(officer.login)
    if ('retryAfterSeconds' in attempt) return sendError(reply.header('retry-after', attempt.retryAfterSeconds), 'TooManyAttempts', attempt)
    const isRight = await admission.run(() => isSlowHashOf(wish.value.old, officer.passwordHash))
    if (isRight === null) return sendError(reply, 'ServerBusy', { retryAfterSeconds: 1 })
    if (!isRight) return sendError(reply, 'SignInWrong')
    attempt.succeed()
    if (!isFitPassword(wish.value.next, officer)) return sendError(reply, 'PasswordWeak')
    const hash = await admission.run(() => slowHash(wish.value.next, passwordCost, randomBytes))
    if (hash === null) return sendError(reply, 'ServerBusy', { retryAfterSeconds: 1 })
    await store.transaction((access) => access.forDistrict(district.id).officers.people.replacePassword(officer.id, hash, session.hash))
    return reply.send({})
  }))

  registerEnding(app, deps, guard)
}

/** Ends the sessions of the one who asks: in another browser, or in all. */
function registerEnding(app: FastifyInstance, { store }: AppDeps, guard: OfficeGuard): void {
  app.post('/profile/sessions/:sessionId/end', guard('read', async ({ reply, officer, district, params }) => {
    const isEnded = await store.transaction(async (access) => {
      const { officers } = access.forDistrict(district.id)
      const found = (await officers.people.listSessions(officer.id)).find(({ hash }) => sessionIdOf(hash) === params.sessionId)
      if (found !== undefined) await officers.deleteSession(found.hash)
      return found !== undefined
    })
    return isEnded ? reply.send({}) : sendError(reply, 'NotFound')
  }))

  app.post('/profile/sessions/end', guard('read', async ({ reply, officer, district }) => {
    await store.transaction((access) => access.forDistrict(district.id).officers.people.endSessions(officer.id))
    reply.clearCookie(sessionCookie, { path: '/', httpOnly: true, secure: true, sameSite: 'strict' })
    return reply.send({})
  }))
}

/** Names a session to its owner without its hash. */
function sessionIdOf(hash: string): string {
  return createHash('sha256').update(`session ${hash}`).digest('hex').slice(0, 16)
}
