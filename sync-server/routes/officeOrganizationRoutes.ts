import type { FastifyInstance } from 'fastify'
import type { OrganizationId } from '#core/directive'
import { readImport, readOrganizationWish } from '#core/organizations'
import { readTablesInChild } from '../../src/formats/node/readInChild.ts'
import type { AppDeps } from '../deps.ts'
import { sendError } from '../http/errorAnswer.ts'
import { noteForLog } from '../http/requestLog.ts'
import { sendJson } from '../http/sendJson.ts'
import { createTurns } from '../http/turns.ts'
import { importOrganizations } from '../office/importOrganizations.ts'
import { createLetters } from '../office/letters.ts'
import { type CareCall, addOrganization, closeOrganization, editOrganization, handOverOrganization, reopenOrganization } from '../office/organizationCare.ts'
import { deliverStanding, listStanding } from '../office/standingDocuments.ts'
import { type OfficeCall, type OfficeGuard, readId } from './officeGuard.ts'

/** Files read at once: each has a process of its own, of up to 256 MB. */
const readersAtOnce = 1

/** Organizations are added, changed, imported, closed and given to another head; letters are made for them. */
export function registerOrganizationRoutes(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  registerCare(app, deps, guard)
  registerStanding(app, deps, guard)
  registerImport(app, deps, guard)
  registerLetters(app, deps, guard)
}

function careCallOf({ nowMs, newId, version }: AppDeps): (call: OfficeCall) => CareCall {
  return ({ district, officer, context }) => ({ district, officerId: officer.id, context, newId, append: { nowMs: nowMs(), version } })
}

function registerCare(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const { store } = deps
  const callOf = careCallOf(deps)

  app.post('/organizations', guard('write', async (call) => {
    const fields = readOrganizationWish.fields(call.request.body)
    if (fields === null) return sendError(call.reply, 'BodyMalformed')
    const added = await store.transaction((access) => addOrganization(access, fields, callOf(call)))
    return added.ok ? call.reply.send(added.value) : sendError(call.reply, added.error)
  }))

  app.post('/organizations/:organizationId/edit', guard('write', async (call) => {
    const [id, edit] = [readId<OrganizationId>(call.params.organizationId), readOrganizationWish.edit(call.request.body)]
    if (id === null) return sendError(call.reply, 'NotFound')
    if (edit === null) return sendError(call.reply, 'BodyMalformed')
    const done = await store.transaction((access) => editOrganization(access, id, edit, callOf(call)))
    return done.ok ? call.reply.send({}) : sendError(call.reply, done.error)
  }))

  app.post('/organizations/:organizationId/close', guard('write', async (call) => {
    const [id, wish] = [readId<OrganizationId>(call.params.organizationId), readOrganizationWish.closing(call.request.body)]
    if (id === null) return sendError(call.reply, 'NotFound')
    if (wish === null) return sendError(call.reply, 'BodyMalformed')
    const done = await store.transaction((access) => closeOrganization(access, id, wish, callOf(call)))
    return done.ok ? call.reply.send(done.value) : sendError(call.reply, done.error)
  }))

  app.post('/organizations/:organizationId/reopen', guard('write', async (call) => {
    const id = readId<OrganizationId>(call.params.organizationId)
    if (id === null) return sendError(call.reply, 'NotFound')
    const done = await store.transaction((access) => reopenOrganization(access, id, callOf(call)))
    return done.ok ? call.reply.send({}) : sendError(call.reply, done.error)
  }))

  app.post('/organizations/:organizationId/handover', guard('write', async (call) => {
    const [id, wish] = [readId<OrganizationId>(call.params.organizationId), readOrganizationWish.handover(call.request.body)]
    if (id === null) return sendError(call.reply, 'NotFound')
    if (wish === null) return sendError(call.reply, 'BodyMalformed')
    const done = await store.transaction((access) => handOverOrganization(access, id, wish.head, callOf(call)))
    return done.ok ? call.reply.send({}) : sendError(call.reply, done.error)
  }))
}

/** Documents in force, offered to an organization that never got them. */
function registerStanding(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const { store } = deps
  const callOf = careCallOf(deps)

  app.get('/organizations/:organizationId/standing', guard('write', async (call) => {
    const id = readId<OrganizationId>(call.params.organizationId)
    const organization = id === null ? null : await store.forDistrict(call.district.id).organizations.find(id)
    return organization === null ? sendError(call.reply, 'NotFound') : sendJson(call.request, call.reply, await listStanding(store, organization, callOf(call)))
  }))

  app.post('/organizations/:organizationId/deliver', guard('write', async (call) => {
    const [id, wish] = [readId<OrganizationId>(call.params.organizationId), readOrganizationWish.delivery(call.request.body)]
    if (id === null) return sendError(call.reply, 'NotFound')
    if (wish === null) return sendError(call.reply, 'BodyMalformed')
    const done = await store.transaction((access) => deliverStanding(access, id, wish.resolutionIds, callOf(call)))
    return done.ok ? call.reply.send(done.value) : sendError(call.reply, done.error)
  }))
}

/** A list is read from a file, looked at by the specialist, and taken as a whole. The type of a file's body is the drafts' own. */
function registerImport(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const { store } = deps
  const turns = createTurns(readersAtOnce)
  const callOf = careCallOf(deps)

  app.post('/organizations/import/read', guard('write', async ({ request, reply }) => {
    const bytes: unknown = request.body
    if (bytes === null) return reply.code(422).send({ error: { type: 'DocumentTooLarge' } })
    if (!(bytes instanceof Uint8Array)) return sendError(reply, 'BodyMalformed')
    const tables = await turns.run('light', () => readTablesInChild(bytes))
    const read = tables.ok ? readImport(tables.value) : tables
    // A file that cannot be read is no fault of the request: its code says what to do with the file.
    return read.ok ? sendJson(request, reply, read.value) : reply.code(422).send({ error: { type: read.error.type } })
  }))

  app.post('/organizations/import', guard('write', async (call) => {
    const wish = readOrganizationWish.import(call.request.body)
    if (wish === null) return sendError(call.reply, 'BodyMalformed')
    const done = await store.transaction((access) => importOrganizations(access, wish, callOf(call)))
    return done.ok ? call.reply.send(done.value) : sendError(call.reply, done.error)
  }))
}

function registerLetters(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const { store, config, nowMs, newId, randomBytes } = deps

  app.post('/letters', guard('write', async ({ request, reply, district, context }) => {
    const wish = readOrganizationWish.letters(request.body)
    if (wish === null) return sendError(reply, 'BodyMalformed')
    const letters = await createLetters(district, wish.organizationIds, context, { store, publicUrl: config.publicUrl, nowMs, newId, randomBytes })
    if (!letters.ok) return sendError(reply, letters.error)
    noteForLog(request, { organizations: letters.value.length })
    return sendJson(request, reply, letters.value)
  }))
}
