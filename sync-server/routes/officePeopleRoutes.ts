import type { FastifyInstance } from 'fastify'
import type { OfficerId } from '#core/directive'
import { decodePeopleRequest } from '#core/report'
import type { AppDeps } from '../deps.ts'
import type { AppendDeps } from '../history/history.ts'
import { createAdmission } from '../http/admission.ts'
import { sendError } from '../http/errorAnswer.ts'
import { sendJson } from '../http/sendJson.ts'
import { noteInJournal, noteSignIn } from '../office/journal.ts'
import { addPerson, changePerson, findInvited, inviteOfficer, isFitPassword, listPeople, setDeactivated } from '../office/people.ts'
import { passwordCost, slowHash } from '../secrets.ts'
import { closeSession, openSession } from '../session.ts'
import { officerView } from './officeSignInRoutes.ts'
import { type OfficeCall, type OfficeGuard, openToAll, readId } from './officeGuard.ts'

/** Passwords set at once; each takes 64 MB. */
const hashesAtOnce = 2

/** The people of the office, whom its administrator invites, changes, sends away and brings back. */
export function registerPeopleRoutes(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  registerComing(app, deps, guard)
  registerChanges(app, deps, guard)
  registerInvitations(app, deps)
}

/** Who is there, and whom a link lets in. */
function registerComing(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const { store, nowMs, newId } = deps
  const linkDeps = () => ({ nowMs: nowMs(), publicUrl: deps.config.publicUrl, randomBytes: deps.randomBytes })

  app.get('/people', guard('administer', async ({ request, reply, district }) =>
    sendJson(request, reply, await listPeople(store.forDistrict(district.id), nowMs()))))

  app.post('/people', guard('administer', async (call) => {
    const wish = decodePeopleRequest.person(call.request.body)
    if (!wish.ok) return sendError(call.reply, wish.error.type)
    const id = newId() as OfficerId
    const { district, reply } = call
    noteInJournal({ officerId: id })
    const done = await store.transaction(async (access) => {
      const added = await addPerson(access, district, { ...wish.value, id }, authorOf(call, deps))
      return added.ok ? { ok: true as const, link: await inviteOfficer(access.forDistrict(district.id), { ...wish.value, id, districtId: district.id, passwordHash: '' }, linkDeps()) } : added
    })
    return done.ok ? reply.send(done.link) : sendError(reply, done.error)
  }))

  app.post('/people/:officerId/invitation', guard('administer', async ({ reply, district, params }) => {
    const id = readId<OfficerId>(params.officerId)
    const link = id === null ? null : await store.transaction(async (access) => {
      const own = access.forDistrict(district.id)
      const officer = await own.officers.find(id)
      return officer === null ? null : inviteOfficer(own, officer, linkDeps())
    })
    return link === null ? sendError(reply, 'NotFound') : reply.send(link)
  }))
}

function authorOf({ officer }: OfficeCall, { nowMs, version }: AppDeps): AppendDeps & { readonly officerId: OfficerId } {
  return { officerId: officer.id, nowMs: nowMs(), version }
}

/** How somebody is called, what he may do, and whether he may come in at all. */
function registerChanges(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const { store, nowMs } = deps

  app.post('/people/:officerId', guard('administer', async (call) => {
    const [id, wish] = [readId<OfficerId>(call.params.officerId), decodePeopleRequest.person(call.request.body)]
    if (id === null) return sendError(call.reply, 'NotFound')
    if (!wish.ok) return sendError(call.reply, (await store.forDistrict(call.district.id).officers.find(id)) === null ? 'NotFound' : wish.error.type)
    const done = await store.transaction((access) => changePerson(access, call.district, { ...wish.value, id }, authorOf(call, deps)))
    return done.ok ? call.reply.send({}) : sendError(call.reply, done.error)
  }))

  for (const [end, instant] of [['deactivate', nowMs], ['activate', () => null]] as const) {
    app.post(`/people/:officerId/${end}`, guard('administer', async ({ reply, district, params }) => {
      const id = readId<OfficerId>(params.officerId)
      if (id === null) return sendError(reply, 'NotFound')
      const done = await store.transaction((access) => setDeactivated(access, district, id, instant()))
      return done.ok ? reply.send({}) : sendError(reply, done.error)
    }))
  }
}

/** What a link opens: who has its secret needs no sign-in. */
function registerInvitations(app: FastifyInstance, deps: AppDeps): void {
  const { store, nowMs, randomBytes } = deps
  const admission = createAdmission(hashesAtOnce)

  app.post('/invitation', openToAll(async (request, reply) => {
    const wish = decodePeopleRequest.secret(request.body)
    const found = wish.ok ? await findInvited(store, wish.value.secret, nowMs()) : null
    if (found === null) return sendError(reply, wish.ok ? 'InvitationInvalid' : wish.error.type)
    const district = await store.forDistrict(found.officer.districtId).read()
    return reply.send({ login: found.officer.login, name: found.officer.name, office: district?.office.name ?? '' })
  }))

  app.post('/invitation/accept', openToAll(async (request, reply) => {
    const wish = decodePeopleRequest.acceptance(request.body)
    if (!wish.ok) return sendError(reply, wish.error.type)
    const found = await findInvited(store, wish.value.secret, nowMs())
    if (found === null) return sendError(reply, 'InvitationInvalid')
    if (!isFitPassword(wish.value.password, found.officer)) return sendError(reply, 'PasswordWeak')
    const hash = await admission.run(() => slowHash(wish.value.password, passwordCost, randomBytes))
    if (hash === null) return sendError(reply, 'ServerBusy', { retryAfterSeconds: 1 })
    const isFirst = await store.transaction(async (access) => {
      const { officers } = access.forDistrict(found.officer.districtId)
      return (await officers.people.withdraw(found.invitation.hash)) && (await officers.changePassword(found.officer.id, hash))
    })
    const district = await store.forDistrict(found.officer.districtId).read()
    if (!isFirst || district === null) return sendError(reply, 'InvitationInvalid')
    await closeSession(request, reply, store)
    await openSession(request, reply, found.officer, deps)
    await noteSignIn(store, found.officer, 'invitationAccepted', nowMs())
    return reply.send(officerView(found.officer, district, nowMs()))
  }))
}
