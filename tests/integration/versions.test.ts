import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DistrictId, OrganizationId } from '#core/directive'
import { type JsonObject, protocolVersion, unpackLists } from '#core/sync'
import { createHttpTransport } from '../../src/device/httpTransport.ts'
import { runSync } from '../../src/device/runSync.ts'
import { createLink } from '../../sync-server/enrolment/enrolmentCodes.ts'
import { type InjectedPhone, enrolInjectedPhone } from '../support/injectedPhone.ts'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone, makeRequest, makeSent } from '../support/serverFactory.ts'

/*
 * Phones and servers of other versions, made up: version 0 knows less than this one, version 2 more. Whatever they add is
 * kept and relayed; whatever they lack is done without.
 */

const school = { districtId: 'north' as DistrictId, organizationId: 'northschool' as OrganizationId }
let server: TestServer
let mine: InjectedPhone
let newer: TestPhone
beforeEach(async () => {
  server = await createTestServer()
  const secret = (await createLink(server.store, school, server.deps))?.secret ?? ''
  mine = await enrolInjectedPhone(server.app, secret, () => server.clock.nowMs)
  newer = await enrolTestPhone(server)
})
afterEach(async () => { await server.close() })

/** One exchange as JSON, past this version's own types. */
async function speak(request: JsonObject): Promise<{ readonly status: number; readonly body: JsonObject }> {
  const answer = await server.app.inject({ method: 'POST', url: '/api/exchange', headers: { authorization: `Bearer ${newer.token}` }, payload: request })
  return { status: answer.statusCode, body: unpackLists(answer.json<JsonObject>()) as JsonObject }
}
const plain = (changes: JsonObject): JsonObject => JSON.parse(JSON.stringify({ ...makeRequest(), ...changes })) as JsonObject

/** What version 2 writes: a kind, a subject, a field beside the fields and one inside a value that nobody knew before. */
const fromTheFuture: readonly JsonObject[] = [
  makeSent(1, { kind: 'voiceNote', value: { seconds: 12, waveform: [1, 2, 3], nested: { deep: ['я'] } }, schemaVersion: 2, mood: 'calm' }),
  makeSent(2, { kind: 'progressNote', value: { text: 'запись', tone: 'warm' }, schemaVersion: 2, place: { lat: 62 } }),
  makeSent(3, { kind: 'routeCheck', subject: 'z:bus:7', value: { stops: 4 }, schemaVersion: 2 }),
]

describe('what version 2 writes', () => {
  it('is kept by this server, kept by this phone, and told on to another phone of version 2 as it was', async () => {
    expect((await speak(plain({ appVersion: '2.0.0', schemaVersion: 2, changes: [...fromTheFuture], route: 'mesh' }))).body).toMatchObject({ receipts: [[1, 3, 4]] })
    await mine.sync()
    const rows = (await mine.deps.db.changes.toArray()).filter(({ deviceId }) => deviceId === newer.deviceId)
    expect(rows.map(({ kind, subject, value, extra, schemaVersion }) => ({ kind, subject, value, schemaVersion, ...extra }))).toEqual(
      fromTheFuture.map(({ kind, subject, value, schemaVersion, mood, place }) => ({ kind, subject, value, schemaVersion, ...(mood === undefined ? {} : { mood }), ...(place === undefined ? {} : { place }) })),
    )
    newer = await enrolTestPhone(server)
    const told = (await speak(plain({}))).body['changes'] as JsonObject[]
    for (const sent of fromTheFuture) {
      const relayed = told.find(({ deviceSequence, kind }) => deviceSequence === sent['deviceSequence'] && kind === sent['kind'])
      expect({ schemaVersion: 1, ...relayed }).toMatchObject(sent)
    }
  })

  it('is offered again whole by this phone when it stands in this phone’s own queue', async () => {
    // What a newer program wrote into the database before the older one was opened again.
    const draft = { kind: 'voiceNote', value: { seconds: 3, nested: { deep: true } }, extra: { mood: 'calm' }, schemaVersion: 2 }
    const [own] = (await mine.deps.db.changes.toArray()).filter(({ pending }) => pending === 1)
    if (own === undefined) throw new Error('nothing unsent')
    await mine.deps.db.changes.put({ ...own, ...draft })
    expect((await mine.sync()).organizations).toMatchObject([{ type: 'done', sent: 1 }])
    const { history } = server.store.forOrganization(school.districtId, school.organizationId)
    expect((await history.list({ kinds: ['voiceNote'] }))[0]).toMatchObject(draft)
  })
})

describe('a phone of version 0', () => {
  it('that has neither health, digest nor defaults is answered, and its records stand', async () => {
      const change = { deviceSequence: 1, authorId: 'petrova', subject: 'd:northp1', kind: 'execution', value: { state: 'reported' }, stampMs: server.clock.nowMs, subjectVersion: 1 }
    const answer = await speak(plain({ protocol: 0, changes: [change] }))
    expect(answer).toMatchObject({ status: 200, body: { protocol: protocolVersion, receipts: [[1, 1, 4]] } })
    await mine.sync()
    expect((await mine.deps.db.summaries.toArray()).map(({ execution }) => execution)).toEqual(['reported'])
  })
})

/** The server's answers to this phone, with another version's hand on them. */
function answerAs(change: (body: JsonObject) => JsonObject): InjectedPhone['deps'] {
  const fetchIt: typeof fetch = async (_url, init) => {
    const payload = Buffer.from(await new Response(init?.body ?? null).arrayBuffer())
    const answer = await server.app.inject({ method: 'POST', url: '/api/exchange', headers: Object.fromEntries(new Headers(init?.headers)), payload })
    return new Response(JSON.stringify(change(answer.json<JsonObject>())), { status: answer.statusCode })
  }
  return { ...mine.deps, transport: createHttpTransport({ fetch: fetchIt, baseUrl: '' }) }
}

describe('a server of version 2', () => {
  it('that adds fields, lists and kinds to its answers is understood as far as this phone can, and nothing is lost', async () => {
    await speak(plain({ changes: [...fromTheFuture] }))
    const deps = answerAs((body) => ({ ...body, protocol: 2, hints: [{ x: 1 }], budget: { daily: 5 } }))
    expect((await runSync(deps)).organizations).toMatchObject([{ type: 'done', sent: 1, failure: null }])
    const kinds = (await deps.db.changes.toArray()).map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['voiceNote', 'routeCheck', 'publication', 'person']))
    expect(await deps.db.cards.count()).toBe(1)
  })
})

describe('a server of version 0', () => {
  it('that leaves out all it may is understood too', async () => {
    const deps = answerAs(({ nowMs, cursor, receipts, changes, directives, resolutions }) => ({ protocol: 0, nowMs, cursor, receipts, changes, directives, resolutions }) as JsonObject)
    expect((await runSync(deps)).organizations).toMatchObject([{ type: 'done', sent: 1, failure: null }])
    expect((await deps.db.enrolments.toArray())[0]).toMatchObject({ firstLoadDone: true, lastFailure: null })
  })
})

describe('a phone of version 2 at this server', () => {
  it('is told which version is spoken here, and keeps everything', async () => {
    const answer = await speak(plain({ protocol: 2, changes: [...fromTheFuture] }))
    expect(answer).toMatchObject({ status: 426, body: { error: { type: 'ProtocolUnsupported', newest: protocolVersion } } })
    const { history } = server.store.forOrganization(school.districtId, school.organizationId)
    expect(await history.list({ kinds: ['voiceNote'] })).toEqual([])
  })
})
