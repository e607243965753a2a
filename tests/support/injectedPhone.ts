import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { OrganizationId } from '#core/directive'
import { createToken } from '../../src/device/browserDeps.ts'
import { openDatabase } from '../../src/device/database.ts'
import { type EnrolDeps, enrolDevice } from '../../src/device/enrol.ts'
import { createHttpTransport } from '../../src/device/httpTransport.ts'
import { recordPerson } from '../../src/device/people.ts'
import type { EnrolmentRow } from '../../src/device/rows.ts'
import { type SyncDeps, runSync } from '../../src/device/runSync.ts'
import { createInProcessLock } from '../../src/device/syncLock.ts'
import { mintId, systemRandomBytes } from '../../sync-server/secrets.ts'

/** A server that is reached without a network: an app, or one that comes and goes. */
export interface InjectedServer {
  inject(options: InjectOptions): Promise<LightMyRequestResponse>
}

/** Bodies of one request and its answer as they would go over the network (bytes). */
export interface WireBodies {
  readonly up: number
  readonly down: number
}

/** A phone with the real device modules and the real HTTP transport, on a server reached without a network. */
export interface InjectedPhone {
  readonly deps: SyncDeps
  readonly enrolment: EnrolmentRow
  /** Every exchange so far. */
  readonly exchanges: WireBodies[]
  sync(): ReturnType<typeof runSync>
}

/** Enrols a phone by a link's secret and names who works on it. */
export async function enrolInjectedPhone(app: InjectedServer, secret: string, nowMs: () => number): Promise<InjectedPhone> {
  const exchanges: WireBodies[] = []
  const transport = createHttpTransport({ fetch: injectFetch(app, exchanges), baseUrl: '' })
  const db = openDatabase(`phone-${mintId(systemRandomBytes)}`)
  const device = { db, nowMs, newId: () => mintId(systemRandomBytes), appVersion: '0.1.0' }
  const enrolDeps: EnrolDeps = { ...device, transport, newToken: () => createToken(systemRandomBytes), deviceLabel: 'Android, Chrome 138' }
  const enrolled = await enrolDevice(enrolDeps, { secret })
  if (!enrolled.ok) throw new Error(`The phone was not enrolled: ${JSON.stringify(enrolled.error)}`)
  const organizationId: OrganizationId = enrolled.value.organizationId
  const person = await recordPerson(device, { organizationId, name: 'Петрова А.И.', post: 'директор' })
  if (!person.ok) throw new Error(`Nobody was named: ${person.error.type}`)
  const deps: SyncDeps = { ...device, transport, lock: createInProcessLock() }
  return { deps, enrolment: enrolled.value, exchanges, sync: () => runSync(deps) }
}

/** `fetch` as a browser would do it, with the bodies of exchanges measured as sent and before they are inflated. */
function injectFetch(app: InjectedServer, exchanges: WireBodies[]): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : input.toString()
    const payload = Buffer.from(await new Response(init?.body ?? null).arrayBuffer())
    const headers = { ...Object.fromEntries(new Headers(init?.headers)), 'accept-encoding': 'gzip, deflate, br, zstd' }
    const answer = await app.inject({ method: 'POST', url, headers, payload })
    if (url.endsWith('/api/exchange')) exchanges.push({ up: payload.length, down: answer.rawPayload.length })
    const encoding = answer.headers['content-encoding']
    const plain = encoding === 'br' ? brotliDecompressSync(answer.rawPayload) : encoding === 'gzip' ? gunzipSync(answer.rawPayload) : answer.rawPayload
    const retryAfter = answer.headers['retry-after']
    return new Response(new Uint8Array(plain), { status: answer.statusCode, ...(retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } }) })
  }
}
