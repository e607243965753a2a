import type { Result } from '#core/result'
import type { ExchangeFailure } from './errors.ts'
import type { ExchangeAnswer, ExchangeRequest, Writer } from './protocol.ts'

/** How a device reaches its server. One call is one request; it never repeats by itself. */
export interface ExchangeTransport {
  exchange(request: ExchangeRequest, credentials: Credentials): Promise<Result<ExchangeAnswer, ExchangeFailure>>
}

/** What enrolment gave to one device for one organization. */
export interface Credentials extends Writer {
  /** 256 bits as base64url; the server keeps only its hash. */
  readonly token: string
}
