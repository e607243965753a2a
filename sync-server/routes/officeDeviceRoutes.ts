import type { FastifyInstance } from 'fastify'
import { type DeviceId, type OrganizationId, isOpen } from '#core/directive'
import type { NewCodeView } from '#core/report'
import type { AppDeps } from '../deps.ts'
import { createCode, linkOf } from '../enrolment/enrolmentCodes.ts'
import { sendError } from '../http/errorAnswer.ts'
import { noteForLog } from '../http/requestLog.ts'
import { type OfficeGuard, readId } from './officeGuard.ts'

/** `POST …/codes` and `POST …/devices/:deviceId/revoke`. */
export function registerDeviceRoutes(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  const { store, config, nowMs } = deps

  app.post('/organizations/:organizationId/codes', guard('write', async ({ request, reply, district, context, params }) => {
    const id = readId<OrganizationId>(params.organizationId)
    const organization = id === null ? null : await store.forDistrict(district.id).organizations.find(id)
    if (organization === null) return sendError(reply, 'NotFound')
    if (!isOpen(organization, context.today)) return sendError(reply, 'OrganizationClosed')
    const made = await createCode(store, { districtId: district.id, organizationId: organization.id }, deps)
    if (made === null) return sendError(reply, 'NotFound')
    noteForLog(request, { organizationId: organization.id })
    const { organizationNumber, code, secret, expiresMs } = made
    const view: NewCodeView = { organizationNumber, code, link: linkOf(config.publicUrl, secret), expiresMs }
    return reply.send(view)
  }))

  app.post('/organizations/:organizationId/devices/:deviceId/revoke', guard('write', async ({ request, reply, district, params }) => {
    const [organizationId, deviceId] = [readId<OrganizationId>(params.organizationId), readId<DeviceId>(params.deviceId)]
    if (organizationId === null || deviceId === null) return sendError(reply, 'NotFound')
    const { devices, codes } = store.forOrganization(district.id, organizationId)
    // A second «Отключить» finds the phone cut off already: that is what was asked for.
    if (!(await devices.revoke(deviceId, nowMs())) && (await devices.find(deviceId)) === null) return sendError(reply, 'NotFound')
    // A lost phone must not open the door for another one.
    await codes.cancelInvitationsOf(deviceId, nowMs())
    noteForLog(request, { organizationId, deviceId })
    return reply.send({})
  }))
}
