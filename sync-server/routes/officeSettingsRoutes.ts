import type { FastifyInstance } from 'fastify'
import { decodeSettings } from '#core/report'
import type { AppDeps } from '../deps.ts'
import { sendError } from '../http/errorAnswer.ts'
import { sendJson } from '../http/sendJson.ts'
import { changeSettings, settingsOf } from '../office/settings.ts'
import type { OfficeGuard } from './officeGuard.ts'

/** The settings of a district: everybody of its office reads them, its administrator changes them. */
export function registerSettingsRoutes(app: FastifyInstance, { store, nowMs, version }: AppDeps, guard: OfficeGuard): void {
  app.get('/settings', guard('read', async ({ request, reply, district }) => sendJson(request, reply, settingsOf(district))))

  app.post('/settings', guard('administer', async ({ request, reply, officer, district }) => {
    const next = decodeSettings(request.body)
    if (!next.ok) return sendError(reply, 'SettingsInvalid', { field: next.error.field })
    const organizations = await store.transaction((access) => changeSettings(access, district, next.value, { officerId: officer.id, nowMs: nowMs(), version }))
    return reply.send({ organizations })
  }))
}
