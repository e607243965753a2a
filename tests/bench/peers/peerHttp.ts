import { Agent, type IncomingMessage, request as startRequest } from 'node:http'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib'

/** What Chrome on a phone adds to every request, and a bearer's token: about 650 bytes, for every system the same. */
export const browserHeaders: Readonly<Record<string, string>> = {
  'user-agent': 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36',
  accept: '*/*',
  'accept-language': 'ru-RU,ru;q=0.9',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'sec-ch-ua': '"Chromium";v="138", "Not=A?Brand";v="8"',
  'sec-ch-ua-mobile': '?1',
  'sec-ch-ua-platform': '"Android"',
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'cors',
  'sec-fetch-dest': 'empty',
  referer: 'https://rono.example.ru/',
  authorization: 'Bearer 3f9aXc1Zk7Qw0s8LmV2uYtB4nHj6PdRe5GiTqKfWzA0',
}

const decoders: Readonly<Record<string, (bytes: Buffer) => Promise<Buffer>>> = {
  gzip: promisify<Buffer, Buffer>(gunzip),
  br: promisify<Buffer, Buffer>(brotliDecompress),
  deflate: promisify<Buffer, Buffer>(inflate),
  zstd: promisify<Buffer, Buffer>(zstdDecompress),
}

export interface PeerAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export interface PeerRequest {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
}

/** The one HTTP/1.1 client of every system: keeps a connection alive within a sync, starts cold after `reset`. */
export class PeerHttp {
  readonly #base: string
  readonly #maxSockets: number
  #agent: Agent
  /** Encoded bodies so far (bytes). */
  readonly bodies = { up: 0, down: 0 }

  constructor(base: string, maxSockets = 6) {
    this.#base = base
    this.#maxSockets = maxSockets
    this.#agent = new Agent({ keepAlive: true, maxSockets })
  }

  /** The next request opens a new connection. */
  reset(): void {
    this.#agent.destroy()
    this.#agent = new Agent({ keepAlive: true, maxSockets: this.#maxSockets })
  }

  close(): void {
    this.#agent.destroy()
  }

  async send(method: string, path: string, { headers = {}, body }: PeerRequest = {}): Promise<PeerAnswer> {
    const bytes = body === undefined ? undefined : Buffer.from(body)
    const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
    const sent = {
      ...browserHeaders,
      ...(method === 'GET' ? {} : { origin: 'https://rono.example.ru' }),
      ...own,
      ...(bytes === undefined ? {} : { 'content-length': String(bytes.length) }),
    }
    this.bodies.up += bytes?.length ?? 0
    const answer = await new Promise<PeerAnswer>((done, failed) => {
      const url = path.startsWith('http') ? path : this.#base + path
      const request = startRequest(url, { method, agent: this.#agent, headers: sent }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => { parts.push(part) })
        response.on('error', failed)
        response.on('end', () => { done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }) })
      })
      request.on('error', failed)
      request.end(bytes)
    })
    this.bodies.down += answer.body.length
    const decode = answer.body.length === 0 ? undefined : decoders[answer.headers['content-encoding'] ?? '']
    return decode === undefined ? answer : { ...answer, body: await decode(answer.body) }
  }

  /** Sends and reads JSON; throws at an answer of 400 and above. */
  async json<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const request = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const answer = await this.send(method, path, request)
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${String(answer.status)} ${answer.body.toString().slice(0, 200)}`)
    return JSON.parse(answer.body.toString()) as Answer
  }

  /** `fetch` over this client, for programs that take one. */
  readonly fetch: typeof fetch = async (input, init = {}) => {
    const url = input instanceof Request ? input.url : input.toString()
    const { body } = init
    const payload = body === undefined || body === null ? {} : { body: new Uint8Array(await new Response(body).arrayBuffer()) }
    const answer = await this.send(init.method ?? 'GET', url, { headers: Object.fromEntries(new Headers(init.headers)), ...payload })
    const headers = new Headers()
    for (const [name, value] of Object.entries(answer.headers)) {
      if (name !== 'content-encoding' && name !== 'content-length' && value !== undefined) headers.set(name, String(value))
    }
    return new Response([204, 304].includes(answer.status) ? null : new Uint8Array(answer.body), { status: answer.status, headers })
  }
}
