import type { FastifyInstance, FastifyRequest } from 'fastify'

/** What a route adds to the line of its request: ids, counts and codes, never texts, names or secrets. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>

const factsByRequest = new WeakMap<FastifyRequest, LogFacts>()

/** Adds facts to the one line that will be written about a request. */
export function noteForLog(request: FastifyRequest, facts: LogFacts): void {
  factsByRequest.set(request, { ...factsByRequest.get(request), ...facts })
}

/** Writes one line about every answered request: the route's pattern, never the address as it was written. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
      ...factsByRequest.get(request),
    }
    request.log.info(line, 'answered')
  })
}
