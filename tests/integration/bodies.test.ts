import { once } from 'node:events'
import { type AddressInfo, type Socket, connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { maxCompressedBytes, maxInflatedBytes } from '#core/sync'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone, makeRequest, makeSent } from '../support/serverFactory.ts'

let server: TestServer
let phone: TestPhone
let port = 0

beforeEach(async () => {
  server = await createTestServer({ limits: { requestTimeoutMs: 300 } })
  phone = await enrolTestPhone(server)
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  port = (server.app.server.address() as AddressInfo).port
})
afterEach(async () => { await server.close() })

/** Sends a body of an exchange over a real connection. */
async function post(body: BodyInit, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  const answer = await fetch(`http://127.0.0.1:${String(port)}/api/exchange`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${phone.token}`, ...headers },
    body,
  })
  return { status: answer.status, text: await answer.text() }
}

/** Opens a connection, writes and reads until the server closes it. */
async function talk(write: (socket: Socket) => void): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  socket.setEncoding('utf8').on('data', (text: string) => { heard += text })
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  write(socket)
  await once(socket, 'close')
  return heard
}

const refused = (type: string): string => `{"error":{"type":"${type}"}}`
const request = JSON.stringify(makeRequest({ changes: [makeSent(1)] }))
const historyLength = async (): Promise<number> => (await server.store.forOrganization(phone.districtId, phone.organizationId).history.list({})).length

describe('a body', () => {
  it('is taken plain and gzipped', async () => {
    expect((await post(request)).status).toBe(200)
    expect((await post(gzipSync(request), { 'content-encoding': 'gzip' })).status).toBe(200)
    expect(await historyLength()).toBe(4)
  })

  it.each([
    ['as sent', () => ({ body: 'x'.repeat(maxCompressedBytes + 1), headers: {} })],
    ['once inflated', () => ({ body: gzipSync(Buffer.alloc(maxInflatedBytes + 1, 0x20)), headers: { 'content-encoding': 'gzip' } })],
    ['a thousand times', () => ({ body: gzipSync(Buffer.alloc(200 * maxInflatedBytes, 0x20), { level: 9 }).subarray(0, maxCompressedBytes), headers: { 'content-encoding': 'gzip' } })],
    ['in two members', () => ({ body: Buffer.concat([gzipSync(Buffer.alloc(maxInflatedBytes, 0x20)), gzipSync(request)]), headers: { 'content-encoding': 'gzip' } })],
  ])('is refused when it is too large %s', async (_name, make) => {
    const { body, headers } = make()
    expect(await post(body, headers)).toEqual({ status: 413, text: refused('BodyTooLarge') })
    expect(await historyLength()).toBe(3)
  })

  it('is held to its bound without a word about its length', async () => {
    const heard = await talk((socket) => {
      socket.write(head('Transfer-Encoding: chunked'))
      for (let i = 0; i < 10; i += 1) socket.write(`8000\r\n${'x'.repeat(0x8000)}\r\n`)
    })
    expect(heard).toMatch(/^HTTP\/1\.1 413 /)
    expect(heard).toContain(refused('BodyTooLarge'))
  })

  it.each(['br', 'deflate', 'zstd', 'gzip, gzip', 'x-gzip'])('is refused in %s', async (encoding) => {
    expect(await post(gzipSync(request), { 'content-encoding': encoding })).toEqual({ status: 415, text: refused('EncodingUnsupported') })
  })

  it.each(['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'])('is refused as %s', async (type) => {
    expect(await post(request, { 'content-type': type })).toEqual({ status: 415, text: refused('EncodingUnsupported') })
  })

  it.each<[string, BodyInit, Record<string, string>]>([
    ['no JSON', '{"protocol":1', {}],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), {}],
    ['cut off in the middle', gzipSync(request).subarray(0, 40), { 'content-encoding': 'gzip' }],
    ['no gzip', request, { 'content-encoding': 'gzip' }],
    ['too deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, {}],
    ['reaching for a prototype', '{"protocol":1,"__proto__":{"admin":true}}', {}],
    ['empty', '', {}],
    ['a bare word', 'null', {}],
  ])('is refused when it is %s', async (_name, body, headers) => {
    expect(await post(body, headers)).toEqual({ status: 400, text: refused('BodyMalformed') })
  })
})

describe('a connection', () => {
  it('of a stranger is answered before a byte of its body is read', async () => {
    const heard = await talk((socket) => { socket.write(head('Content-Length: 200000', 'Authorization: Bearer nobody', 'Connection: close')) })
    expect(heard).toMatch(/^HTTP\/1\.1 401 /)
    expect(heard).toContain(refused('TokenUnknown'))
  })

  it('that sends its body too slowly is ended, and the others are served meanwhile', async () => {
    const slow = talk((socket) => {
      socket.write(head(`Content-Length: ${String(request.length)}`))
      socket.write(request.slice(0, 10))
    })
    expect((await post(request)).status).toBe(200)
    expect(await slow).toMatch(/^HTTP\/1\.1 408 /)
    expect(await historyLength()).toBe(4)
  })

  it('that speaks no HTTP hears the one shape of all errors', async () => {
    const heard = await talk((socket) => { socket.write('HELLO\r\n\r\n') })
    expect(heard).toMatch(/^HTTP\/1\.1 400 /)
    expect(heard).toContain(refused('BodyMalformed'))
  })

  it('with endless headers is ended', async () => {
    const heard = await talk((socket) => { socket.write(`GET / HTTP/1.1\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`) })
    expect(heard).toMatch(/^HTTP\/1\.1 431 /)
  })

  it('cut off in the middle of a body leaves nothing behind', async () => {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(head(`Content-Length: ${String(request.length)}`) + request.slice(0, 50))
    socket.destroy()
    await once(socket, 'close')
    expect((await post(request)).status).toBe(200)
    expect(await historyLength()).toBe(4)
  })
})

/** The head of an exchange's request as it goes over the line. */
function head(...more: string[]): string {
  const own = more.some((line) => line.startsWith('Authorization')) ? [] : [`Authorization: Bearer ${phone.token}`]
  return ['POST /api/exchange HTTP/1.1', 'Host: localhost', 'Content-Type: application/json', ...own, ...more, '', ''].join('\r\n')
}
