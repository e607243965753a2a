import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { decodeDraft, decodeDraftWish, maxPastedLength } from '#core/draft'
import type { DocumentErrorType } from '#core/resolution'
import { readInChild } from '../../src/formats/node/readInChild.ts'
import type { AppDeps } from '../deps.ts'
import { sendError } from '../http/errorAnswer.ts'
import { readFileBody } from '../http/readFileBody.ts'
import { sendJson } from '../http/sendJson.ts'
import { createTurns } from '../http/turns.ts'
import type { DraftCall } from '../office/draftCall.ts'
import { createDraft, discardDraft, listDrafts, publishDraft, readDraft, saveDraft } from '../office/drafts.ts'
import { type OfficeCall, type OfficeGuard, readId } from './officeGuard.ts'

/** Files read at once: each has a process of its own, of up to 256 MB. */
const readersAtOnce = 2
const longestName = 200

/** A document on its way from a file to the phones. */
export function registerDraftRoutes(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  registerIntake(app, deps, guard)
  registerReview(app, deps, guard)
}

function callWith({ nowMs, newId }: AppDeps): (call: OfficeCall) => DraftCall {
  return ({ district, officer, context }) => ({ district, officerId: officer.id, context, nowMs: nowMs(), newId })
}

/** Files and texts become drafts. */
function registerIntake(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const { store } = deps
  const turns = createTurns(readersAtOnce)
  const callOf = callWith(deps)

  app.addContentTypeParser('application/octet-stream', (_request: unknown, payload: IncomingMessage) => readFileBody(payload))

  app.post('/drafts', guard('write', async (call) => {
    const { request, reply, district } = call
    const bytes: unknown = request.body
    if (bytes === null) return refuseDocument(reply, 'DocumentTooLarge')
    if (!(bytes instanceof Uint8Array)) return sendError(reply, 'BodyMalformed')
    const read = await turns.run('light', () => readInChild(bytes))
    if (!read.ok) return refuseDocument(reply, read.error.type)
    return sendJson(request, reply, await createDraft(store.forDistrict(district.id), { name: readName(request.headers['x-file-name']), text: read.value.text }, callOf(call)))
  }))

  app.post('/drafts/pasted', guard('write', async (call) => {
    const { request, reply, district } = call
    const text = readPasted(request.body)
    if (text === null) return sendError(reply, 'BodyMalformed')
    return sendJson(request, reply, await createDraft(store.forDistrict(district.id), { name: '', text }, callOf(call)))
  }))
}

/** Drafts are looked at, changed, thrown away and published. */
function registerReview(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const { store } = deps
  const callOf = callWith(deps)

  app.get('/drafts', guard('write', async ({ request, reply, district }) => sendJson(request, reply, await listDrafts(store.forDistrict(district.id)))))

  app.get('/drafts/:draftId', guard('write', async ({ request, reply, district, params }) => {
    const id = readId<string>(params.draftId)
    const draft = id === null ? null : await readDraft(store.forDistrict(district.id), id, district)
    return draft === null ? sendError(reply, 'NotFound') : sendJson(request, reply, draft)
  }))

  app.post('/drafts/:draftId', guard('write', async (call) => {
    const { reply, request, district, params } = call
    const [draftId, wish, body] = [readId<string>(params.draftId), decodeDraftWish(request.body), decodeDraft(bodyIn(request.body))]
    if (draftId === null) return sendError(reply, 'NotFound')
    if (wish === null || !body.ok) return sendError(reply, 'DraftMalformed')
    const saved = await saveDraft(store.forDistrict(district.id), { draftId, revision: wish.revision, body: body.value }, callOf(call))
    return saved.ok ? reply.send(saved.value) : sendError(reply, saved.error)
  }))

  app.post('/drafts/:draftId/discard', guard('write', async ({ reply, request, district, params }) => {
    const [draftId, wish] = [readId<string>(params.draftId), decodeDraftWish(request.body)]
    if (draftId === null) return sendError(reply, 'NotFound')
    if (wish === null) return sendError(reply, 'BodyMalformed')
    const done = await discardDraft(store.forDistrict(district.id), draftId, wish.revision)
    return done.ok ? reply.send({}) : sendError(reply, done.error)
  }))

  app.post('/drafts/:draftId/publish', guard('write', async (call) => {
    const { reply, request, params } = call
    const [draftId, wish] = [readId<string>(params.draftId), decodeDraftWish(request.body)]
    if (draftId === null) return sendError(reply, 'NotFound')
    if (wish === null) return sendError(reply, 'BodyMalformed')
    const done = await store.transaction((access) => publishDraft(access, { draftId, revision: wish.revision }, callOf(call), { nowMs: deps.nowMs(), version: deps.version }))
    return done.ok ? reply.send(done.value) : sendError(reply, done.error)
  }))
}

/** A file that cannot be read is no fault of the request: its code says what to do with the file. */
function refuseDocument(reply: FastifyReply, type: DocumentErrorType): FastifyReply {
  return reply.code(422).send({ error: { type } })
}

function bodyIn(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'body' in body ? body.body : null
}

function readPasted(body: unknown): string | null {
  const text = typeof body === 'object' && body !== null && 'text' in body ? body.text : null
  return typeof text === 'string' && text.trim() !== '' && text.length <= maxPastedLength ? text : null
}

/** The file's name as the browser wrote it for a header, percent-encoded; nothing depends on it. */
function readName(header: string | readonly string[] | undefined): string {
  try {
    return decodeURIComponent(typeof header === 'string' ? header : '').slice(0, longestName)
  } catch {
    return ''
  }
}
