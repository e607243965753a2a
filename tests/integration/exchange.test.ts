import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId, DistrictId, OrganizationId } from '#core/directive'
import { type JsonObject, digestHistory, maxChangeLength, officeKinds, textToCursor } from '#core/sync'
import { createApp } from '../../sync-server/app.ts'
import { fastHash } from '../../sync-server/secrets.ts'
import type { Store } from '../../sync-server/store/store.ts'
import { exchangeOf, send } from '../support/exchangeClient.ts'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone, makeSent, publishTestDocument } from '../support/serverFactory.ts'

let server: TestServer
let phone: TestPhone
beforeEach(async () => {
  server = await createTestServer()
  phone = await enrolTestPhone(server)
})
afterEach(async () => { await server.close() })

const northSchool = () => server.store.forOrganization('north' as DistrictId, 'northschool' as OrganizationId)
const marks = (count: number, first = 1) => Array.from({ length: count }, (_, i) => makeSent(first + i))

describe('what a phone receives', () => {
  it('begins with the profile, then the document and its points with their texts', async () => {
    const answer = await exchangeOf(server, phone)
    expect(answer.changes.map(({ kind, subject, sequence }) => [kind, subject, sequence])).toEqual([
      ['profile', 'o', 1],
      ['publication', 'r:northdoc', 2],
      ['publication', 'd:northp1', 3],
    ])
    expect(answer.resolutions.map(({ id }) => id)).toEqual(['northdoc'])
    expect(answer.directives).toMatchObject([{ id: 'northp1', text: 'Пересмотреть учебную нагрузку педагогов.' }])
    expect(answer.changes[2]?.value).toMatchObject({ control: 'onControl' })
    expect(answer).toMatchObject({ more: false, remaining: 0, historyChanged: false, receipts: [], nowMs: server.clock.nowMs })
  })

  it('is only what is new after its cursor', async () => {
    const first = await exchangeOf(server, phone)
    const idle = await send(server, phone, { cursor: first.cursor })
    expect(idle.body.length).toBeLessThan(200)
    await server.store.transaction((access) => publishTestDocument(access, 'north', 2, server.clock.nowMs, 'b'))
    const second = await exchangeOf(server, phone, { cursor: first.cursor })
    expect(second.changes.map(({ subject }) => subject)).toEqual(['r:northdocb', 'd:northpb1', 'd:northpb2'])
  })

  it('comes in pages, each saying how many points are still to come', async () => {
    await server.close()
    server = await createTestServer({ limits: { pageSize: 4 } })
    phone = await enrolTestPhone(server)
    await server.store.transaction((access) => publishTestDocument(access, 'north', 10, server.clock.nowMs, 'b'))
    const pages = []
    let cursor: string | null = null
    for (let more = true; more; ) {
      const answer = await exchangeOf(server, phone, { cursor })
      pages.push({ changes: answer.changes.length, directives: answer.directives.length, remaining: answer.remaining, more: answer.more })
      ;({ cursor, more } = answer)
    }
    expect(pages).toEqual([
      { changes: 4, directives: 1, remaining: 10, more: true },
      { changes: 4, directives: 4, remaining: 6, more: true },
      { changes: 4, directives: 4, remaining: 2, more: true },
      { changes: 2, directives: 2, remaining: 0, more: false },
    ])
  })

  it('leaves out what it wrote itself, and gives it to the school’s other phone', async () => {
    const other = await enrolTestPhone(server)
    const { cursor } = await exchangeOf(server, phone, { changes: marks(3) })
    expect((await exchangeOf(server, phone, { cursor })).changes).toEqual([])
    const pulled = (await exchangeOf(server, other)).changes.filter(({ deviceId }) => deviceId === phone.deviceId)
    expect(pulled.map(({ deviceSequence, sequence, kind }) => [deviceSequence, sequence, kind])).toEqual([[1, 4, 'execution'], [2, 5, 'execution'], [3, 6, 'execution']])
  })

  it('never shows one organization what another wrote', async () => {
    const [nursery, south] = [await enrolTestPhone(server, 'northnursery'), await enrolTestPhone(server, 'southschool')]
    await exchangeOf(server, phone, { changes: marks(2) })
    expect((await exchangeOf(server, nursery)).changes.map(({ kind }) => kind)).toEqual(['profile'])
    expect((await exchangeOf(server, south)).changes.every(({ deviceId }) => deviceId === 'southschooloffice')).toBe(true)
  })

  it('tells the office when the phone was there and what it holds', async () => {
    const { cursor } = await exchangeOf(server, phone)
    server.clock.nowMs += 5000
    await exchangeOf(server, phone, { cursor, waiting: 7, appVersion: '0.2.0' })
    expect(await northSchool().devices.find(phone.deviceId)).toMatchObject({ lastContactMs: server.clock.nowMs, waiting: 7, appVersion: '0.2.0', ackedSequence: 3 })
  })

  it('keeps how the phone fares until it tells otherwise, and how far its clock is out', async () => {
    await exchangeOf(server, phone, { health: [1, 2, 3, 'StorageFull'], deviceTimeMs: server.clock.nowMs - 3_600_000 })
    await exchangeOf(server, phone, { deviceTimeMs: Number.MAX_SAFE_INTEGER })
    const device = await northSchool().devices.find(phone.deviceId)
    expect(device?.health).toEqual([1, 2, 3, 'StorageFull'])
    expect(device?.clockSkewMs).toBeGreaterThan(1000 * 86_400_000)
  })

  it('says whether a phone holds the same history, up to where it has read', async () => {
    const sha256 = (text: string): string => fastHash(text).slice(0, 16)
    const { cursor } = await exchangeOf(server, phone, { changes: marks(3) })
    const { cursor: read } = await exchangeOf(server, phone, { cursor })
    const places = (await northSchool().history.list({})).map(({ id, sequence, effectiveStampMs }) => ({ id, sequence, effectiveStampMs }))
    const upTo = textToCursor(read)?.sequence ?? 0
    const ask = async (held: typeof places): Promise<boolean | undefined> => (await exchangeOf(server, phone, { cursor: read, digest: await digestHistory(held, upTo, sha256) })).digest
    expect(await ask(places)).toBe(true)
    expect(await ask(places.slice(1))).toBe(false)
    expect(await ask(places.map((place, i) => (i === 4 ? { ...place, effectiveStampMs: 1 } : place)))).toBe(false)
    expect((await exchangeOf(server, phone, { cursor: read })).digest).toBeUndefined()
  })
})

