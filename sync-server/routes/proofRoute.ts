import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isContentHash } from '#core/material'
import { type Result, ok } from '#core/result'
import type { AppDeps } from '../deps.ts'
import { type ProofPlace, type ProofRefusal, readProofPlace, takeProofBytes } from '../exchange/takeProof.ts'
import { sendError } from '../http/errorAnswer.ts'
import { noteForLog } from '../http/requestLog.ts'
import { createSeats } from '../http/seats.ts'
import type { LiveEvents } from '../office/liveEvents.ts'
import type { DeviceRecord } from '../store/records.ts'
import { tokenHashOf } from './exchangeRoute.ts'

/** Bytes that are kept together as they come: what a killed server can cost at most. A broken connection costs none. */
const keptTogetherBytes = 64 * 1024

/** Uploads at once: photos wait for texts, never the other way round. */
const uploadsAtOnce = 64
const retryAfterSeconds = 5

type ProofRequest = FastifyRequest<{ Params: { hash: string; offset?: string } }>

/** `GET /api/proofs/:hash` says where an upload stands, `POST /api/proofs/:hash/:offset` goes on with it. No part of the exchange. */
export function registerProofRoute(app: FastifyInstance, deps: AppDeps, events: LiveEvents): void {
  const seats = createSeats({ requests: uploadsAtOnce, bytes: Infinity })
  void app.register(async (own) => {
    // Read as it comes by the handler: what arrived before the network went is kept.
    own.addContentTypeParser('application/octet-stream', (_request: FastifyRequest, payload: Readable, done: (error: null, body: unknown) => void) => { done(null, payload) })
    own.get('/api/proofs/:hash', async (request: ProofRequest, reply) => {
      const device = await findCaller(deps, request, reply)
      if (device === null) return reply
      const { districtId, organizationId } = device
      const { hash } = request.params
      const place = isContentHash(hash) ? await readProofPlace(deps.store.forOrganization(districtId, organizationId), hash) : null
      return place === null ? sendError(reply, 'NotFound') : reply.send(place)
    })
    own.post('/api/proofs/:hash/:offset', async (request: ProofRequest, reply) => {
      const leave = seats.take(0)
      if (leave === null) return sendError(reply.header('retry-after', retryAfterSeconds), 'ServerBusy', { retryAfterSeconds })
      try {
        const device = await findCaller(deps, request, reply)
        return device === null ? reply : await takeUpload(deps, events, device, request, reply)
      } finally {
        leave()
      }
    })
  })
}

/** The phone that asks; null when it was answered already. */
async function findCaller({ store }: AppDeps, request: FastifyRequest, reply: FastifyReply): Promise<DeviceRecord | null> {
  const device = await store.findDeviceByToken(tokenHashOf(request) ?? '')
  if (device === null) sendError(reply, 'TokenUnknown')
  else noteForLog(request, { districtId: device.districtId, organizationId: device.organizationId, deviceId: device.id })
  if (device === null || device.revokedMs === null) return device
  sendError(reply, 'DeviceRevoked')
  return null
}

async function takeUpload(deps: AppDeps, events: LiveEvents, { districtId, organizationId }: DeviceRecord, request: ProofRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { hash, offset = '' } = request.params
  if (!isContentHash(hash)) return sendError(reply, 'NotFound')
  if (!/^\d{1,8}$/.test(offset) || !isStream(request.body)) return sendError(reply, 'BodyMalformed')
  const taken = await takeStream(request.body, Number(offset), (at, bytes) =>
    deps.store.transaction((access) => takeProofBytes(access.forOrganization(districtId, organizationId), hash, { offset: at, bytes }, deps.nowMs())))
  if (!taken.ok) {
    // The rest is thrown away, so that the phone can read the answer.
    request.body.resume()
    const { type, ...details } = taken.error
    return sendError(reply, type, details)
  }
  noteForLog(request, { received: taken.value.received, isWhole: taken.value.isWhole })
  if (taken.value.isWhole) events.touch(districtId, organizationId)
  return reply.send(taken.value)
}

type Keep = (offset: number, bytes: Uint8Array) => Promise<Result<ProofPlace, ProofRefusal>>

/** Keeps a body as it comes; what came before the connection broke is kept too. */
async function takeStream(payload: Readable, from: number, keep: Keep): Promise<Result<ProofPlace, ProofRefusal>> {
  let offset = from
  let waiting: Buffer[] = []
  let waitingBytes = 0
  const flush = async (): Promise<Result<ProofPlace, ProofRefusal>> => {
    const kept = await keep(offset, Buffer.concat(waiting, waitingBytes))
    offset += waitingBytes
    waiting = []
    waitingBytes = 0
    return kept
  }
  let last: Result<ProofPlace, ProofRefusal> = ok({ received: from, isWhole: false })
  try {
    for await (const chunk of payload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      waiting.push(chunk)
      waitingBytes += chunk.length
      if (waitingBytes >= keptTogetherBytes) last = await flush()
      if (!last.ok) return last
    }
  } catch {
    // Cut off: nobody reads the answer, and the phone will ask where to go on.
  }
  return flush()
}

function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && 'iterator' in body && 'resume' in body
}
