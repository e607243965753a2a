import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * HTTP/1.1 keeps a connection open unless somebody says otherwise. The two headers that say it all the same are 58
 * bytes of every answer, more than half of what an exchange with nothing new has to tell. Only the last answer that a
 * connection may carry keeps them: Node then says that it closes.
 */
export function keepAliveQuietly(app: FastifyInstance, maxRequestsPerConnection: number): void {
  const requestsBySocket = new WeakMap<Socket, number>()
  app.addHook('onRequest', async (request, reply) => {
    const { socket, httpVersion } = request.raw
    const requests = (requestsBySocket.get(socket) ?? 0) + 1
    requestsBySocket.set(socket, requests)
    // An older client takes silence for the end.
    if (httpVersion === '1.1' && requests < maxRequestsPerConnection) reply.raw.removeHeader('connection')
  })
}