describe('what a phone sends', () => {
  it('gets receipts as ranges of the history’s numbers', async () => {
    const other = await enrolTestPhone(server)
    expect((await exchangeOf(server, phone, { changes: marks(3) })).receipts).toEqual([[1, 3, 4]])
    await exchangeOf(server, other, { changes: marks(1) })
    expect((await exchangeOf(server, phone, { changes: marks(4, 2) })).receipts).toEqual([[2, 2, 5], [4, 2, 8]])
  })

  it('keeps its first number when it comes again', async () => {
    const first = await exchangeOf(server, phone, { changes: marks(2) })
    const again = await exchangeOf(server, phone, { changes: marks(2) })
    expect(again.receipts).toEqual(first.receipts)
    expect((await northSchool().history.readHead())?.sequence).toBe(5)
  })

  it('stands once when it comes twice in one request', async () => {
    expect((await exchangeOf(server, phone, { changes: [makeSent(1), makeSent(1)] })).receipts).toEqual([[1, 1, 4]])
  })

  it('is clamped to the server’s clock, and the phone is told', async () => {
    const ahead = server.clock.nowMs + 5 * 365 * 86_400_000
    const sent = [makeSent(1), makeSent(2, { stampMs: ahead })]
    const answer = await exchangeOf(server, phone, { changes: sent })
    expect(answer.stamps).toEqual([[2, server.clock.nowMs + 120_000]])
    server.clock.nowMs += 60_000
    expect((await exchangeOf(server, phone, { changes: sent })).stamps).toEqual(answer.stamps)
    const [other] = (await exchangeOf(server, await enrolTestPhone(server))).changes.filter(({ deviceSequence, deviceId }) => deviceSequence === 2 && deviceId === phone.deviceId)
    expect(other?.stampMs).toBe(answer.stamps[0]?.[1])
  })

  it('loses nothing by one bad record among a hundred', async () => {
    const changes = marks(100)
    changes[49] = makeSent(50, { value: { state: 'dancing' } })
    const answer = await exchangeOf(server, phone, { changes })
    expect(answer.receipts).toEqual([[1, 49, 4], [51, 50, 53]])
    expect(answer.rejected).toEqual([[50, 'ChangeMalformed']])
  })

  it.each<[string, JsonObject, string]>([
    ['a field missing', makeSent(1, { authorId: '' }), 'ChangeMalformed'],
    ['a wrong subject', makeSent(1, { subject: 'northp1' }), 'ChangeMalformed'],
    ['a claim without a reason', makeSent(1, { value: { state: 'notApplicableClaim' } }), 'ChangeMalformed'],
    ['a note without words', makeSent(1, { kind: 'progressNote', value: { text: ' ' } }), 'ChangeMalformed'],
    ['an impossible version', makeSent(1, { subjectVersion: 1e300 }), 'ChangeMalformed'],
    ['too much text', makeSent(1, { kind: 'later', value: { text: 'ё'.repeat(maxChangeLength) } }), 'ChangeTooLarge'],
    ...officeKinds.map((kind) => [`the office’s ${kind}`, makeSent(1, { kind, value: { state: 'released', to: '2026-12-01' } }), 'KindNotAllowed'] satisfies [string, JsonObject, string]),
  ])('is rejected with %s', async (_name, change, code) => {
    const answer = await exchangeOf(server, phone, { changes: [change, makeSent(2)] })
    expect([answer.rejected, answer.receipts]).toEqual([[[1, code]], [[2, 1, 4]]])
    expect((await northSchool().history.list({})).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4])
  })

  it('cannot be named without a device sequence, and does not hold back the others', async () => {
    const nameless = [makeSent(1, { deviceSequence: 'one' }), makeSent(1, { deviceSequence: 2 ** 40 }), makeSent(1, { deviceSequence: 1e300 })]
    expect((await exchangeOf(server, phone, { changes: [...nameless, makeSent(2)] })).receipts).toEqual([[2, 1, 4]])
  })

  it('is kept apart when its number was used for something else', async () => {
    await exchangeOf(server, phone, { changes: [makeSent(1)] })
    const rival = makeSent(1, { value: { state: 'reported', text: 'другое' } })
    const answer = await exchangeOf(server, phone, { changes: [rival, rival] })
    expect([answer.quarantined, answer.receipts]).toEqual([[[1, 'IdReused'], [1, 'IdReused']], []])
    expect(await northSchool().quarantine.list()).toMatchObject([{ number: 1, code: 'IdReused', body: rival, deviceId: phone.deviceId }])
  })

  it.each(['d:southp1', 'd:nowhere', 'r:southdoc', 'd:southp1:2026-Q3'])('is kept apart when it names %s, never published here', async (subject) => {
    const answer = await exchangeOf(server, phone, { changes: [makeSent(1, { subject }), makeSent(2)] })
    expect([answer.quarantined, answer.receipts]).toEqual([[[1, 'SubjectUnknown']], [[2, 1, 4]]])
    expect((await northSchool().quarantine.list()).map(({ body }) => body['subject'])).toEqual([subject])
  })

  it.each(['d', 'r:northdoc:whole', 'o:person'])('is kept apart when its subject %s is of a known kind and cannot be read', async (subject) => {
    expect((await exchangeOf(server, phone, { changes: [makeSent(1, { subject })] })).quarantined).toEqual([[1, 'SubjectUnreadable']])
  })

  it('is relayed whole when a newer version wrote it', async () => {
    const future = [
      makeSent(1, { kind: 'voiceNote', value: { seconds: 12, deep: { list: [1, { a: null }] } }, mood: 'good', schemaVersion: 9, appVersion: '9.0.0' }),
      makeSent(2, { subject: 'x:new:kind', kind: 'execution', value: { state: 'inProgress', colour: 'red' } }),
      makeSent(3, { subject: 'd:northp1:2026-Q3:child9' }),
    ]
    expect((await exchangeOf(server, phone, { changes: future })).receipts).toEqual([[1, 3, 4]])
    const pulled = (await exchangeOf(server, await enrolTestPhone(server))).changes.filter(({ deviceId }) => deviceId === phone.deviceId)
    expect(pulled).toMatchObject([
      { kind: 'voiceNote', value: { seconds: 12, deep: { list: [1, { a: null }] } }, extra: { mood: 'good' }, schemaVersion: 9, appVersion: '9.0.0' },
      { subject: 'x:new:kind', value: { state: 'inProgress', colour: 'red' } },
      { subject: 'd:northp1:2026-Q3:child9' },
    ])
  })

  it('reads rights where it writes: two phones at once get numbers without a gap', async () => {
    const phones = await Promise.all([1, 2, 3, 4].map(() => enrolTestPhone(server)))
    const answers = await Promise.all(phones.flatMap((one) => [1, 2, 3, 4, 5].map((sequence) => exchangeOf(server, one, { changes: [makeSent(sequence)] }))))
    const numbers = answers.flatMap(({ receipts }) => receipts.map(([, , number]) => number)).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => 4 + i))
  })
})

