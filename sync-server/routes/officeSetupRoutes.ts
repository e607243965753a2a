import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { DistrictId, OfficerId } from '#core/directive'
import { decodeSetup } from '#core/report'
import type { AppDeps } from '../deps.ts'
import { sendError } from '../http/errorAnswer.ts'
import { readProgress, setUp } from '../office/firstRun.ts'
import { noteSignIn } from '../office/journal.ts'
import { isFitPassword } from '../office/people.ts'
import { createSignInLimiter } from '../office/signInLimiter.ts'
import { passwordCost, slowHash } from '../secrets.ts'
import { openSession } from '../session.ts'
import { type OfficeGuard, openToAll } from './officeGuard.ts'
import { officerView } from './officeSignInRoutes.ts'

/** The first run: an empty server becomes an office for whoever reads the code in its console, and for nobody else. */
export function registerSetupRoutes(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const { store, nowMs, newId, randomBytes, setupCode = null } = deps
  const limiter = createSignInLimiter(nowMs)
  const isNeeded = async (): Promise<boolean> => setupCode !== null && (await store.listDistricts()).length === 0

  app.get('/setup', openToAll(async (_request, reply) => reply.send({ isNeeded: await isNeeded() })))

  app.post('/setup', openToAll(async (request, reply) => {
    const wish = decodeSetup(request.body)
    if (!(await isNeeded())) return sendError(reply, 'SetupDone')
    if (!wish.ok) return sendError(reply, wish.error.type)
    const attempt = limiter.begin('setup')
    if ('retryAfterSeconds' in attempt) return sendError(reply.header('retry-after', attempt.retryAfterSeconds), 'TooManyAttempts', attempt)
    if (!isSame(wish.value.code, setupCode ?? '')) return sendError(reply, 'SetupCodeWrong')
    attempt.succeed()
    if (!isFitPassword(wish.value.password, wish.value)) return sendError(reply, 'PasswordWeak')
    const made = { districtId: newId() as DistrictId, officerId: newId() as OfficerId, passwordHash: await slowHash(wish.value.password, passwordCost, randomBytes) }
    const done = await store.transaction((access) => setUp(access, wish.value, made))
    if (!done.ok) return sendError(reply, done.error)
    await noteSignIn(store, done.value.officer, 'setup', nowMs())
    await openSession(request, reply, done.value.officer, deps)
    return reply.send(officerView(done.value.officer, done.value.district, nowMs()))
  }))

  app.get('/setup/progress', guard('administer', async ({ reply, district }) => reply.send(await readProgress(store.forDistrict(district.id), district))))

  app.post('/setup/dismiss', guard('administer', async ({ reply, district }) => {
    await store.transaction((access) => access.forDistrict(district.id).change({ ...district, settings: { ...district.settings, setupDismissed: true } }))
    return reply.send({})
  }))
}

function isSame(code: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(code), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
