import type { FastifyInstance } from 'fastify'
import { type OfficerView, decodeSignIn, rightsOf } from '#core/report'
import type { AppDeps } from '../deps.ts'
import { createAdmission } from '../http/admission.ts'
import { sendError } from '../http/errorAnswer.ts'
import { noteForLog } from '../http/requestLog.ts'
import { checkPassword } from '../office/signIn.ts'
import { createSignInLimiter } from '../office/signInLimiter.ts'
import { noteFailure, noteSignIn } from '../office/journal.ts'
import { mintSecret, passwordCost, slowHash } from '../secrets.ts'
import { closeSession, openSession } from '../session.ts'
import type { DistrictRecord, OfficerRecord } from '../store/records.ts'
import { dateInZone } from '../zoneDate.ts'
import { type OfficeGuard, openToAll } from './officeGuard.ts'

/** Passwords checked at once; each takes 64 MB and a quarter of a second. */
const hashesAtOnce = 2

/** `POST sign-in`, `POST sign-out`, `GET me`. */
export function registerSignInRoutes(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const { store, nowMs, randomBytes } = deps
  const admission = createAdmission(hashesAtOnce)
  const limiter = createSignInLimiter(nowMs)
  let made: Promise<string> | undefined
  const unusedHash = (): Promise<string> => (made ??= slowHash(mintSecret(16, randomBytes), passwordCost, randomBytes))

  app.post('/sign-in', openToAll(async (request, reply) => {
    const wish = decodeSignIn(request.body)
    if (!wish.ok) return sendError(reply, wish.error.type)
    const checked = await checkPassword(wish.value, { store, limiter, admission, unusedHash })
    if (!checked.ok) {
      const { type, ...details } = checked.error
      noteForLog(request, { code: type })
      if (type === 'SignInWrong') await noteFailure(store, wish.value.login, nowMs())
      if ('retryAfterSeconds' in details) reply.header('retry-after', details.retryAfterSeconds)
      return sendError(reply, type, details)
    }
    const officer = checked.value
    const district = await store.forDistrict(officer.districtId).read()
    if (district === null) return sendError(reply, 'SignInWrong')
    await closeSession(request, reply, store)
    await openSession(request, reply, officer, deps)
    await noteSignIn(store, officer, 'signIn', nowMs())
    noteForLog(request, { districtId: district.id, officerId: officer.id })
    return reply.send(officerView(officer, district, nowMs()))
  }))

  app.post('/sign-out', openToAll(async (request, reply) => {
    await closeSession(request, reply, store)
    return reply.send({})
  }))

  app.get('/me', guard('read', async ({ reply, officer, district }) => reply.send(officerView(officer, district, nowMs()))))
}

/** Who works here, as the page shows it. */
export function officerView({ id, name, post, roles }: OfficerRecord, district: DistrictRecord, nowMs: number): OfficerView {
  return {
    officer: { id, name, post },
    rights: rightsOf(roles),
    district: { name: district.name, zone: district.zone, office: district.office.name, phone: district.clerk.phone },
    today: dateInZone(nowMs, district.zone),
  }
}
