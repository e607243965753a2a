/**
 * The road of one browser to the server under test: a proxy on one port for a whole test, which can lose answers,
 * double requests, answer by itself or be cut, while the server behind it stops and starts again.
 */
import { Agent, type IncomingMessage, type ServerResponse, createServer, request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** One request that came to the gateway, with what went through it (bytes of the bodies as sent). */
export interface PassedRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly bytesUp: number
  readonly bytesDown: number
  /** HTTP status of the answer; null where none was given. */
  readonly status: number | null
  /** When it came and when the gateway was done with it (ms of `performance`). */
  readonly arrivedMs: number
  readonly endedMs: number
  /** The browser gave it up before: the page was closed or loaded anew. */
  readonly wasGivenUp: boolean
}

/** What becomes of one request. */
export type Fate =
  /** Held back for a while (ms) before it goes on to the server; `isLast` ends the connection with the answer. */
  | { readonly type: 'pass'; readonly afterMs?: number; readonly isLast?: true }
  /** The server takes it, and its answer is lost. */
  | { readonly type: 'loseAnswer' }
  /** The server gets it twice; the second answer arrives. */
  | { readonly type: 'double' }
  /** The connection breaks before the server hears of it. */
  | { readonly type: 'cut' }
  /** So many bytes of the body reach the server, then the connection breaks. */
  | { readonly type: 'cutBody'; readonly bytes: number }
  /** Half of the answer's body arrives, then the connection breaks. */
  | { readonly type: 'half' }
  | { readonly type: 'answer'; readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }

export const pass: Fate = { type: 'pass' }

