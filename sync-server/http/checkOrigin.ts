import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendError } from './errorAnswer.ts'

/**
 * Refuses what a page of another site makes a browser send: anything but a reading request must name our own origin,
 * by `PUBLIC_URL` or by the host it was sent to. Browsers name the origin of every such request; what names none is no page.
 */
export async function checkOrigin(request: FastifyRequest, reply: FastifyReply, publicUrl: string): Promise<FastifyReply | undefined> {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined
  return isOwnOrigin(request, publicUrl) ? undefined : sendError(reply, 'OriginForbidden')
}

function isOwnOrigin({ headers, protocol, host }: FastifyRequest, publicUrl: string): boolean {
  return headers.origin !== undefined && (headers.origin === new URL(publicUrl).origin || headers.origin === `${protocol}://${host}`)
}
