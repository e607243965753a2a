import { type ExchangeAnswer, type ExchangeRequest, decodeAnswer, unpackLists } from '#core/sync'
import { type TestPhone, type TestServer, makeRequest } from './serverFactory.ts'

/** Sends one exchange and gives the raw answer. */
export async function send(server: Pick<TestServer, 'app'>, phone: Pick<TestPhone, 'token'>, request: Partial<ExchangeRequest> = {}) {
  // Awaited here: an injected request does not begin before somebody waits for it.
  return await server.app.inject({ method: 'POST', url: '/api/exchange', headers: { authorization: `Bearer ${phone.token}` }, payload: makeRequest(request) })
}

/** Sends one exchange and reads its answer as the phone does. */
export async function exchangeOf(server: Pick<TestServer, 'app'>, phone: TestPhone, request: Partial<ExchangeRequest> = {}): Promise<ExchangeAnswer> {
  const answer = await send(server, phone, request)
  const decoded = decodeAnswer(unpackLists(answer.json()), phone)
  if (answer.statusCode !== 200 || !decoded.ok) throw new Error(`${String(answer.statusCode)} ${answer.body}`)
  return decoded.value
}
