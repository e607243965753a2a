import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Below this (bytes) a compressed body is no smaller. */
export const minCompressedBytes = 300

/**
 * Brotli's window (a power of two, bytes). At the default window of 4 MB every answer pays for tables that only a large
 * one fills: quality 9 then costs 12 ms of the processor, with this window quality 8 costs 1 ms and 30 bytes of 8 KB.
 */
const windowBits = 18
const quality = 8
/** For what is sent once and read over the thinnest line: 20 ms of the processor, beside the program, for a tenth of the bytes. */
const thoroughQuality = 10

/** A body above this (bytes) is compressed beside the program's one thread; below it the way there costs more. */
const besideFromBytes = 32_768

const brotli = promisify(brotliCompress)
const deflate = promisify(gzip)

/** Answers with JSON, compressed as the request accepts where that saves bytes. Nothing under `/api/` is kept by anybody, so nothing says what it varies by. */
export async function sendJson(request: FastifyRequest, reply: FastifyReply, answer: object, { isThorough = false } = {}): Promise<FastifyReply> {
  const plain = Buffer.from(JSON.stringify(answer))
  reply.header('content-type', 'application/json')
  const encoding = plain.length < minCompressedBytes ? 'identity' : chooseEncoding(request.headers['accept-encoding'])
  if (encoding === 'identity') return reply.send(plain)
  return reply.header('content-encoding', encoding).send(await compress(plain, encoding, isThorough))
}

/** The best encoding that an `Accept-Encoding` header allows. */
export function chooseEncoding(accepted: string | undefined): 'br' | 'gzip' | 'identity' {
  const names = (accepted ?? '').split(',').flatMap((entry) => {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
    return parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)) ? [] : [name]
  })
  return names.includes('br') ? 'br' : names.includes('gzip') ? 'gzip' : 'identity'
}

async function compress(plain: Buffer, encoding: 'br' | 'gzip', isThorough: boolean): Promise<Buffer> {
  if (encoding === 'gzip') return deflate(plain, { level: 9 })
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT, BROTLI_PARAM_LGWIN, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT } = constants
  const options = {
    params: {
      [BROTLI_PARAM_QUALITY]: isThorough ? thoroughQuality : quality,
      [BROTLI_PARAM_SIZE_HINT]: plain.length,
      [BROTLI_PARAM_LGWIN]: windowBits,
      [BROTLI_PARAM_MODE]: BROTLI_MODE_TEXT,
    },
  }
  return plain.length < besideFromBytes && !isThorough ? brotliCompressSync(plain, options) : brotli(plain, options)
}
