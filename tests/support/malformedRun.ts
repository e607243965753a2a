import { DatabaseSync } from 'node:sqlite'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { type JsonObject, errorCodes } from '#core/sync'
import { createLink } from '../../sync-server/enrolment/enrolmentCodes.ts'
import { type BaseRequest, mutateRequest } from './mutateRequest.ts'
import { givePasswords } from './officeClient.ts'
import { createRandom } from './random.ts'
import { type Route, fillPattern, listApiRoutes } from './routes.ts'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone, makeRequest, makeSent, mintToken } from './serverFactory.ts'

/** What a run of spoilt requests showed, route by route. */
export interface MalformedReport {
  readonly requests: number
  readonly countByStatus: Readonly<Record<string, number>>
  /** What must not be: an answer 5xx, an answer of another shape, or something stored by a refused request. */
  readonly violations: readonly string[]
}

/** Requests to one server before it is replaced: histories that only grow would make every answer longer. */
const requestsPerServer = 1000

interface Tally {
  requests: number
  readonly countByStatus: Record<string, number>
  readonly violations: string[]
}

/** Sends `count` spoilt requests to every route of a real server over a real database. */
export async function runMalformed(count: number, seed: number): Promise<MalformedReport> {
  const tally: Tally = { requests: 0, countByStatus: {}, violations: [] }
  for (const [index, route] of (await listRoutes()).entries()) {
    const random = createRandom(seed + index)
    for (let first = 0; first < count; first += requestsPerServer) {
      const numbers = Array.from({ length: Math.min(requestsPerServer, count - first) }, (_, i) => first + i)
      await attackRoute(route, numbers, { seed, random, tally })
    }
  }
  return tally
}

async function listRoutes(): Promise<Route[]> {
  const server = await createTestServer({ changes: { demonstration: true } })
  const routes = await listApiRoutes(server.app)
  await server.close()
  // An answer that is not refused never ends; its refusals are looked at where the news are tested.
  return routes.filter(({ pattern }) => pattern !== '/api/office/events')
}

async function attackRoute(route: Route, numbers: readonly number[], { seed, random, tally }: { seed: number; random: () => number; tally: Tally }): Promise<void> {
  const server = await createTestServer({ changes: { demonstration: true } })
  try {
    const world = await prepare(server)
    for (const i of numbers) {
      const { status, violation } = await attack(world, route, i, random)
      tally.requests += 1
      tally.countByStatus[status] = (tally.countByStatus[status] ?? 0) + 1
      if (violation !== null) tally.violations.push(`seed ${String(seed)}, ${route.method} ${route.pattern} no. ${String(i)}: ${violation}`)
    }
    world.watch.close()
  } finally {
    await server.close()
  }
}

interface World {
  readonly server: TestServer
  readonly phone: TestPhone
  /** A phone whose access one of the routes closes. */
  readonly other: TestPhone
  readonly cookie: string
  readonly secret: string
  /** Of a link for somebody without the program. */
  readonly teacherSecret: string
  /** Counts what other connections committed, and the rows of the histories. */
  readonly watch: { dataVersion(): number; changes(): number; close(): void }
}

async function prepare(server: TestServer): Promise<World> {
  await givePasswords(server)
  const phone = await enrolTestPhone(server)
  const link = await createLink(server.store, phone, server.deps)
  const asked = await server.app.inject({ method: 'POST', url: '/api/teacher-links', headers: { authorization: `Bearer ${phone.token}` }, payload: { subject: 'd:northp1', name: 'Сидоров П.П.' } })
  const teacherSecret = asked.json<{ link: string }>().link.split('#')[1] ?? ''
  const database = new DatabaseSync(server.path, { readOnly: true })
  const read = (sql: string): number => Number(Object.values(database.prepare(sql).get() ?? {})[0])
  const watch = { dataVersion: () => read('PRAGMA data_version'), changes: () => read('SELECT count(*) FROM change'), close: () => { database.close() } }
  return { server, phone, other: await enrolTestPhone(server), cookie: await cookieOf(server), secret: link?.secret ?? '', teacherSecret, watch }
}

async function cookieOf(server: TestServer): Promise<string> {
  const answer = await server.app.inject({ method: 'POST', url: '/api/demo/sign-in', headers: { origin }, payload: { district: 'north' } })
  return String(answer.headers['set-cookie']).split(';', 1)[0] ?? ''
}

const origin = 'http://localhost:8080'

