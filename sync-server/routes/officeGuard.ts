import type { FastifyReply, FastifyRequest } from 'fastify'
import { type OfficeRight, type SummaryContext, rightsOf } from '#core/report'
import { type SubjectKey, isSubjectKey } from '#core/sync'
import type { AppDeps } from '../deps.ts'
import { sendError } from '../http/errorAnswer.ts'
import { noteForLog } from '../http/requestLog.ts'
import { type JournalEntry, inJournal } from '../office/journal.ts'
import { contextOf } from '../office/districtContext.ts'
import type { LiveEvents } from '../office/liveEvents.ts'
import { type SignedIn, findSignedIn } from '../session.ts'

/** The named parts of an address, as they were written. */
export type AddressParts = Readonly<Record<string, string | undefined>>

/** What a route of the office works with: who asks, and the day and rules of his district. */
export interface OfficeCall extends SignedIn {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly params: AddressParts
  readonly context: SummaryContext
}

/** A route's handler behind the sign-in. */
export type OfficeHandler = (call: OfficeCall) => Promise<FastifyReply>

/** Puts a handler behind the sign-in: only a signed-in officer whose roles give the right gets through. */
export type OfficeGuard = (right: OfficeRight, handle: OfficeHandler) => (request: FastifyRequest<{ Params: AddressParts }>, reply: FastifyReply) => Promise<FastifyReply>

/** What every handler declared of itself: the right it asks for, or that it is open to all. */
const declarations = new WeakMap<object, OfficeRight | 'all'>()

/** The right a route's handler asks for; undefined where it declared none, which no route of the office may. */
export function declaredRight(handler: object): OfficeRight | 'all' | undefined {
  return declarations.get(handler)
}

/** Says of a handler that it asks for no sign-in. */
export function openToAll<Handler extends object>(handler: Handler): Handler {
  declarations.set(handler, 'all')
  return handler
}

/** Makes the guard of one app. */
export function createGuard(deps: AppDeps, events: LiveEvents): OfficeGuard {
  return (right, handle) => {
    const guarded: ReturnType<OfficeGuard> = async (request, reply) => {
      const signedIn = await findSignedIn(request, deps)
      if (signedIn === null) return sendError(reply, 'SessionMissing')
      noteForLog(request, { districtId: signedIn.district.id, officerId: signedIn.officer.id })
      if (!rightsOf(signedIn.officer.roles).includes(right)) return sendError(reply, 'RightMissing')
      const call: OfficeCall = { ...signedIn, request, reply, params: request.params, context: contextOf(signedIn.district, deps.nowMs()) }
      if (request.method === 'GET') return handle(call)
      const answer = await inJournal(deps.store, entryOf(call, right, deps.nowMs()), () => handle(call), () => reply.statusCode < 400)
      // Whatever it wrote, the open pages hear of it.
      if (reply.statusCode < 300) events.lookAround(signedIn.district.id)
      return answer
    }
    declarations.set(guarded, right)
    return guarded
  }
}

/** What the journal will say of a call: the route, never the address as it was written, and the ids in it. */
function entryOf({ request, params, officer }: OfficeCall, access: OfficeRight, atMs: number): JournalEntry {
  const pattern = (request.routeOptions.url ?? '').replace(/^\/api\/office/, '')
  const ids = Object.fromEntries(Object.entries(params).flatMap(([name, value]) => (value !== undefined && /^[a-z0-9:/A-Z-]{1,80}$/.test(value) ? [[name, value]] : [])))
  return { districtId: officer.districtId, atMs, officerId: officer.id, access, action: `${request.method} ${pattern}`, ids }
}

/** Reads an id of an address; null for what no id looks like. */
export function readId<Id extends string>(text: string | undefined): Id | null {
  return text !== undefined && /^[a-z0-9-]{1,60}$/.test(text) ? (text as Id) : null
}

/** Reads a subject key of an address; null for what no key looks like. */
export function readSubject(text: string | undefined): SubjectKey | null {
  return text !== undefined && isSubjectKey(text) ? text : null
}
