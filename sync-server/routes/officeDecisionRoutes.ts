import type { FastifyInstance, FastifyReply } from 'fastify'
import { type DateOnly, type DirectiveId, type OrganizationId, isClosed } from '#core/directive'
import { type SummaryContext, decodeAddressDecision, decodeControlDecision, decodeExtensionDecision, summarizeSubject } from '#core/report'
import { type Result, err } from '#core/result'
import { type ErrorCode, type StoredChange, type SubjectKey } from '#core/sync'
import type { AppDeps } from '../deps.ts'
import { type DecisionRefusal, decideControl, decideExtension } from '../history/decide.ts'
import type { AppendDeps } from '../history/history.ts'
import { sendError } from '../http/errorAnswer.ts'
import { sendJson } from '../http/sendJson.ts'
import { addressDirective } from '../office/addressDirective.ts'
import { type OrganizationDoors, locateAssignment, openOrganization, readAssignment } from '../office/organizationSummary.ts'
import { type OfficeCall, type OfficeGuard, readId, readSubject } from './officeGuard.ts'

/** What the office decides: every decision is written and judged in one transaction, and reaches the phones by their next exchange. */
export function registerDecisionRoutes(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const { store } = deps
  const appendDeps = (): AppendDeps => ({ nowMs: deps.nowMs(), version: deps.version })

  app.post('/directives/:directiveId/address', guard('write', async ({ request, reply, officer, district, context, params }) => {
    const [decision, directiveId] = [decodeAddressDecision(request.body), readId<DirectiveId>(params.directiveId)]
    if (!decision.ok) return sendError(reply, decision.error.type)
    if (directiveId === null) return sendError(reply, 'NotFound')
    const wish = { district, officerId: officer.id, directiveId, decision: decision.value }
    const done = await store.transaction((access) => addressDirective(access, wish, context, appendDeps()))
    return done.ok ? reply.send(done.value) : sendError(reply, done.error)
  }))

  app.post('/organizations/:organizationId/assignments/:subject/control', guard('decide', async (call) => {
    const decision = decodeControlDecision(call.request.body)
    if (!decision.ok) return sendError(call.reply, decision.error.type)
    const { state, reason, fixBy } = decision.value
    if (isPast(fixBy, call.context)) return sendError(call.reply, 'DateInvalid')
    return decide(deps, call, ({ store: organization }, subject) =>
      decideControl(organization, { subject, officerId: call.officer.id, state, ...said(reason), ...(fixBy === undefined ? {} : { fixBy }) }, appendDeps()))
  }))

  app.post('/organizations/:organizationId/assignments/:subject/extension', guard('decide', async (call) => {
    const decision = decodeExtensionDecision(call.request.body)
    if (!decision.ok) return sendError(call.reply, decision.error.type)
    const { to, reason } = decision.value
    if (isPast(to, call.context)) return sendError(call.reply, 'DateInvalid')
    return decide(deps, call, async (doors, subject) =>
      (await isClosedNow(doors, subject, call.context))
        ? err('TransitionNotAllowed')
        : decideExtension(doors.store, { subject, officerId: call.officer.id, to, ...said(reason) }, appendDeps()))
  }))
}

type Decide = (doors: OrganizationDoors, subject: SubjectKey) => Promise<Result<StoredChange, DecisionRefusal>>

/** Runs a decision on an assignment of the officer's own district and answers with what then stands. */
async function decide({ store }: AppDeps, { request, reply, district, context, params }: OfficeCall, write: Decide): Promise<FastifyReply> {
  const organizationId = readId<OrganizationId>(params.organizationId)
  const subject = readSubject(params.subject)
  if (organizationId === null || subject === null) return sendError(reply, 'NotFound')
  const refusal = await store.transaction(async (access): Promise<ErrorCode | null> => {
    const doors = await openOrganization(access, access.forDistrict(district.id), organizationId)
    if (doors === null || (await locateAssignment(doors, subject, context)) === null) return 'NotFound'
    const written = await write(doors, subject)
    return written.ok ? null : written.error
  })
  if (refusal !== null) return sendError(reply, refusal)
  const doors = await openOrganization(store, store.forDistrict(district.id), organizationId)
  const view = doors === null ? null : await readAssignment(doors, subject, context)
  return view === null ? sendError(reply, 'NotFound') : sendJson(request, reply, view)
}

async function isClosedNow(doors: OrganizationDoors, key: SubjectKey, context: SummaryContext): Promise<boolean> {
  const found = await locateAssignment(doors, key, context)
  const cell = found === null ? null : summarizeSubject(found.directive, found.subject, found.history, context)
  return cell !== null && isClosed(cell.control)
}

/** The day itself is not past: it lasts to its end. */
function isPast(day: DateOnly | undefined, { today }: SummaryContext): boolean {
  return day !== undefined && day < today
}

function said(reason: string | undefined): { readonly reason?: string } {
  return reason === undefined || reason === '' ? {} : { reason }
}
