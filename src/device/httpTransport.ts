import { type Result, err, ok } from '#core/result'
import { type ExchangeFailure, type ExchangeRequest, type ExchangeTransport, type JsonObject, decodeAnswer, decodeEnrolmentAnswer, isErrorCode, packLists, unpackLists } from '#core/sync'
import type { EnrolmentTransport } from './enrol.ts'

export interface HttpOptions {
  readonly fetch: typeof fetch
  /** The server's own origin, e.g. "https://poruchenie.example"; empty for the page's own. */
  readonly baseUrl: string
  /** How long one request may take (ms), its answer included. */
  readonly timeLimitMs?: number
}

/** On 2G a page of the first load takes half a minute; after this long the network is as good as gone. */
const defaultTimeLimitMs = 60_000
/** Bodies above this size (bytes) are compressed: below it gzip saves no more than the header that names it. */
const gzipFromBytes = 300

/** The server over HTTP: every failure is a value, nothing is thrown and nothing is repeated. */
export function createHttpTransport(options: HttpOptions): ExchangeTransport & EnrolmentTransport {
  return {
    async exchange(request, credentials) {
      const posted = await post(options, '/api/exchange', packLists(toWire(request)), { Authorization: `Bearer ${credentials.token}` })
      return posted.ok ? decodeAnswer(unpackLists(posted.value), credentials) : posted
    },
    async enrol(request) {
      const posted = await post(options, '/api/enrol', request, {})
      return posted.ok ? decodeEnrolmentAnswer(posted.value) : posted
    },
  }
}

/** The order of changes does not matter to the server, and those of one kind are more alike; that none wait goes without saying. */
function toWire(request: ExchangeRequest): object {
  const kindOf = (change: JsonObject): string => String(change['kind'])
  const waiting = request.waiting === 0 ? undefined : request.waiting
  return { ...request, waiting, changes: [...request.changes].sort((a, b) => (kindOf(a) < kindOf(b) ? -1 : Number(kindOf(a) > kindOf(b)))) }
}

/** One request with a JSON body. */
export async function post(options: HttpOptions, path: string, body: object, headers: Record<string, string>): Promise<Result<unknown, ExchangeFailure>> {
  const timeLimit = new AbortController()
  const timer = setTimeout(() => {
    timeLimit.abort()
  }, options.timeLimitMs ?? defaultTimeLimitMs)
  try {
    const response = await send(options, path, body, headers, timeLimit.signal)
    // The limit covers the body too: a cell that dies half-way never ends it.
    return readResponse(response, await response.text())
  } catch {
    // fetch tells no failure of the network from another; the time limit ends here as well.
    return err({ type: 'NetworkUnavailable' })
  } finally {
    clearTimeout(timer)
  }
}

async function send({ fetch, baseUrl }: HttpOptions, path: string, body: object, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  const bytes = new TextEncoder().encode(JSON.stringify(body))
  const isLarge = bytes.length > gzipFromBytes
  return fetch(`${baseUrl}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(isLarge ? { 'Content-Encoding': 'gzip' } : {}), ...headers },
    body: isLarge ? await gzip(bytes) : bytes,
    signal,
    cache: 'no-store',
    // Only so that the server's cookie is kept, which knows this phone when everything else is cleared.
    credentials: 'same-origin',
    redirect: 'error',
  })
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const compressed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Response(compressed).arrayBuffer()
}

function readResponse(response: Response, text: string): Result<unknown, ExchangeFailure> {
  const body = parseJson(text)
  // A hotspot's sign-in page, or a proxy's own error: nothing of ours was answered.
  if (!body.ok) return body
  return response.ok ? body : readError(body.value, response.headers.get('Retry-After'))
}

function parseJson(text: string): Result<unknown, ExchangeFailure> {
  try {
    return ok(JSON.parse(text) as unknown)
  } catch {
    return err({ type: 'AnswerUnreadable' })
  }
}

function readError(body: unknown, retryAfter: string | null): Result<never, ExchangeFailure> {
  const error = isRecord(body) ? body['error'] : undefined
  if (!isRecord(error) || typeof error['type'] !== 'string' || !isErrorCode(error['type'])) return err({ type: 'AnswerUnreadable' })
  const { type, ...details } = error
  const seconds = Number(retryAfter ?? '')
  return err({ type: 'Refused', code: type, details, retryAfterSeconds: retryAfter !== null && Number.isFinite(seconds) ? seconds : null })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