async function attack({ server, watch, ...world }: World, route: Route, i: number, random: () => number): Promise<{ status: number; violation: string | null }> {
  const { url, headers, body } = mutateRequest(baseOf({ server, watch, ...world }, route, i), random)
  const before = [watch.dataVersion(), watch.changes()] as const
  const answer = await server.app.inject({ method: route.method, url, headers, ...(body === null ? {} : { payload: body }) })
  const isRefused = answer.statusCode >= 400
  const describe = (what: string): string => `${what}: ${String(answer.statusCode)} to ${url}, ${body?.toString().slice(0, 300) ?? 'no body'}`
  if (answer.statusCode >= 500) return { status: answer.statusCode, violation: describe('a fault of the server') }
  if (isRefused && !isErrorAnswer(answer.body)) return { status: answer.statusCode, violation: describe('another shape') }
  // A wrong password stands in the journal of the office, and nowhere else.
  const isStored = answer.body.includes('"SignInWrong"') ? watch.changes() !== before[1] : watch.dataVersion() !== before[0]
  if (isRefused && isStored) return { status: answer.statusCode, violation: describe('something stored') }
  const confirmed = route.pattern === '/api/exchange' && !isRefused ? countReceipts(bodyOf(answer)) : Infinity
  if (watch.changes() - before[1] > confirmed) return { status: answer.statusCode, violation: describe('more stored than confirmed') }
  return { status: answer.statusCode, violation: null }
}

/** The answer's JSON, compressed when a spoilt header still asked for it. */
function bodyOf({ rawPayload, headers }: { readonly rawPayload: Buffer; readonly headers: Readonly<Record<string, unknown>> }): JsonObject {
  const encoding = headers['content-encoding']
  const plain = encoding === 'br' ? brotliDecompressSync(rawPayload) : encoding === 'gzip' ? gunzipSync(rawPayload) : rawPayload
  return JSON.parse(plain.toString()) as JsonObject
}

function isErrorAnswer(text: string): boolean {
  const body: unknown = JSON.parse(text)
  const error: unknown = typeof body === 'object' && body !== null && 'error' in body ? body.error : null
  return typeof error === 'object' && error !== null && 'type' in error && typeof error.type === 'string' && Object.hasOwn(errorCodes, error.type)
}

function countReceipts({ receipts }: JsonObject): number {
  return Array.isArray(receipts) ? receipts.reduce((sum: number, range: unknown) => sum + (Array.isArray(range) ? Number(range[1]) : 0), 0) : 0
}

/** The right request of a route; those with digits to type name no organization, or every wrong try would rightly be counted. */
function baseOf({ phone, other, cookie, secret, teacherSecret }: World, { pattern }: Route, i: number): BaseRequest {
  const url = fillPattern(pattern, { organizationId: 'northschool', resolutionId: 'northdoc', directiveId: 'northp1', deviceId: other.deviceId, subject: 'd:northp1' })
  const json = { 'content-type': 'application/json' }
  if (pattern === '/api/exchange') {
    const changes = [makeSent(i + 1), makeSent(i + 2, { kind: 'progressNote', value: { text: 'запись' } })]
    return { url, headers: { ...json, authorization: `Bearer ${phone.token}` }, body: JSON.parse(JSON.stringify({ ...makeRequest({ changes }), health: [1, 2, 3, 'StorageFull'], digest: [2, 'Zm9vYmFyYmF6cXV4'] })) as JsonObject }
  }
  if (pattern === '/api/invitations') return { url, headers: { ...json, authorization: `Bearer ${phone.token}` }, body: {} }
  if (pattern.startsWith('/api/teacher')) return { url, headers: { ...json, authorization: `Bearer ${phone.token}` }, body: teacherBody(pattern, teacherSecret, i) }
  if (pattern === '/api/enrol') {
    const proof = i % 2 === 0 ? { secret } : { organizationNumber: '99999999', code: '000000000' }
    return { url, headers: json, body: { token: mintToken(), deviceLabel: 'Android', ...proof } }
  }
  return { url, headers: { ...json, cookie, origin }, body: officeBody(pattern) }
}

function teacherBody(pattern: string, secret: string, i: number): JsonObject {
  if (pattern.endsWith('/cancel')) return { id: 'nobody' }
  if (pattern.endsWith('/answers')) return { secret, text: `Ответ ${String(i)}` }
  if (pattern.startsWith('/api/teacher-links')) return { subject: 'd:northp1', name: 'Сидоров П.П.', task: 'Провести опрос', dueDate: '2026-12-01' }
  return { secret }
}

function officeBody(pattern: string): JsonObject | null {
  if (pattern.endsWith('/office/sign-in')) return { login: 'north', password: 'неверный' }
  if (pattern.endsWith('/address')) return { audience: ['general_school'], organizationIds: ['northschool'] }
  if (pattern.endsWith('/control')) return { state: 'returned', reason: 'нет приложения', fixBy: '2026-12-05' }
  if (pattern.endsWith('/extension')) return { to: '2026-12-31', reason: 'просьба' }
  if (pattern.includes('/api/demo/')) return { district: 'north' }
  return /(codes|revoke|sign-out)$/.test(pattern) ? {} : null
}
