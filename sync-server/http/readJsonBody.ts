import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { gunzip, gunzipSync } from 'node:zlib'
import { type Result, err, ok } from '#core/result'
import { type ErrorCode, maxCompressedBytes, maxInflatedBytes } from '#core/sync'

type Refusal = Extract<ErrorCode, 'BodyMalformed' | 'BodyTooLarge' | 'EncodingUnsupported'>

const inflate = promisify(gunzip)

/** Below this (bytes as sent) a thread of its own costs more than inflating does; a phone's usual work is 2 KB. */
const maxInflatedHere = 16 * 1024

/**
 * Reads a request's JSON, plain or gzipped, counting every byte as it comes: what is too large as sent or once
 * inflated is refused before it is held. An empty body is `undefined`.
 */
export async function readJsonBody(payload: Readable, encoding: string | undefined): Promise<Result<unknown, Refusal>> {
  const name = (encoding ?? 'identity').trim().toLowerCase()
  if (name !== 'identity' && name !== 'gzip') return err('EncodingUnsupported')
  const sent = await readBytes(payload, maxCompressedBytes)
  if (!sent.ok || sent.value.length === 0) return sent.ok ? ok(undefined) : sent
  const plain = name === 'gzip' ? await inflateBytes(sent.value) : sent
  return plain.ok ? parseJson(plain.value) : plain
}

function readBytes(payload: Readable, limit: number): Promise<Result<Buffer, Refusal>> {
  return new Promise((settle) => {
    const chunks: Buffer[] = []
    let length = 0
    const finish = (result: Result<Buffer, Refusal>): void => {
      payload.off('data', onData).off('end', onEnd).off('close', onBroken).off('error', onBroken)
      // An error after this has nobody to tell.
      payload.on('error', () => undefined)
      settle(result)
    }
    const onData = (chunk: Buffer): void => {
      length += chunk.length
      if (length > limit) {
        finish(err('BodyTooLarge'))
        // Thrown away until the answer is out and the connection closed, so that the sender can read the answer.
        payload.resume()
      } else chunks.push(chunk)
    }
    const onEnd = (): void => { finish(ok(Buffer.concat(chunks, length))) }
    const onBroken = (): void => { finish(err('BodyMalformed')) }
    payload.on('data', onData).once('end', onEnd).once('close', onBroken).once('error', onBroken)
  })
}

async function inflateBytes(bytes: Buffer): Promise<Result<Buffer, Refusal>> {
  try {
    const options = { maxOutputLength: maxInflatedBytes }
    return ok(bytes.length <= maxInflatedHere ? gunzipSync(bytes, options) : await inflate(bytes, options))
  } catch (cause) {
    const isTooLarge = cause instanceof RangeError && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE'
    return err(isTooLarge ? 'BodyTooLarge' : 'BodyMalformed')
  }
}

function parseJson(bytes: Buffer): Result<unknown, Refusal> {
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    // Not UTF-8 or not JSON: both are the sender's.
    return err('BodyMalformed')
  }
}
