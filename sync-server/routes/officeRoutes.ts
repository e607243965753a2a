import { fastifyCookie } from '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import type { OfficeRight } from '#core/report'
import type { AppDeps } from '../deps.ts'
import { checkOrigin } from '../http/checkOrigin.ts'
import type { LiveEvents } from '../office/liveEvents.ts'
import { registerControlRoutes } from './officeControlRoutes.ts'
import { registerDecisionRoutes } from './officeDecisionRoutes.ts'
import { registerDeviceRoutes } from './officeDeviceRoutes.ts'
import { registerDraftRoutes } from './officeDraftRoutes.ts'
import { registerMaterialRoutes } from './officeMaterialRoutes.ts'
import { createGuard, declaredRight } from './officeGuard.ts'
import { registerDataRoutes } from './officeDataRoutes.ts'
import { registerDoctorRoutes } from './officeDoctorRoutes.ts'
import { registerJournalRoutes } from './officeJournalRoutes.ts'
import { registerPeopleRoutes } from './officePeopleRoutes.ts'
import { registerProfileRoutes } from './officeProfileRoutes.ts'
import { registerSettingsRoutes } from './officeSettingsRoutes.ts'
import { registerSetupRoutes } from './officeSetupRoutes.ts'
import { registerEventRoutes } from './officeEventRoutes.ts'
import { registerLifeRoutes } from './officeLifeRoutes.ts'
import { registerOrganizationReportRoutes } from './officeOrganizationReportRoutes.ts'
import { registerOrganizationRoutes } from './officeOrganizationRoutes.ts'
import { registerProofRoutes } from './officeProofRoutes.ts'
import { registerReadRoutes } from './officeReadRoutes.ts'
import { registerReportRoutes } from './officeReportRoutes.ts'
import { registerSignInRoutes } from './officeSignInRoutes.ts'
import { registerDemonstrationRoutes } from './demonstrationRoutes.ts'

/** A route of the office and what it asks for; undefined where its handler did not say. */
export interface RouteRight {
  readonly method: string
  readonly pattern: string
  readonly right: OfficeRight | 'all' | undefined
}

const rightsByApp = new WeakMap<FastifyInstance, RouteRight[]>()

/** What every route of an app's office asks for, as the app itself was built. */
export function rightsOfRoutes(app: FastifyInstance): readonly RouteRight[] {
  return rightsByApp.get(app) ?? []
}

/** Everything under `/api/office`, and `/api/demo` where the database holds the demonstration's data. */
export async function registerOfficeRoutes(app: FastifyInstance, deps: AppDeps, events: LiveEvents): Promise<void> {
  const rights: RouteRight[] = []
  rightsByApp.set(app, rights)
  await app.register(async (own) => {
    own.addHook('onRoute', ({ method, url, handler }) => {
      for (const one of [method].flat()) rights.push({ method: one, pattern: url, right: declaredRight(handler) })
    })
    await own.register(fastifyCookie)
    own.addHook('onRequest', (request, reply) => checkOrigin(request, reply, deps.config.publicUrl))
    await own.register(async (office) => { registerOffice(office, deps, events) }, { prefix: '/api/office' })
    if (deps.demonstration) await own.register(async (demo) => { registerDemonstrationRoutes(demo, deps) }, { prefix: '/api/demo' })
  })
}

function registerOffice(office: FastifyInstance, deps: AppDeps, events: LiveEvents): void {
  const guard = createGuard(deps, events)
  registerSignInRoutes(office, deps, guard)
  registerReadRoutes(office, deps, guard)
  registerDecisionRoutes(office, deps, guard)
  registerDeviceRoutes(office, deps, guard)
  registerDraftRoutes(office, deps, guard)
  registerMaterialRoutes(office, deps, guard)
  registerProofRoutes(office, deps, guard)
  registerReportRoutes(office, deps, guard)
  registerPeopleRoutes(office, deps, guard)
  registerProfileRoutes(office, deps, guard)
  registerJournalRoutes(office, deps, guard)
  registerSettingsRoutes(office, deps, guard)
  registerDataRoutes(office, deps, guard)
  registerSetupRoutes(office, deps, guard)
  registerDoctorRoutes(office, deps, guard)
  registerControlRoutes(office, deps, guard)
  registerEventRoutes(office, deps, guard, events)
  registerLifeRoutes(office, deps, guard)
  registerOrganizationRoutes(office, deps, guard)
  registerOrganizationReportRoutes(office, deps, guard)
}
