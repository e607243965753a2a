import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { DateOnly, DeviceId, DirectiveId, DistrictId, OfficerId, OrganizationId } from '#core/directive'
import { type ExchangeRequest, type JsonObject, protocolVersion, schemaVersion } from '#core/sync'
import { createApp } from '../../sync-server/app.ts'
import { type AppDeps, type ServerLimits, defaultLimits } from '../../sync-server/deps.ts'
import { createLink } from '../../sync-server/enrolment/enrolmentCodes.ts'
import type { AppendDeps } from '../../sync-server/history/history.ts'
import { publishProfile } from '../../sync-server/history/profile.ts'
import { publishDirectives } from '../../sync-server/history/publish.ts'
import { mintId, mintSecret, systemRandomBytes } from '../../sync-server/secrets.ts'
import { openSqliteStore } from '../../sync-server/store/openSqliteStore.ts'
import type { Store, StoreAccess } from '../../sync-server/store/store.ts'
import { makeDirective, makeDistrictRecord, makeOfficerRecord, makeOrganizationRecord, makeResolution } from './recordFactory.ts'

/** A real server over a real database, with a clock that stands until it is moved. */
export interface TestServer {
  readonly app: FastifyInstance
  readonly store: Store
  readonly deps: AppDeps
  readonly clock: { nowMs: number }
  readonly path: string
  close(): Promise<void>
}

export interface TestServerOptions {
  /** Where the database's own folder is made; the system's place for such by default. */
  readonly folder?: string
  readonly limits?: Partial<ServerLimits>
  readonly changes?: Partial<AppDeps>
  /** Opens the database at a path; a test's own narrows it. */
  readonly openStore?: (path: string) => Promise<Store>
}

const startMs = Date.UTC(2026, 10, 22, 3)

/** Opens a server over two districts, `north` and `south`, each with organizations `school` and `nursery` and one document. */
export async function createTestServer({ folder: parent = tmpdir(), limits = {}, changes = {}, openStore = openSqliteStore }: TestServerOptions = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(parent, 'server-'))
  const path = join(folder, 'porucheno.db')
  const store = await openStore(path)
  const clock = { nowMs: startMs }
  const deps: AppDeps = {
    store,
    nowMs: () => clock.nowMs,
    newId: () => mintId(systemRandomBytes),
    randomBytes: systemRandomBytes,
    config: { publicUrl: 'http://localhost:8080', trustProxy: false },
    version: '0.1.0',
    demonstration: false,
    pagesFolder: null,
    logger: false,
    limits: { ...defaultLimits(availableParallelism()), exchangesAtOnce: 1000, ...limits },
    ...changes,
  }
  await store.transaction((access) => fillTwoDistricts(access, clock.nowMs))
  const app = await createApp(deps)
  const close = async (): Promise<void> => {
    await app.close()
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { app, store, deps, clock, path, close }
}

/** What the office of the tests writes with. */
export function appendDeps(nowMs: number): AppendDeps {
  return { nowMs, version: '0.1.0' }
}

/** Two districts, `north` and `south`, each with organizations `school` and `nursery` and one document. */
export async function fillTwoDistricts(access: StoreAccess, nowMs: number): Promise<void> {
  for (const [district, first, second] of [['north', '1001', '1002'], ['south', '2001', '2002']] as const) {
    const districtId = district as DistrictId
    const own = access.forDistrict(districtId)
    const officer = makeOfficerRecord(district, `${district}officer`, district)
    await own.insert(makeDistrictRecord(district))
    await own.officers.insert(officer)
    for (const [id, number] of [['school', first], ['nursery', second]] as const) {
      const organization = makeOrganizationRecord(district, `${district}${id}`, number, [id === 'school' ? 'general_school' : 'preschool'])
      await own.organizations.insert(organization, { epoch: 'epoch1', officeDeviceId: `${district}${id}office` as DeviceId })
      const source = { organization, district: makeDistrictRecord(district), officers: [officer] }
      await publishProfile(access.forOrganization(districtId, organization.id), source, officer.id, appendDeps(nowMs))
    }
    await publishTestDocument(access, district, 1, nowMs)
  }
}

/** Publishes a document of `points` points (`<district>p1`, `<district>p2`, …) to the schools of a district. */
export async function publishTestDocument(access: StoreAccess, district: string, points: number, nowMs: number, name = '', textOf?: () => string): Promise<void> {
  const districtId = district as DistrictId
  const { documents } = access.forDistrict(districtId)
  const resolution = makeResolution(`${district}doc${name}`)
  const directives = Array.from({ length: points }, (_, i) => makeDirective(resolution.id, `${district}p${name}${String(i + 1)}`, { position: i + 1, ...(textOf === undefined ? {} : { text: textOf() }) }))
  await documents.saveResolution(resolution)
  for (const directive of directives) await documents.saveDirective(directive)
  const publication = {
    districtId,
    officerId: `${district}officer` as OfficerId,
    today: '2026-11-22' as DateOnly,
    resolution,
    directives,
    controlOf: (directive: { readonly id: DirectiveId }) => (directive.id.endsWith('1') ? ('onControl' as const) : undefined),
  }
  await publishDirectives(access, publication, appendDeps(nowMs))
}

/** An enrolled phone of the tests. */
export interface TestPhone {
  readonly token: string
  readonly deviceId: DeviceId
  readonly districtId: DistrictId
  readonly organizationId: OrganizationId
}

export function mintToken(): string {
  return mintSecret(32, systemRandomBytes)
}

/** Enrols a phone for an organization such as `northschool`. */
export async function enrolTestPhone(server: TestServer, organization = 'northschool'): Promise<TestPhone> {
  const districtId = organization.slice(0, 5) as DistrictId
  const link = await createLink(server.store, { districtId, organizationId: organization as OrganizationId }, server.deps)
  const token = mintToken()
  const answer = await server.app.inject({ method: 'POST', url: '/api/enrol', payload: { secret: link?.secret, token, deviceLabel: 'Android' } })
  return { token, ...answer.json<Omit<TestPhone, 'token'>>() }
}

/** A request of an exchange with sensible defaults. */
export function makeRequest(changes: Partial<ExchangeRequest> = {}): ExchangeRequest {
  return { protocol: protocolVersion, appVersion: '0.1.0', schemaVersion, cursor: null, deviceTimeMs: startMs, waiting: 0, changes: [], ...changes }
}

/** One change as a phone sends it: a mark on the district's first point. */
export function makeSent(deviceSequence: number, changes: JsonObject = {}): JsonObject {
  return {
    deviceSequence,
    authorId: 'person1',
    subject: 'd:northp1',
    kind: 'execution',
    value: { state: 'inProgress' },
    stampMs: startMs - 1000 + deviceSequence,
    subjectVersion: 1,
    ...changes,
  }
}
