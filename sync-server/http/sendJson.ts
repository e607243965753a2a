import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Below this (bytes) a compressed body is no smaller. */
export const minCompressedBytes = 300

const brotli = promisify(brotliCompress)
const deflate = promisify(gzip)

/** Answers with JSON, compressed as the request accepts where that saves bytes. */
export async function sendJson(request: FastifyRequest, reply: FastifyReply, answer: object): Promise<FastifyReply> {
  const plain = Buffer.from(JSON.stringify(answer))
  reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding')
  const encoding = plain.length < minCompressedBytes ? 'identity' : chooseEncoding(request.headers['accept-encoding'])
  if (encoding === 'identity') return reply.send(plain)
  return reply.header('content-encoding', encoding).send(await compress(plain, encoding))
}

/** The best encoding that an `Accept-Encoding` header allows. */
export function chooseEncoding(accepted: string | undefined): 'br' | 'gzip' | 'identity' {
  const names = (accepted ?? '').split(',').flatMap((entry) => {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
    return parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)) ? [] : [name]
  })
  return names.includes('br') ? 'br' : names.includes('gzip') ? 'gzip' : 'identity'
}

function compress(plain: Buffer, encoding: 'br' | 'gzip'): Promise<Buffer> {
  if (encoding === 'gzip') return deflate(plain, { level: 9 })
  const { BROTLI_PARAM_QUALITY: quality, BROTLI_PARAM_SIZE_HINT: size, BROTLI_PARAM_MODE: mode } = constants
  return brotli(plain, { params: { [quality]: 9, [size]: plain.length, [mode]: constants.BROTLI_MODE_TEXT } })
}
