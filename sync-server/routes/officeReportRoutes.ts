import type { FastifyInstance } from 'fastify'
import { type DateOnly, type OrganizationId, type ResolutionId, parseDateOnly } from '#core/directive'
import type { AppDeps } from '../deps.ts'
import { sendError } from '../http/errorAnswer.ts'
import { sendJson } from '../http/sendJson.ts'
import { type SummaryQuestion, readSummaryPage } from '../office/summarySource.ts'
import { type OfficeGuard, readId } from './officeGuard.ts'

/** Ids of one list in an address: more than a district has documents. */
const maxIds = 500

/** What the office's reports are made of. */
export function registerReportRoutes(app: FastifyInstance, { store, nowMs }: AppDeps, guard: OfficeGuard): void {
  app.get('/reports/marks', guard('read', async ({ request, reply, district, context }) => {
    const question = readQuestion(request.query, context.today)
    if (question === null) return sendError(reply, 'BodyMalformed')
    // A day that has not ended yet is shown as it stands; one that has not begun cannot be.
    if (question.on === 'invalid' || question.on > context.today) return sendError(reply, 'DateInvalid')
    const page = await readSummaryPage(store.forDistrict(district.id), district, { ...question, on: question.on }, context, nowMs())
    return page === null ? sendError(reply, 'NotFound') : sendJson(request, reply, page)
  }))
}

type Asked = Omit<SummaryQuestion, 'on'> & { readonly on: DateOnly | 'invalid' }

/** Reads `?on=2026-11-22&documents=a,b&organizations=c&after=1047`; null when a part is not what it must be. */
function readQuestion(query: unknown, today: DateOnly): Asked | null {
  const parts = new Map(Object.entries(typeof query === 'object' && query !== null ? query : {}))
  const [on, after] = [parts.get('on') ?? today, parts.get('after') ?? null]
  const documentIds = readIds<ResolutionId>(parts.get('documents'))
  const organizationIds = readIds<OrganizationId>(parts.get('organizations'))
  if (typeof on !== 'string' || documentIds === null || organizationIds === null) return null
  if (after !== null && !(typeof after === 'string' && /^\d{1,12}$/.test(after))) return null
  return { on: parseDateOnly(on) ?? 'invalid', documentIds, organizationIds, after }
}

function readIds<Id extends string>(value: unknown): Id[] | null {
  if (value === undefined || value === '') return []
  if (typeof value !== 'string') return null
  const texts = value.split(',')
  const ids = texts.flatMap((text) => readId<Id>(text) ?? [])
  return ids.length === texts.length && ids.length <= maxIds ? ids : null
}