export interface Gateway {
  /** Where browsers reach it, e.g. "http://localhost:41233". */
  readonly url: string
  /** Everything that came so far, in the order it ended. */
  readonly passed: readonly PassedRequest[]
  /** Decides the fate of each request from now on; called once per request, in order of arrival. */
  decide(rule: (request: { readonly method: string; readonly path: string }) => Fate): void
  /** Everything passes again. */
  heal(): void
  /** Breaks every connection and takes no new one, or takes them again: what a browser knows of its own network aside. */
  setCut(isCut: boolean): void
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** Opens a gateway on a free port of this machine to the port that `upstream` names; null while there is no server. */
export async function openGateway(upstream: () => number | null): Promise<Gateway> {
  const agent = new Agent({ keepAlive: false })
  const passed: PassedRequest[] = []
  const sockets = new Set<Socket>()
  let isCut = false
  let fateOf: Parameters<Gateway['decide']>[0] = () => pass
  const server = createServer((incoming, outgoing) => {
    if (incoming.url === '/api/office/events') passOn(agent, upstream(), incoming, outgoing)
    else void handle(incoming, outgoing).catch(() => outgoing.destroy())
  })
  server.on('connection', (socket) => {
    if (isCut) socket.destroy()
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const method = incoming.method ?? 'GET'
    const path = (incoming.url ?? '/').split('?', 1)[0] ?? '/'
    const arrivedMs = performance.now()
    const fate = fateOf({ method, path })
    const body = await readAll(incoming)
    if (fate.type === 'pass' && fate.afterMs !== undefined) await sleep(fate.afterMs)
    const answer = await answerOf(incoming, body, fate)
    const times = { arrivedMs, endedMs: performance.now(), wasGivenUp: outgoing.destroyed }
    passed.push({ method, path, bytesUp: fate.type === 'cutBody' ? Math.min(fate.bytes, body.length) : body.length, bytesDown: answer?.body.length ?? 0, status: answer?.status ?? null, ...times })
    if (answer === null) outgoing.destroy()
    else if (fate.type === 'half') sendHalf(outgoing, answer)
    else outgoing.writeHead(answer.status, fate.type === 'pass' && fate.isLast === true ? { ...answer.headers, connection: 'close' } : answer.headers).end(answer.body)
  }

  async function answerOf(incoming: IncomingMessage, body: Buffer, fate: Fate): Promise<Answer | null> {
    const port = upstream()
    if (fate.type === 'cut' || port === null) return null
    if (fate.type === 'cutBody') return forwardStart(port, incoming, body, fate.bytes)
    if (fate.type === 'answer') {
      return { status: fate.status, headers: { 'content-type': 'application/json; charset=utf-8', ...fate.headers }, body: Buffer.from(fate.body) }
    }
    if (fate.type === 'double') await forward(agent, port, incoming, body)
    const answer = await forward(agent, port, incoming, body)
    return fate.type === 'loseAnswer' ? null : answer
  }

  const port = await listen(server, 0)
  return {
    url: `http://localhost:${String(port)}`,
    passed,
    decide(rule) {
      fateOf = rule
    },
    heal() {
      fateOf = () => pass
    },
    setCut(next) {
      isCut = next
      if (isCut) for (const socket of sockets) socket.destroy()
    },
    async close() {
      agent.destroy()
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((done) => server.close(() => { done() }))
    },
  }
}

/** A span of time (ms of `performance`). */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

/**
 * Exchanges that began while another was under way: a phone has one flusher, so there are none. A page that went away
 * in the middle of its own has given it up, also when the network has not told so yet: `departures` are such moments.
 */
export function findOverlaps(passed: readonly PassedRequest[], departures: readonly Span[] = []): string[] {
  const exchanges = passed.filter(({ path, wasGivenUp }) => path === '/api/exchange' && !wasGivenUp).sort((a, b) => a.arrivedMs - b.arrivedMs)
  const overlaps: string[] = []
  let last: PassedRequest | undefined
  for (const next of exchanges) {
    const [began, ended] = [last?.arrivedMs ?? -Infinity, last?.endedMs ?? -Infinity]
    const hasLeft = departures.some(({ fromMs, toMs }) => fromMs < next.arrivedMs && toMs > began)
    if (next.arrivedMs < ended && !hasLeft) overlaps.push(`an exchange began ${(ended - next.arrivedMs).toFixed(0)} ms before the end of the last, which took ${(ended - began).toFixed(0)} ms`)
    if (next.endedMs > ended) last = next
  }
  return overlaps
}

/** The news of the office never end: they are passed on line by line, as a proxy passes them. */
function passOn(agent: Agent, port: number | null, incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (port === null) {
    outgoing.destroy()
    return
  }
  const sent = request({ host: '127.0.0.1', port, path: incoming.url, headers: { ...incoming.headers, connection: 'close' }, agent }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, withoutHops(answer.headers))
    outgoing.flushHeaders()
    answer.pipe(outgoing)
  })
  sent.once('error', () => outgoing.destroy())
  outgoing.once('close', () => sent.destroy())
  sent.end()
}

function sendHalf(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  outgoing.writeHead(status, { ...headers, 'content-length': String(body.length) })
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy())
}

function forward(agent: Agent, port: number, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((done, failed) => {
    const headers = { ...incoming.headers, connection: 'close' }
    const options = { host: '127.0.0.1', port, method: incoming.method, path: incoming.url, headers, agent }
    const sent = request(options, (answer) => {
      readAll(answer).then((bytes) => { done({ status: answer.statusCode ?? 502, headers: withoutHops(answer.headers), body: bytes }) }, failed)
    })
    sent.once('error', failed)
    sent.end(body)
  })
}

/** Lets the start of a body through, as a network does that goes between two packets. */
async function forwardStart(port: number, incoming: IncomingMessage, body: Buffer, bytes: number): Promise<null> {
  const sent = request({ host: '127.0.0.1', port, method: incoming.method, path: incoming.url, headers: incoming.headers, agent: false })
  // A cut is an error to the one who is cut off.
  sent.on('error', () => undefined)
  await new Promise<void>((done) => { sent.write(body.subarray(0, bytes), () => { done() }) })
  sent.socket?.end()
  await new Promise<void>((done) => sent.once('close', () => { done() }))
  return null
}

/** What belongs to one connection must not be passed on to another. */
function withoutHops(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...rest } = headers
  return rest
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(port, '127.0.0.1', done)
  })
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('The gateway has no port.')
  return address.port
}
