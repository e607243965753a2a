import { fastifyCookie } from '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import type { AppDeps } from '../deps.ts'
import { checkOrigin } from '../http/checkOrigin.ts'
import { registerDecisionRoutes } from './officeDecisionRoutes.ts'
import { registerDeviceRoutes } from './officeDeviceRoutes.ts'
import { registerDraftRoutes } from './officeDraftRoutes.ts'
import { createGuard } from './officeGuard.ts'
import { registerMaterialRoutes } from './officeMaterialRoutes.ts'
import { registerReadRoutes } from './officeReadRoutes.ts'
import { registerReportRoutes } from './officeReportRoutes.ts'
import { registerSignInRoutes } from './officeSignInRoutes.ts'
import { registerDemonstrationRoutes } from './demonstrationRoutes.ts'

/** Everything under `/api/office`, and `/api/demo` where the database holds the demonstration's data. */
export async function registerOfficeRoutes(app: FastifyInstance, deps: AppDeps): Promise<void> {
  await app.register(async (own) => {
    await own.register(fastifyCookie)
    own.addHook('onRequest', (request, reply) => checkOrigin(request, reply, deps.config.publicUrl))
    await own.register(async (office) => { registerOffice(office, deps) }, { prefix: '/api/office' })
    if (deps.demonstration) await own.register(async (demo) => { registerDemonstrationRoutes(demo, deps) }, { prefix: '/api/demo' })
  })
}

function registerOffice(office: FastifyInstance, deps: AppDeps): void {
  const guard = createGuard(deps)
  registerSignInRoutes(office, deps, guard)
  registerReadRoutes(office, deps, guard)
  registerDecisionRoutes(office, deps, guard)
  registerDeviceRoutes(office, deps, guard)
  registerDraftRoutes(office, deps, guard)
  registerMaterialRoutes(office, deps, guard)
  registerReportRoutes(office, deps, guard)
}