describe('a cursor that does not stand in the history', () => {
  const epochOf = (cursor: string): string | undefined => textToCursor(cursor)?.epoch

  it.each([
    ['ahead of it', 'epoch1.99.AAAAAAAAAAAAAAAA'],
    ['with another past', 'epoch1.2.AAAAAAAAAAAAAAAA'],
  ])('of this very life, %s, begins a new one for everybody', async (_name, cursor) => {
    const other = await enrolTestPhone(server)
    const known = (await exchangeOf(server, other)).cursor
    const answer = await exchangeOf(server, phone, { cursor, changes: [makeSent(1)] })
    expect(answer).toMatchObject({ historyChanged: true, receipts: [[1, 1, 4]] })
    expect(answer.changes.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    expect(epochOf(answer.cursor)).not.toBe('epoch1')
    expect((await exchangeOf(server, other, { cursor: known })).historyChanged).toBe(true)
    expect((await exchangeOf(server, phone, { cursor: answer.cursor })).historyChanged).toBe(false)
  })

  it.each(['otherlife.2.AAAAAAAAAAAAAAAA', 'no cursor at all', ''])('of another life («%s») begins anew without a new life', async (cursor) => {
    const answer = await exchangeOf(server, phone, { cursor })
    expect([answer.historyChanged, answer.changes.length, epochOf(answer.cursor)]).toEqual([true, 3, 'epoch1'])
  })
})

describe('a phone whose access was closed', () => {
  it('reads nothing, and what it still sends is kept with a number each', async () => {
    await northSchool().devices.revoke(phone.deviceId, server.clock.nowMs)
    const changes = [makeSent(1), makeSent(2, { kind: 'control', value: {} }), makeSent(3, { deviceSequence: 'x' })]
    const answers = [await send(server, phone, { changes }), await send(server, phone, { changes })]
    for (const answer of answers) {
      expect(answer.statusCode).toBe(403)
      expect(answer.json()).toEqual({ error: { type: 'DeviceRevoked', revokedOn: '2026-11-22', taken: [[1, 1], [2, 2]] } })
    }
    expect((await northSchool().quarantine.list()).map(({ code, body }) => [code, body])).toEqual(changes.slice(0, 2).map((body) => ['DeviceRevoked', body]))
    expect((await northSchool().history.readHead())?.sequence).toBe(3)
  })

  it('is nobody without a token', async () => {
    const answers = await Promise.all(['', 'Bearer', `Bearer ${'A'.repeat(43)}`, `Basic ${phone.token}`].map((authorization) =>
      server.app.inject({ method: 'POST', url: '/api/exchange', headers: { authorization }, payload: {} })))
    expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual(answers.map(() => [401, '{"error":{"type":"TokenUnknown"}}']))
  })
})

describe('a request that is none', () => {
  it('is refused with its reason', async () => {
    const answers = [
      await send(server, phone, { protocol: 2 }),
      await send(server, phone, { changes: Array.from({ length: 101 }, (_, i) => makeSent(i + 1)) }),
      await send(server, phone, { appVersion: 7 as never }),
    ]
    expect(answers.map((answer) => [answer.statusCode, answer.json<{ error: unknown }>().error])).toEqual([
      [426, { type: 'ProtocolUnsupported', newest: 1 }],
      [400, { type: 'BodyMalformed' }],
      [400, { type: 'BodyMalformed' }],
    ])
  })

  it('finds the house full and is asked to come again', async () => {
    const gate = Promise.withResolvers<undefined>()
    const { store } = server
    const slow: Store = { ...store, transaction: async (work) => { await gate.promise; return store.transaction(work) } }
    const app = await createApp({ ...server.deps, store: slow, limits: { ...server.deps.limits, exchangesInHouse: { requests: 2, bytes: 10_000 } } })
    const answers = Array.from({ length: 5 }, () => send({ app }, phone))
    const refused = await Promise.all(answers.slice(2))
    expect(refused.map((answer) => [answer.statusCode, answer.headers['retry-after'], answer.json<unknown>()])).toEqual(
      refused.map(() => [503, '5', { error: { type: 'ServerBusy', retryAfterSeconds: 5 } }]),
    )
    gate.resolve(undefined)
    expect((await Promise.all(answers.slice(0, 2))).map(({ statusCode }) => statusCode)).toEqual([200, 200])
    expect((await send({ app }, phone)).statusCode).toBe(200)
    await app.close()
  })
})

describe('the writer of the office', () => {
  it('counts its own changes without a gap too', async () => {
    const written = await northSchool().history.listOfDevice('northschooloffice' as DeviceId, [1, 2, 3, 4])
    expect(written.map(({ deviceSequence }) => deviceSequence)).toEqual([1, 2, 3])
  })
})
