import type { FastifyInstance, FastifyReply } from 'fastify'
import { decodeDraftWish, decodeJoin, draftFromDocument } from '#core/draft'
import type { OfficerId, ResolutionId } from '#core/directive'
import { type WithdrawalWish, decodeCurator, decodeWithdrawal } from '#core/report'
import type { Result } from '#core/result'
import type { ErrorCode } from '#core/sync'
import type { AppDeps } from '../deps.ts'
import type { AppendDeps } from '../history/history.ts'
import { sendError } from '../http/errorAnswer.ts'
import { sendJson } from '../http/sendJson.ts'
import { beginCorrection, joinDraft, refreshCorrection } from '../office/corrections.ts'
import { bringBack, readLife, undoPublishing, withdraw } from '../office/documentLife.ts'
import type { DraftCall } from '../office/draftCall.ts'
import { readDifference } from '../office/drafts.ts'
import { readHeld } from '../office/heldDocument.ts'
import type { DistrictStore, StoreAccess } from '../store/store.ts'
import { type OfficeCall, type OfficeGuard, readId } from './officeGuard.ts'

/** What becomes of a document after it was published. */
export function registerLifeRoutes(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  registerReading(app, deps, guard)
  registerChanging(app, deps, guard)
  registerCorrecting(app, deps, guard)
  registerCurators(app, deps, guard)
}

function callOf({ nowMs, newId }: AppDeps, { district, officer, context }: OfficeCall): DraftCall {
  return { district, officerId: officer.id, context, nowMs: nowMs(), newId }
}

function answer<T extends object>(reply: FastifyReply, result: Result<T, ErrorCode>): FastifyReply {
  return result.ok ? reply.send(result.value) : sendError(reply, result.error)
}

function registerReading(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const { store } = deps

  app.get('/documents/:resolutionId/life', guard('read', async ({ request, reply, district, params }) => {
    const id = readId<ResolutionId>(params.resolutionId)
    const life = id === null ? null : await readLife(store.forDistrict(district.id), id)
    return life === null ? sendError(reply, 'NotFound') : sendJson(request, reply, life)
  }))

  app.get('/documents/:resolutionId/points', guard('write', async ({ request, reply, district, params }) => {
    const id = readId<ResolutionId>(params.resolutionId)
    const held = id === null ? null : await readHeld(store.forDistrict(district.id), id)
    return held === null ? sendError(reply, 'NotFound') : sendJson(request, reply, draftFromDocument(held))
  }))

  app.get('/drafts/:draftId/difference', guard('write', async (call) => {
    const id = readId<string>(call.params.draftId)
    const difference = id === null ? null : await readDifference(store, id, callOf(deps, call))
    return difference === null ? sendError(call.reply, 'NotFound') : sendJson(call.request, call.reply, difference)
  }))
}

type Changing = (access: StoreAccess, id: ResolutionId, wish: WithdrawalWish, call: DraftCall, deps: AppendDeps) => Promise<Result<object, ErrorCode>>

function registerChanging(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const changing = (change: Changing) => guard('write', async (call) => {
    const [id, wish] = [readId<ResolutionId>(call.params.resolutionId), decodeWithdrawal(call.request.body)]
    if (id === null) return sendError(call.reply, 'NotFound')
    if (wish === null) return sendError(call.reply, 'BodyMalformed')
    const made = callOf(deps, call)
    return answer(call.reply, await deps.store.transaction((access) => change(access, id, wish, made, { nowMs: made.nowMs, version: deps.version })))
  })

  app.post('/documents/:resolutionId/withdraw', changing(withdraw))
  app.post('/documents/:resolutionId/bring-back', changing(bringBack))

  app.post('/documents/:resolutionId/undo', guard('write', async (call) => {
    const id = readId<ResolutionId>(call.params.resolutionId)
    if (id === null) return sendError(call.reply, 'NotFound')
    const made = callOf(deps, call)
    return answer(call.reply, await deps.store.transaction((access) => undoPublishing(access, id, made, { nowMs: made.nowMs, version: deps.version })))
  }))
}

function registerCorrecting(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const inDistrict = <T>({ district }: OfficeCall, work: (own: DistrictStore) => Promise<T>): Promise<T> => deps.store.transaction((access) => work(access.forDistrict(district.id)))

  app.post('/documents/:resolutionId/corrections', guard('write', async (call) => {
    const id = readId<ResolutionId>(call.params.resolutionId)
    return id === null ? sendError(call.reply, 'NotFound') : answer(call.reply, await inDistrict(call, (own) => beginCorrection(own, id, callOf(deps, call))))
  }))

  app.post('/drafts/:draftId/join', guard('write', async (call) => {
    const [draftId, wish] = [readId<string>(call.params.draftId), decodeJoin(call.request.body)]
    if (draftId === null) return sendError(call.reply, 'NotFound')
    if (wish === null) return sendError(call.reply, 'BodyMalformed')
    return answer(call.reply, await inDistrict(call, (own) => joinDraft(own, { draftId, ...wish }, callOf(deps, call))))
  }))

  app.post('/drafts/:draftId/refresh', guard('write', async (call) => {
    const [draftId, wish] = [readId<string>(call.params.draftId), decodeDraftWish(call.request.body)]
    if (draftId === null) return sendError(call.reply, 'NotFound')
    if (wish === null) return sendError(call.reply, 'BodyMalformed')
    return answer(call.reply, await inDistrict(call, (own) => refreshCorrection(own, draftId, wish.revision, callOf(deps, call))))
  }))
}

/** Who looks after a draft, and after a document; it is no step of the review. */
function registerCurators(app: FastifyInstance, { store }: AppDeps, guard: OfficeGuard): void {
  type Setting = (own: DistrictStore, id: string, curatorId: OfficerId | null) => Promise<boolean>
  const setting = (part: string, set: Setting) => guard('write', async ({ request, reply, district, params }) => {
    const [id, curatorId] = [readId<string>(params[part]), decodeCurator(request.body)]
    if (curatorId === undefined) return sendError(reply, 'BodyMalformed')
    const own = store.forDistrict(district.id)
    const isOfficer = curatorId === null || (await own.officers.find(curatorId)) !== null
    return id !== null && isOfficer && (await set(own, id, curatorId)) ? reply.send({}) : sendError(reply, 'NotFound')
  })

  app.post('/drafts/:draftId/curator', setting('draftId', (own, id, curatorId) => own.drafts.setCurator(id, curatorId)))
  app.post('/documents/:resolutionId/curator', setting('resolutionId', (own, id, curatorId) => own.lives.setCurator(id as ResolutionId, curatorId)))
}
