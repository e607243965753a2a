import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import type { DoctorView } from '#core/report'
import type { AppDeps } from '../deps.ts'
import { examine } from '../doctor/doctor.ts'
import { sendError } from '../http/errorAnswer.ts'
import { sendJson } from '../http/sendJson.ts'
import type { OfficeGuard } from './officeGuard.ts'

const query = v.object({
  origin: v.optional(v.pipe(v.string(), v.maxLength(300), v.check((text) => URL.canParse(text)))),
  clock: v.optional(v.pipe(v.string(), v.regex(/^\d{10,16}$/), v.transform(Number))),
})

/** What is wrong with this server, and with the way to it. */
export function registerDoctorRoutes(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard): void {
  app.get('/doctor', guard('administer', async ({ request, reply, district }) => {
    const asked = v.safeParse(query, request.query)
    if (!asked.success) return sendError(reply, 'BodyMalformed')
    const { store, config, nowMs, version, places = null } = deps
    const devices = await store.forDistrict(district.id).listDevices()
    const checks = await examine({ origin: asked.output.origin ?? null, clockMs: asked.output.clock ?? null }, { store, publicUrl: config.publicUrl, places, nowMs: nowMs(), devices })
    const view: DoctorView = { nowMs: nowMs(), publicUrl: config.publicUrl, version, checks }
    return sendJson(request, reply, view)
  }))
}
