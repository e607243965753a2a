import { fastifyCookie } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { DeviceId, DistrictId, OrganizationId } from '#core/directive'

/**
 * What a browser keeps of the phone it is, when everything else was cleared: whose device, its last number and last contact.
 * It is no secret and opens nothing; only the page of enrolment sends it.
 */
export interface PhoneCookie {
  readonly districtId: DistrictId
  readonly organizationId: OrganizationId
  readonly deviceId: DeviceId
  readonly lastSequence: number
  readonly lastContactMs: number
}

/** A phone's cookie is written anew when the contact before was this long ago (ms): it costs an answer 200 bytes. */
export const cookieEveryMs = 86_400_000

/** One phone serves few organizations; a browser that brings more brings what is not ours. */
const maxPhones = 5

const prefix = 'porucheno-phone-'
/** Browsers keep no cookie longer than 400 days. */
const options = { path: '/api/enrol', httpOnly: true, secure: true, sameSite: 'strict', maxAge: 400 * 86_400 } as const

/** Lets the browser remember the phone; one cookie per organization. */
export function rememberPhone(reply: FastifyReply, { districtId, organizationId, deviceId, lastSequence, lastContactMs }: PhoneCookie): void {
  // Without the plugin's hooks: they would run for every exchange.
  reply.header('set-cookie', fastifyCookie.serialize(`${prefix}${organizationId}`, [districtId, deviceId, lastSequence, lastContactMs].join('.'), options))
}

/** The phones this browser was; what does not read like ours is passed over. */
export function readPhones(request: FastifyRequest): PhoneCookie[] {
  const named = Object.entries(fastifyCookie.parse(request.headers.cookie ?? '')).filter(([name]) => name.startsWith(prefix))
  return named.slice(0, maxPhones).flatMap(([name, value]) => {
    const organizationId = name.slice(prefix.length)
    const [, districtId, deviceId, lastSequence, lastContactMs] = /^([a-z0-9-]{1,60})\.([a-z0-9-]{1,60})\.(\d{1,10})\.(\d{1,16})$/.exec(value ?? '') ?? []
    if (districtId === undefined || deviceId === undefined || !/^[a-z0-9-]{1,60}$/.test(organizationId)) return []
    return [
      {
        districtId: districtId as DistrictId,
        organizationId: organizationId as OrganizationId,
        deviceId: deviceId as DeviceId,
        lastSequence: Number(lastSequence),
        lastContactMs: Number(lastContactMs),
      },
    ]
  })
}
