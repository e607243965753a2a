/** The real server with the demonstration's data, behind a gateway; it can be stopped and started on the same data and address. */
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { DistrictId, OrganizationId, OrganizationKind } from '#core/directive'
import { createApp } from '../../../sync-server/app.ts'
import { type AppDeps, type ServerLimits, defaultLimits } from '../../../sync-server/deps.ts'
import { createCode, createLink } from '../../../sync-server/enrolment/enrolmentCodes.ts'
import { mintId, systemRandomBytes } from '../../../sync-server/secrets.ts'
import { openSqliteStore } from '../../../sync-server/store/openSqliteStore.ts'
import type { Store } from '../../../sync-server/store/store.ts'
import { buildBrowserPrograms } from '../../../tools/build.ts'
import { copyDemonstration } from './demonstrationData.ts'
import { type Gateway, openGateway } from './gateway.ts'

/** One organization of the demonstration, as the tests name it. */
export interface School {
  readonly districtId: DistrictId
  readonly organizationId: OrganizationId
  readonly name: string
  readonly number: string
  /** Name of the district's officer for the sign-in. */
  readonly officerLogin: string
}

export interface LiveServer {
  /** Its public address, e.g. "http://localhost:41233"; the office's road. */
  readonly url: string
  /** One more road to it, for one phone; closed with the server. */
  openRoad(): Promise<Gateway>
  /** The database behind; a new one after each start. */
  readonly store: Store
  /** The server is gone, its address refuses; the data stay. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Starts anew with the built pages of a folder, as after an update of the server. */
  servePages(folder: string): Promise<void>
  /** Moves the server's clock forward (ms). */
  moveClock(byMs: number): void
  /** A school of a district; the first of its kind in the order of numbers. */
  findSchool(districtKey: string): Promise<School>
  /** The first organization of a kind in a district, in the order of numbers. */
  findOrganization(districtKey: string, kind: OrganizationKind): Promise<School>
  /** The secret of a fresh enrolment link. */
  createLink(school: School): Promise<string>
  createCode(school: School): Promise<{ readonly organizationNumber: string; readonly code: string }>
  /** Ends with the data. */
  close(): Promise<void>
}

export interface LiveServerOptions {
  readonly limits?: Partial<ServerLimits>
  /** False for districts that have not published anything yet. */
  readonly hasDocuments?: boolean
  /** Nothing in the database: whoever has this code sets the server up. */
  readonly setupCode?: string
}

/** Builds the pages when they are out of date and starts on a fresh copy of the demonstration's data. */
export async function startLiveServer({ limits = {}, hasDocuments = true, setupCode }: LiveServerOptions = {}): Promise<LiveServer> {
  let { folder: pagesFolder } = await buildBrowserPrograms()
  const dataDir = await mkdtemp(join(tmpdir(), 'porucheno-server-'))
  const database = join(dataDir, 'porucheno.db')
  if (setupCode === undefined) await copyDemonstration(database, hasDocuments)
  let clockOffsetMs = 0
  let port: number | null = null
  const gateway = await openGateway(() => port)
  const roads = [gateway]
  let running: { readonly app: FastifyInstance; readonly store: Store; readonly deps: AppDeps } | null = null

  async function start(): Promise<void> {
    const store = await openSqliteStore(database)
    const deps: AppDeps = {
      store,
      nowMs: () => Date.now() + clockOffsetMs,
      newId: () => mintId(systemRandomBytes),
      randomBytes: systemRandomBytes,
      config: { publicUrl: gateway.url, trustProxy: false },
      version: '0.1.0',
      demonstration: setupCode === undefined,
      setupCode: setupCode ?? null,
      places: { dataDir, backupDir: join(dataDir, 'backups') },
      pagesFolder,
      logger: false,
      limits: { ...defaultLimits(availableParallelism()), ...limits },
    }
    const app = await createApp(deps)
    await app.listen({ port: 0, host: '127.0.0.1' })
    running = { app, store, deps }
    const address = app.server.address()
    port = typeof address === 'object' && address !== null ? address.port : null
  }

  async function stop(): Promise<void> {
    port = null
    await running?.app.close()
    await running?.store.close()
    running = null
  }

  function live(): NonNullable<typeof running> {
    if (running === null) throw new Error('The server is stopped.')
    return running
  }

  await start()
  return {
    url: gateway.url,
    async openRoad() {
      const road = await openGateway(() => port)
      roads.push(road)
      return road
    },
    get store() {
      return live().store
    },
    stop,
    start,
    async servePages(folder) {
      await stop()
      pagesFolder = folder
      await start()
    },
    moveClock(byMs) {
      clockOffsetMs += byMs
    },
    findSchool: (districtKey) => findOrganization(live().store, districtKey, 'general_school'),
    findOrganization: (districtKey, kind) => findOrganization(live().store, districtKey, kind),
    async createLink(school) {
      const link = await createLink(live().store, school, live().deps)
      if (link === null) throw new Error(`No organization ${school.name}.`)
      return link.secret
    },
    async createCode(school) {
      const code = await createCode(live().store, school, live().deps)
      if (code === null) throw new Error(`No organization ${school.name}.`)
      return code
    },
    async close() {
      await stop()
      for (const road of roads) await road.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function findOrganization(store: Store, districtKey: string, kind: OrganizationKind): Promise<School> {
  const district = (await store.listDistricts()).find(({ key }) => key === districtKey)
  if (district === undefined) throw new Error(`No district ${districtKey}.`)
  const organizations = await store.forDistrict(district.id).organizations.list()
  const school = organizations.find(({ kinds, closedOn }) => kinds.includes(kind) && closedOn === null)
  if (school === undefined) throw new Error(`No ${kind} in ${districtKey}.`)
  const [officer] = await store.forDistrict(district.id).officers.list()
  return { districtId: district.id, organizationId: school.id, name: school.name, number: school.number, officerLogin: officer?.login ?? '' }
}
