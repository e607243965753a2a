import type {} from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorToCode } from './http/errorAnswer.ts'
import { type RandomBytes, fastHash, mintSecret } from './secrets.ts'
import type { DistrictRecord, OfficerRecord, SessionRecord } from './store/records.ts'
import type { Store } from './store/store.ts'

/** The prefix binds the cookie to this host, to HTTPS (or localhost) and to the whole site. */
export const sessionCookie = '__Host-porucheno'

/** A session ends after this long without anybody's doing (ms). */
export const sessionIdleMs = 12 * 3_600_000

/** A session's last use is written at most this often (ms): a read must not cost a write. */
const touchEveryMs = 60_000

/** A request that says this was made by the page itself: it reads, and does not prolong the session. */
const refreshHeader = 'x-refresh'

const cookieOptions = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const

/** Who asks: an officer signed in on one browser. */
export interface SignedIn {
  readonly session: SessionRecord
  readonly officer: OfficerRecord
  readonly district: DistrictRecord
}

interface SessionDeps {
  readonly store: Store
  readonly nowMs: () => number
  readonly randomBytes: RandomBytes
}

/** Signs an officer in on this browser: the cookie holds 256 bits, the database their SHA-256. Sessions long unused are forgotten. */
export async function openSession(request: FastifyRequest, reply: FastifyReply, officer: OfficerRecord, { store, nowMs, randomBytes }: SessionDeps): Promise<void> {
  const secret = mintSecret(32, randomBytes)
  const now = nowMs()
  const { officers } = store.forDistrict(officer.districtId)
  await officers.deleteSessionsBefore(now - sessionIdleMs)
  await officers.insertSession({ hash: fastHash(secret), districtId: officer.districtId, officerId: officer.id, createdMs: now, lastUsedMs: now, browser: browserName(request.headers['user-agent']) })
  reply.setCookie(sessionCookie, secret, cookieOptions)
}

/** Ends the session of this browser, if it has one. */
export async function closeSession(request: FastifyRequest, reply: FastifyReply, store: Store): Promise<void> {
  const secret = request.cookies[sessionCookie]
  const session = secret === undefined ? null : await store.findSession(fastHash(secret))
  if (session !== null) await store.forDistrict(session.districtId).officers.deleteSession(session.hash)
  reply.clearCookie(sessionCookie, cookieOptions)
}

/** Who asks, or null: no cookie, an unknown or an expired session. A person's doing prolongs it. */
export async function findSignedIn(request: FastifyRequest, { store, nowMs }: Pick<SessionDeps, 'store' | 'nowMs'>): Promise<SignedIn | null> {
  const secret = request.cookies[sessionCookie]
  const session = secret === undefined ? null : await store.findSession(fastHash(secret))
  if (session === null || nowMs() - session.lastUsedMs >= sessionIdleMs) return null
  const own = store.forDistrict(session.districtId)
  const [officer, district] = [await own.officers.find(session.officerId), await own.read()]
  if (officer === null || district === null || isDeactivated(officer)) return null
  const isByItself = request.headers[refreshHeader] !== undefined
  if (!isByItself && nowMs() - session.lastUsedMs >= touchEveryMs) await unlessFull(own.officers.touchSession(session.hash, nowMs()))
  return { session, officer, district }
}

/** Whether an officer's access is closed. */
export function isDeactivated({ deactivatedMs = null }: OfficerRecord): boolean {
  return deactivatedMs !== null
}

/** What a browser calls itself, in short: "Chrome, Windows". A hint for people, believed by nothing. */
export function browserName(agent: string | undefined): string {
  const [, browser = ''] = /(YaBrowser|Edg|OPR|Firefox|Chrome|Safari)\//.exec(agent?.replace(/.*(?=YaBrowser|Edg\/|OPR)/, '') ?? '') ?? []
  const [system = ''] = /Windows|Android|Linux|Mac OS|iPhone/.exec(agent ?? '') ?? []
  return [{ Edg: 'Edge', OPR: 'Opera', YaBrowser: 'Yandex Browser' }[browser] ?? browser, system].filter((part) => part !== '').join(', ')
}

/** A database without room must still be readable: a session that could not be prolonged ends the sooner. */
async function unlessFull(write: Promise<void>): Promise<void> {
  try {
    await write
  } catch (cause) {
    if (errorToCode(cause) !== 'StorageFull') throw cause
  }
}
