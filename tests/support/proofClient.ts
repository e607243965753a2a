import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { type ClientRequest, request as startRequest } from 'node:http'
import type { JsonObject } from '#core/sync'
import { makeSent } from './serverFactory.ts'

/** SHA-256 as records name it. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A record that names a file, as a phone sends it. */
export function makeEvidence(deviceSequence: number, bytes: Uint8Array, changes: JsonObject = {}): JsonObject {
  return makeSent(deviceSequence, { kind: 'evidence', value: { title: 'Приказ № 41', hash: hashOf(bytes), sizeBytes: bytes.length }, ...changes })
}

/** Where an upload goes. */
export interface ProofRoad {
  readonly url: string
  readonly token: string
}

/** How many bytes of a file the server holds, and whether it has it whole; null where it does not answer so. */
export async function askPlace({ url, token }: ProofRoad, hash: string): Promise<{ readonly received: number; readonly isWhole: boolean } | null> {
  try {
    const answer = await fetch(`${url}/api/proofs/${hash}`, { headers: { authorization: `Bearer ${token}` } })
    return answer.ok ? ((await answer.json()) as { received: number; isWhole: boolean }) : null
  } catch {
    return null
  }
}

/** Sends what follows an offset and breaks the connection after `cutAfter` bytes of it; answers how many bytes went out. */
export async function sendAndCut({ url, token }: ProofRoad, bytes: Uint8Array, offset: number, cutAfter: number): Promise<number> {
  const rest = bytes.subarray(offset)
  const sent = rest.subarray(0, cutAfter)
  const request = open(url, token, `${hashOf(bytes)}/${String(offset)}`, rest.length)
  // A cut is an error to the one who is cut off.
  request.on('error', () => undefined)
  const [socket] = (await once(request, 'socket')) as [NonNullable<ClientRequest['socket']>]
  await new Promise<void>((done) => { request.write(sent, () => { done() }) })
  // FIN after all that was written, as a network does that goes between two packets.
  socket.end()
  await once(request, 'close')
  return sent.length
}

function open(url: string, token: string, path: string, length: number): ClientRequest {
  return startRequest(`${url}/api/proofs/${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream', 'content-length': length } })
}

/** Sends all that follows an offset. */
export async function sendRest({ url, token }: ProofRoad, bytes: Uint8Array, offset: number): Promise<Response> {
  return fetch(`${url}/api/proofs/${hashOf(bytes)}/${String(offset)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: bytes.slice(offset),
  })
}
