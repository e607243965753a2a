import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exchangeOf } from '../support/exchangeClient.ts'
import { cookieOf, createOfficeClient, givePasswords, testPassword } from '../support/officeClient.ts'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone, makeSent, publishTestDocument } from '../support/serverFactory.ts'

let server: TestServer
let phone: TestPhone
let cookie: string
let base: string
const open: AbortController[] = []

beforeEach(async () => {
  server = await createTestServer()
  await givePasswords(server)
  phone = await enrolTestPhone(server)
  cookie = cookieOf(await createOfficeClient(server).post('sign-in', { login: 'north', password: testPassword }))
  base = await server.app.listen({ port: 0, host: '127.0.0.1' })
})
afterEach(async () => {
  for (const one of open.splice(0)) one.abort()
  await server.close()
})

interface Stream {
  readonly headers: Headers
  readonly status: number
  /** The next event as its lines, or null when the stream has ended; comments and the first words are passed over. */
  next(): Promise<Record<string, string> | null>
  /** The next id that is given, as a browser names it when it comes back. */
  place(): Promise<string>
}

async function listen(headers: Record<string, string> = {}): Promise<Stream> {
  const control = new AbortController()
  open.push(control)
  const answer = await fetch(`${base}/api/office/events`, { headers: { cookie, ...headers }, signal: control.signal })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const take = async (name: string): Promise<Record<string, string> | null> => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end !== -1) {
        const block = Object.fromEntries(text.slice(0, end).split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
        text = text.slice(end + 2)
        if (block[name] !== undefined) return block
        continue
      }
      const part = await reader?.read()
      if (part === undefined || part.done) return null
      text += part.value
    }
  }
  return { headers: answer.headers, status: answer.status, next: () => take('event'), place: async () => (await take('id'))?.['id'] ?? '' }
}
const dataOf = (event: Record<string, string> | null): unknown => JSON.parse(event?.['data'] ?? 'null')

describe('the news of the office', () => {
  it('tell after a phone’s exchange whose history stands where, in one event, and pass a proxy at once', async () => {
    const stream = await listen()
    expect([stream.status, stream.headers.get('content-type'), stream.headers.get('x-accel-buffering'), stream.headers.get('cache-control')]).toEqual([200, 'text/event-stream; charset=utf-8', 'no', 'no-cache, no-store, no-transform'])
    const { cursor } = await exchangeOf(server, phone, { changes: [makeSent(1, { value: { state: 'reported' } })] })
    expect(dataOf(await stream.next())).toEqual({ organizations: [{ id: 'northschool', place: cursor }], documents: false })
  })

  it('tell of a decision, and of a document that came, and nothing of another district', async () => {
    const stream = await listen()
    const foreign = cookieOf(await createOfficeClient(server).post('sign-in', { login: 'south', password: testPassword }))
    await createOfficeClient(server, foreign).post('decisions', { places: [{ organizationId: 'southschool', subject: 'd:southp1' }], wish: { act: 'release' } })
    await createOfficeClient(server, cookie).post('decisions', { places: [{ organizationId: 'northschool', subject: 'd:northp1' }], wish: { act: 'release' } })
    expect(dataOf(await stream.next())).toMatchObject({ organizations: [{ id: 'northschool' }], documents: false })
    await server.store.transaction((access) => publishTestDocument(access, 'north', 2, server.clock.nowMs, 'second'))
    await exchangeOf(server, phone)
    expect(dataOf(await stream.next())).toMatchObject({ documents: true })
  })

  it('replay what was missed, and say «reset» where that is not known any more', async () => {
    const stream = await listen()
    await exchangeOf(server, phone, { changes: [makeSent(1)] })
    const first = await stream.next()
    await exchangeOf(server, phone, { changes: [makeSent(2, { supersedes: [`${phone.deviceId}-1`], value: { state: 'reported' } })] })
    const second = await stream.next()
    expect(await (await listen({ 'last-event-id': first?.['id'] ?? '' })).next()).toEqual(second)
    expect((await (await listen({ 'last-event-id': 'another-7' })).next())?.['event']).toBe('reset')
  })

  it('replay to a page that had heard nothing before it was cut off, and trust no number that was never given', async () => {
    const stream = await listen()
    const place = await stream.place()
    await exchangeOf(server, phone, { changes: [makeSent(1)] })
    const told = await stream.next()
    expect(await (await listen({ 'last-event-id': place })).next()).toEqual(told)
    expect(await (await listen({ 'last-event-id': told?.['id'] ?? '' })).place()).toBe(told?.['id'])
    expect((await (await listen({ 'last-event-id': place.replace(/\d+$/, '9') })).next())?.['event']).toBe('reset')
  })

  it('end with the session, are closed to strangers, and do not prolong it', async () => {
    expect((await fetch(`${base}/api/office/events`)).status).toBe(401)
    const stream = await listen()
    await createOfficeClient(server, cookie).post('sign-out', {}, { origin: 'http://localhost:8080' })
    expect(await stream.next()).toBeNull()
    expect((await listen()).status).toBe(401)
  })

  it('are bounded in number, and let the server end', async () => {
    const streams = await Promise.all(Array.from({ length: 200 }, () => listen()))
    expect((await listen()).status).toBe(503)
    const ended = streams[0]?.next()
    await server.app.close()
    expect(await ended).toBeNull()
  })
})
