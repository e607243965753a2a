import type { OutgoingHttpHeaders } from 'node:http'
import type { DistrictId, OfficerId } from '#core/directive'
import { slowHash, systemRandomBytes } from '../../sync-server/secrets.ts'
import type { TestServer } from './serverFactory.ts'

/** Cheap on purpose: the tests' passwords guard nothing. */
const testCost = { cost: 16, blockSize: 1, parallelization: 1 }
export const testPassword = 'верный пароль'
const origin = 'http://localhost:8080'

/** A signed-in browser of a district's officer. */
export interface OfficeClient {
  get(path: string, headers?: Record<string, string>): Promise<OfficeAnswer>
  post(path: string, body?: object, headers?: Record<string, string>): Promise<OfficeAnswer>
  /** Sends a file of the given name. */
  upload(path: string, bytes: Uint8Array, name?: string): Promise<OfficeAnswer>
}
export interface OfficeAnswer {
  readonly status: number
  readonly text: string
  readonly headers: OutgoingHttpHeaders
  json<T>(): T
}

/** Gives the officers of both test districts their password. */
export async function givePasswords(server: TestServer): Promise<void> {
  const hash = await slowHash(testPassword, testCost, systemRandomBytes)
  for (const district of ['north', 'south']) {
    await server.store.forDistrict(district as DistrictId).officers.changePassword(`${district}officer` as OfficerId, hash)
  }
}

/** A browser that is signed in nowhere, or by the cookie given. */
export function createOfficeClient(server: Pick<TestServer, 'app'>, cookie?: string): OfficeClient {
  const send = async (method: 'GET' | 'POST', path: string, payload: object | undefined, headers: Record<string, string>): Promise<OfficeAnswer> => {
    const url = path.startsWith('/') ? path : `/api/office/${path}`
    const answer = await server.app.inject({
      method,
      url,
      headers: { ...(cookie === undefined ? {} : { cookie }), ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
    return { status: answer.statusCode, text: answer.body, headers: answer.headers, json: <T>() => answer.json<T>() }
  }
  return {
    get: (path, headers = {}) => send('GET', path, undefined, headers),
    post: (path, body = {}, headers = { origin }) => send('POST', path, body, headers),
    upload: (path, bytes, name = '') => send('POST', path, Buffer.from(bytes), { origin, 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) }),
  }
}

/** Signs a district's officer in. */
export async function signIn(server: TestServer, district = 'north'): Promise<OfficeClient> {
  const answer = await createOfficeClient(server).post('sign-in', { login: district, password: testPassword })
  return createOfficeClient(server, cookieOf(answer))
}

/** The cookie an answer sets, as a browser sends it back. */
export function cookieOf(answer: OfficeAnswer): string {
  return String(answer.headers['set-cookie']).split(';', 1)[0] ?? ''
}
