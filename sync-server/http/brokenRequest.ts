import type { Socket } from 'node:net'
import type { ErrorCode } from '#core/sync'

interface BrokenRequest extends Error {
  readonly code?: string
}

/** Answers what is no HTTP request, or came too slowly, in the one shape of all errors, and closes the connection. */
export function answerBrokenRequest(error: BrokenRequest, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const [status, type] = statusOf(error.code)
  const body = JSON.stringify({ error: { type } })
  const head = [
    `HTTP/1.1 ${status}`,
    'Content-Type: application/json; charset=utf-8',
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    'Connection: close',
  ]
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  socket.destroySoon()
}

function statusOf(code: string | undefined): readonly [string, ErrorCode] {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return ['408 Request Timeout', 'BodyMalformed']
  if (code === 'HPE_HEADER_OVERFLOW') return ['431 Request Header Fields Too Large', 'BodyTooLarge']
  return ['400 Bad Request', 'BodyMalformed']
}
