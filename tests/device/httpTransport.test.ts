import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type Credentials, planExchange, unpackLists, decodeRequest } from '#core/sync'
import { createHttpTransport } from '../../src/device/httpTransport.ts'
import { makeChange } from '../support/changeFactory.ts'

const credentials = { districtId: 'd1', organizationId: 'school1', deviceId: 'a', token: 't'.repeat(43) } as Credentials
const request = (count: number) =>
  planExchange({ unsent: Array.from({ length: count }, (_, i) => makeChange({ deviceSequence: i + 1 })), cursor: null, deviceTimeMs: 5, appVersion: '0.1.0' })
const emptyAnswer = { protocol: 1, nowMs: 1, cursor: 'e.0.', receipts: [] }

function transportOf(respond: (url: string, init: RequestInit) => Response | Promise<Response>, timeLimitMs = 1000) {
  const calls: { readonly url: string; readonly init: RequestInit }[] = []
  const fetch = ((url: string, init: RequestInit) => {
    calls.push({ url, init })
    return Promise.resolve(respond(url, init))
  }) as typeof globalThis.fetch
  return { calls, transport: createHttpTransport({ fetch, baseUrl: 'https://s.example', timeLimitMs }) }
}
const json = (body: object, init?: ResponseInit): Response => new Response(JSON.stringify(body), init)

describe('the server over HTTP', () => {
  it('gets the token in the header only, and no cookie', async () => {
    const { calls, transport } = transportOf(() => json(emptyAnswer))
    expect(await transport.exchange(request(1), credentials)).toMatchObject({ ok: true, value: { cursor: 'e.0.', more: false } })
    expect(calls[0]).toMatchObject({ url: 'https://s.example/api/exchange', init: { method: 'POST', cache: 'no-store', credentials: 'same-origin', headers: { Authorization: `Bearer ${credentials.token}` } } })
    expect(new TextDecoder().decode(calls[0]?.init.body as Uint8Array)).not.toContain(credentials.token)
  })

  it('gets a large body compressed and a small one as it is', async () => {
    const { calls, transport } = transportOf(() => json(emptyAnswer))
    await transport.exchange(request(40), credentials)
    await transport.exchange(request(0), credentials)
    const [large, small] = calls
    expect(large?.init.headers).toMatchObject({ 'Content-Encoding': 'gzip' })
    const bytes = new Uint8Array(large?.init.body as ArrayBuffer)
    expect(decodeRequest(unpackLists(JSON.parse(gunzipSync(bytes).toString())))).toEqual({ ok: true, value: JSON.parse(JSON.stringify(request(40))) as unknown })
    expect(small?.init.headers).not.toHaveProperty('Content-Encoding')
    expect((small?.init.body as Uint8Array).byteLength).toBeLessThanOrEqual(300)
  })

  it.each([
    ['a refusal of ours', () => json({ error: { type: 'ServerBusy', queue: 3 } }, { status: 503, headers: { 'Retry-After': '30' } }), { type: 'Refused', code: 'ServerBusy', details: { queue: 3 }, retryAfterSeconds: 30 }],
    ['a refusal without a pause', () => json({ error: { type: 'TokenUnknown' } }, { status: 401 }), { type: 'Refused', code: 'TokenUnknown', details: {}, retryAfterSeconds: null }],
    ['an unknown code', () => json({ error: { type: 'Weather' } }, { status: 500 }), { type: 'AnswerUnreadable' }],
    ['a sign-in page of a hotspot', () => new Response('<html>', { status: 200 }), { type: 'AnswerUnreadable' }],
    ['an answer of another shape', () => json({ hello: 1 }), { type: 'AnswerUnreadable' }],
    ['a dead network', () => Promise.reject(new TypeError('Failed to fetch')), { type: 'NetworkUnavailable' }],
    ['an answer cut half-way', () => new Response(new ReadableStream({ start: (controller) => { controller.error(new TypeError('reset')) } })), { type: 'NetworkUnavailable' }],
  ])('turns %s into a value', async (_name, respond, error) => {
    const { transport } = transportOf(respond)
    expect(await transport.exchange(request(1), credentials)).toEqual({ ok: false, error })
  })

  it('does not wait longer than its time limit', async () => {
    const { transport } = transportOf((_url, { signal }) => new Promise((_, reject) => { signal?.addEventListener('abort', () => { reject(new DOMException('', 'AbortError')) }) }), 20)
    expect(await transport.exchange(request(1), credentials)).toEqual({ ok: false, error: { type: 'NetworkUnavailable' } })
  })

  it('enrols', async () => {
    const answer = { districtId: 'd1', organizationId: 'school1', deviceId: 'a', organizationName: 'МБОУ' }
    const { calls, transport } = transportOf(() => json(answer))
    expect(await transport.enrol({ secret: 's'.repeat(22), token: credentials.token, deviceLabel: 'Android' })).toEqual({ ok: true, value: answer })
    expect(calls[0]?.url).toBe('https://s.example/api/enrol')
  })
})
