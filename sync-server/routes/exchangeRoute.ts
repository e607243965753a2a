import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type ExchangeRequest, decodeRequest, encodeAnswer, maxCompressedBytes, packLists, protocolVersion, unpackLists } from '#core/sync'
import type { AppDeps } from '../deps.ts'
import { exchange } from '../exchange/exchange.ts'
import type { ExchangeOutcome } from '../exchange/exchangeTypes.ts'
import { sendError } from '../http/errorAnswer.ts'
import { rememberPhone } from '../http/phoneCookie.ts'
import { noteForLog } from '../http/requestLog.ts'
import { createSeats } from '../http/seats.ts'
import { sendJson } from '../http/sendJson.ts'
import { createTurns } from '../http/turns.ts'
import type { LiveEvents } from '../office/liveEvents.ts'
import { fastHash } from '../secrets.ts'
import type { DeviceRecord } from '../store/records.ts'

/** When a phone that found the house full should come again (s); it adds its own chance. */
const retryAfterSeconds = 5

/** `POST /api/exchange`: one request carries everything both ways. */
export function registerExchangeRoute(app: FastifyInstance, deps: AppDeps, events: LiveEvents): void {
  const seats = createSeats(deps.limits.exchangesInHouse)
  const turns = createTurns(deps.limits.exchangesAtOnce)
  const callers = new WeakMap<FastifyRequest, DeviceRecord>()
  const exchangeDeps = { nowMs: deps.nowMs, newId: deps.newId, pageSize: deps.limits.pageSize }
  app.post('/api/exchange', {
    // Before a byte of the body is read: a stranger's is not worth reading.
    async onRequest(request, reply) {
      const leave = seats.take(bodySizeOf(request))
      if (leave === null) return sendError(reply.header('retry-after', retryAfterSeconds), 'ServerBusy', { retryAfterSeconds })
      // Answered or broken off.
      reply.raw.once('finish', leave).once('close', leave)
      const device = await deps.store.findDeviceByToken(tokenHashOf(request) ?? '')
      if (device === null) return sendError(reply, 'TokenUnknown')
      callers.set(request, device)
      noteForLog(request, { districtId: device.districtId, organizationId: device.organizationId, deviceId: device.id })
      return undefined
    },
    async onResponse(request, reply) {
      const caller = callers.get(request)
      if (caller !== undefined && reply.statusCode < 300) events.touch(caller.districtId, caller.organizationId)
    },
    async handler(request, reply) {
      const decoded = decodeRequest(unpackLists(request.body))
      if (!decoded.ok) {
        const details = decoded.error.type === 'ProtocolUnsupported' ? { newest: protocolVersion } : {}
        return sendError(reply, decoded.error.type, details)
      }
      noteForLog(request, { sent: decoded.value.changes.length, waiting: decoded.value.waiting, clockSkewMs: decoded.value.deviceTimeMs - deps.nowMs() })
      const tokenHash = tokenHashOf(request) ?? ''
      const outcome = await turns.run(weightOf(decoded.value), () => exchange(deps.store, tokenHash, decoded.value, exchangeDeps))
      if (outcome.type === 'answered' && outcome.phone !== null) rememberPhone(reply, outcome.phone)
      return answerOutcome(request, reply, outcome, decoded.value.cursor === null)
    },
  })
}

function answerOutcome(request: FastifyRequest, reply: FastifyReply, outcome: ExchangeOutcome, isFirst: boolean): FastifyReply | Promise<FastifyReply> {
  switch (outcome.type) {
    case 'unknown':
      return sendError(reply, 'TokenUnknown')
    case 'revoked':
      noteForLog(request, { code: 'DeviceRevoked', quarantined: outcome.taken.length })
      return sendError(reply, 'DeviceRevoked', { revokedOn: outcome.revokedOn, taken: outcome.taken, ...(outcome.isHandedOver ? { handedOver: true } : {}) })
    case 'answered': {
      const { answer, stored, repeated, returned } = outcome
      const { rejected, quarantined, changes, historyChanged } = answer
      noteForLog(request, { stored, repeated, returned, rejected: rejected.length, quarantined: quarantined.length, pulled: changes.length, historyChanged })
      return sendJson(request, reply, packLists(encodeAnswer(answer)), { isThorough: isFirst })
    }
  }
}

/** What the body says it weighs (bytes), or the most it may. */
function bodySizeOf({ headers }: FastifyRequest): number {
  const declared = Number(headers['content-length'])
  return declared >= 0 ? Math.min(declared, maxCompressedBytes) : maxCompressedBytes
}

/** What a person wrote goes before whole histories, in either direction. */
function weightOf({ cursor, givenBack }: ExchangeRequest): 'light' | 'heavy' {
  return cursor === null || givenBack !== undefined ? 'heavy' : 'light'
}

/** The hash of the bearer's token; null when the header holds none. */
export function tokenHashOf(request: FastifyRequest): string | null {
  const token = /^Bearer ([\w-]{43})$/.exec(request.headers.authorization ?? '')?.[1]
  return token === undefined ? null : fastHash(token)
}
