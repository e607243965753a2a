import type { FastifyInstance, FastifyReply } from 'fastify'
import type { OrganizationId } from '#core/directive'
import { type ActsAnswer, type AssignmentPlace, type SummaryContext, decodeActs, decodeChangeName, decodeTold, decodeUndo } from '#core/report'
import type { Result } from '#core/result'
import type { ErrorCode, StoredChange } from '#core/sync'
import type { AppDeps } from '../deps.ts'
import { type ActPlace, decideAct, enterTold, undoAct, undoTold } from '../history/act.ts'
import type { AppendDeps } from '../history/history.ts'
import { sendError } from '../http/errorAnswer.ts'
import { noteForLog } from '../http/requestLog.ts'
import { sendJson } from '../http/sendJson.ts'
import { type OrganizationDoors, locateAssignment, openOrganization, readAssignment } from '../office/organizationSummary.ts'
import { type NarrowWish, createControlReader } from '../office/readControl.ts'
import { type OfficeCall, type OfficeGuard, readId, readSubject } from './officeGuard.ts'

/** The matrix and the queue of the whole district, decisions on many assignments, and what schools told the office. */
export function registerControlRoutes(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const { store } = deps
  const reader = createControlReader()
  const appendDeps = (): AppendDeps => ({ nowMs: deps.nowMs(), version: deps.version })

  app.get('/control', guard('read', async ({ request, reply, district, context }) =>
    sendJson(request, reply, await reader.matrix(district, store.forDistrict(district.id), context, readNarrow(request.query)))))

  app.get('/queue', guard('read', async ({ request, reply, district, context }) =>
    sendJson(request, reply, await reader.queue(district, store.forDistrict(district.id), context))))

  app.post('/decisions', guard('decide', async (call) => {
    const body = decodeActs(call.request.body)
    if (!body.ok) return sendError(call.reply, body.error.type)
    const { places, wish } = body.value
    if (wish.act === 'extend' && wish.day === undefined) return sendError(call.reply, 'DateInvalid')
    if (wish.day !== undefined && wish.day < call.context.today) return sendError(call.reply, 'DateInvalid')
    return decideMany(deps, call, places, (doors, place) => decideAct(doors.store, place, wish, appendDeps()))
  }))

  app.post('/decisions/undo', guard('decide', async (call) => {
    const body = decodeUndo(call.request.body)
    if (!body.ok) return sendError(call.reply, body.error.type)
    return decideMany(deps, call, body.value.places, (doors, place, { changeId }) => undoAct(doors.store, place, changeId, appendDeps()))
  }))

  app.post('/organizations/:organizationId/assignments/:subject/told', guard('write', async (call) => {
    const wish = decodeTold(call.request.body)
    if (!wish.ok) return sendError(call.reply, wish.error.type)
    if (wish.value.toldOn > call.context.today) return sendError(call.reply, 'DateInvalid')
    return writeOne(deps, call, (doors, place) => enterTold(doors.store, place, wish.value, appendDeps()))
  }))

  app.post('/organizations/:organizationId/assignments/:subject/told/undo', guard('write', async (call) => {
    const named = decodeChangeName(call.request.body)
    if (!named.ok) return sendError(call.reply, named.error.type)
    return writeOne(deps, call, (doors, place) => undoTold(doors.store, place, named.value.changeId, appendDeps()))
  }))
}

type Write<Place> = (doors: OrganizationDoors, at: ActPlace, place: Place) => Promise<Result<StoredChange, ErrorCode>>

/** Judges every assignment by itself, all in one transaction: what is refused is named and keeps nothing else back. */
async function decideMany<Place extends AssignmentPlace>({ store }: AppDeps, { request, reply, officer, district, context }: OfficeCall, places: readonly Place[], write: Write<Place>): Promise<FastifyReply> {
  const answer = await store.transaction(async (access): Promise<ActsAnswer> => {
    const done: ActsAnswer['done'][number][] = []
    const refused: ActsAnswer['refused'][number][] = []
    for (const place of places) {
      const { organizationId, subject } = place
      const doors = await openOrganization(access, access.forDistrict(district.id), organizationId)
      const written = await writeAt(doors, { subject, officerId: officer.id }, context, place, write)
      if (written.ok) done.push({ organizationId, subject, changeId: written.value.id })
      else refused.push({ organizationId, subject, code: written.error })
    }
    return { done, refused }
  })
  noteForLog(request, { decided: answer.done.length, refused: answer.refused.length })
  return sendJson(request, reply, answer)
}

async function writeOne({ store }: AppDeps, { request, reply, officer, district, context, params }: OfficeCall, write: Write<null>): Promise<FastifyReply> {
  const [organizationId, subject] = [readId<OrganizationId>(params.organizationId), readSubject(params.subject)]
  if (organizationId === null || subject === null) return sendError(reply, 'NotFound')
  const written = await store.transaction(async (access) =>
    writeAt(await openOrganization(access, access.forDistrict(district.id), organizationId), { subject, officerId: officer.id }, context, null, write))
  if (!written.ok) return sendError(reply, written.error)
  const doors = await openOrganization(store, store.forDistrict(district.id), organizationId)
  const view = doors === null ? null : await readAssignment(doors, subject, context)
  return view === null ? sendError(reply, 'NotFound') : sendJson(request, reply, view)
}

async function writeAt<Place>(doors: OrganizationDoors | null, at: ActPlace, context: SummaryContext, place: Place, write: Write<Place>): Promise<Result<StoredChange, ErrorCode>> {
  const isKnown = doors !== null && (await locateAssignment(doors, at.subject, context)) !== null
  return isKnown ? write(doors, at, place) : { ok: false, error: 'NotFound' }
}

/** `?organizations=a,b&revision=…`: only those rows, where the rest still fits. */
function readNarrow(query: unknown): NarrowWish | undefined {
  const { organizations, revision } = (typeof query === 'object' && query !== null ? query : {}) as Record<string, unknown>
  if (typeof organizations !== 'string' || typeof revision !== 'string') return undefined
  return { organizationIds: organizations.split(',').flatMap((text) => readId<OrganizationId>(text) ?? []), revision }
}
