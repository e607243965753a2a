import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import type { AppDeps } from '../deps.ts'
import { findDemonstrationSchool } from '../demonstration/demonstrationSchool.ts'
import { createLink, linkOf } from '../enrolment/enrolmentCodes.ts'
import { sendError } from '../http/errorAnswer.ts'
import { openSession } from '../session.ts'
import { isOpen } from '#core/directive'
import type { DistrictRecord } from '../store/records.ts'
import { dateInZone } from '../zoneDate.ts'
import { officerView } from './officeSignInRoutes.ts'

const wishShape = v.object({ district: v.pipe(v.string(), v.maxLength(60)) })

/** What the page that shows both programs asks for; registered only over demonstration data. */
export function registerDemonstrationRoutes(app: FastifyInstance, deps: AppDeps): void {
  const { store, nowMs, config } = deps

  async function findDistrict(body: unknown): Promise<DistrictRecord | 'BodyMalformed' | 'NotFound'> {
    const wish = v.safeParse(wishShape, body)
    if (!wish.success) return 'BodyMalformed'
    return (await store.listDistricts()).find((district) => district.key === wish.output.district) ?? 'NotFound'
  }

  app.get('/districts', async (_request, reply) => reply.send((await store.listDistricts()).map(({ key, name }) => ({ key, name }))))

  app.post('/phone', async (request, reply) => {
    const district = await findDistrict(request.body)
    if (typeof district === 'string') return sendError(reply, district)
    const today = dateInZone(nowMs(), district.zone)
    const organizations = (await store.forDistrict(district.id).organizations.list()).filter((organization) => isOpen(organization, today))
    const school = findDemonstrationSchool(organizations)
    const link = school === null ? null : await createLink(store, { districtId: district.id, organizationId: school.id }, deps)
    return link === null ? sendError(reply, 'NotFound') : reply.send({ link: linkOf(config.publicUrl, link.secret) })
  })

  app.post('/sign-in', async (request, reply) => {
    const district = await findDistrict(request.body)
    if (typeof district === 'string') return sendError(reply, district)
    const [officer] = await store.forDistrict(district.id).officers.list()
    if (officer === undefined) return sendError(reply, 'NotFound')
    await openSession(request, reply, officer, deps)
    return reply.send(officerView(officer, district, nowMs()))
  })
}
