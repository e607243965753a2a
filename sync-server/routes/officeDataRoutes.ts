import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import type { OrganizationId, PersonId } from '#core/directive'
import type { AppDeps } from '../deps.ts'
import { sendError } from '../http/errorAnswer.ts'
import { sendJson } from '../http/sendJson.ts'
import { type PersonPlace, erasePerson, exportPerson, findSchoolPeople } from '../office/schoolPeople.ts'
import { type OfficeCall, type OfficeGuard, readId } from './officeGuard.ts'

const query = v.object({ name: v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(100)) })
/** What stands for a name, with the person's number in the organization: the page's own word, e.g. «Сотрудник № 3». */
const erasure = v.object({ word: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40), v.regex(/^[\p{L} №#.-]+$/u)) })

/** What is kept of one person of a school: found by name, given out, taken away. */
export function registerDataRoutes(app: FastifyInstance, { store, nowMs, version }: AppDeps, guard: OfficeGuard): void {
  app.get('/persons', guard('administer', async ({ request, reply, district }) => {
    const asked = v.safeParse(query, request.query)
    if (!asked.success) return sendError(reply, 'BodyMalformed')
    return sendJson(request, reply, await findSchoolPeople(store.forDistrict(district.id), asked.output.name))
  }))

  app.get('/organizations/:organizationId/persons/:personId', guard('administer', async (call) => {
    const place = placeOf(call)
    const told = place === null ? null : await exportPerson(store, place)
    return told === null ? sendError(call.reply, 'NotFound') : sendJson(call.request, call.reply, told)
  }))

  app.post('/organizations/:organizationId/persons/:personId/erase', guard('administer', async (call) => {
    const [place, wish] = [placeOf(call), v.safeParse(erasure, call.request.body)]
    if (place === null) return sendError(call.reply, 'NotFound')
    if (!wish.success) return sendError(call.reply, (await exportPerson(store, place)) === null ? 'NotFound' : 'BodyMalformed')
    const nameOf = (number: number): string => `${wish.output.word} ${String(number)}`
    const name = await store.transaction((access) => erasePerson(access, place, nameOf, { officerId: call.officer.id, nowMs: nowMs(), version }))
    return name === null ? sendError(call.reply, 'NotFound') : call.reply.send({ name })
  }))
}

function placeOf({ district, params }: OfficeCall): PersonPlace | null {
  const [organizationId, personId] = [readId<OrganizationId>(params.organizationId), readId<PersonId>(params.personId)]
  return organizationId === null || personId === null ? null : { district, organizationId, personId }
}
