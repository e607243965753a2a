import type { IncomingMessage, Server, ServerOptions } from 'node:http'
import { type FastifyHttpOptions, type FastifyInstance, type FastifyRequest, type FastifyServerOptions, LogController, fastify } from 'fastify'
import type { DeviceId } from '#core/directive'
import type { AppDeps } from './deps.ts'
import { answerBrokenRequest } from './http/brokenRequest.ts'
import { RequestRefused, errorToCode, sendError, sendThrown } from './http/errorAnswer.ts'
import { apiHeaders } from './http/pageHeaders.ts'
import { registerPages } from './http/pages.ts'
import { keepAliveQuietly } from './http/quietKeepAlive.ts'
import { readJsonBody } from './http/readJsonBody.ts'
import { logRequests } from './http/requestLog.ts'
import { withJournal } from './office/journal.ts'
import { createLiveEvents } from './office/liveEvents.ts'
import { registerEnrolRoute } from './routes/enrolRoute.ts'
import { registerExchangeRoute } from './routes/exchangeRoute.ts'
import { registerHealthRoute } from './routes/healthRoute.ts'
import { registerInvitationRoute } from './routes/invitationRoute.ts'
import { registerMaterialRoute } from './routes/materialRoute.ts'
import { registerProofRoute } from './routes/proofRoute.ts'
import { registerTeacherRoutes } from './routes/teacherRoutes.ts'
import { registerOfficeRoutes } from './routes/officeRoutes.ts'

/** Requests after which a connection is closed, so that none lives for ever. */
const maxRequestsPerConnection = 1000

/** How often slow requests are looked for (ms). */
const slowCheckEveryMs = 5000

/** For the headers of a request to arrive (ms). */
const headersTimeoutMs = 30_000

/** Builds the whole server from what it is given; it listens nowhere yet. */
export async function createApp(given: AppDeps): Promise<FastifyInstance> {
  const deps: AppDeps = { ...given, store: withJournal(given.store) }
  await renewOfficeWriter(deps)
  const app = fastify(serverOptions(deps))
  logRequests(app)
  acceptJsonOnly(app)
  answerErrors(app)
  keepAliveQuietly(app, maxRequestsPerConnection)
  partWhenStopping(app)
  app.addHook('onRequest', async (request, reply) => {
    // Nobody keeps the answer to a POST, and no page can load one as a script: an exchange goes without.
    if (request.url.startsWith('/api/') && request.url !== '/api/exchange') reply.headers(apiHeaders)
  })
  registerHealthRoute(app, deps)
  registerEnrolRoute(app, deps)
  registerInvitationRoute(app, deps)
  registerTeacherRoutes(app, deps)
  const events = createLiveEvents(deps.store, (error) => { app.log.error({ err: error }, 'the news of the office failed') })
  registerExchangeRoute(app, deps, events)
  registerMaterialRoute(app, deps)
  registerProofRoute(app, deps, events)
  await registerOfficeRoutes(app, deps, events)
  await registerPages(app, { folder: deps.pagesFolder, publicUrl: deps.config.publicUrl, demonstration: deps.demonstration })
  return app
}

/** A database put back in time would else give the office's numbers out twice, for other decisions. */
async function renewOfficeWriter({ store, newId }: AppDeps): Promise<void> {
  try {
    await store.renewOfficeWriter(`${newId()}office` as DeviceId)
  } catch (cause) {
    // A full disk must not keep the server from being read.
    if (errorToCode(cause) !== 'StorageFull') throw cause
  }
}

function serverOptions({ logger, config, limits }: AppDeps): FastifyHttpOptions<Server> {
  return {
    logger,
    // Own lines instead: Fastify's would carry addresses as the browser wrote them.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustOf(config.trustProxy),
    requestTimeout: limits.requestTimeoutMs,
    http: slowLimits(limits),
    connectionTimeout: limits.idleTimeoutMs,
    maxRequestsPerSocket: maxRequestsPerConnection,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (_error, _request, reply) => { sendError(reply, 'NotFound') },
    return503OnClosing: false,
    forceCloseConnections: 'idle',
  }
}

/** Node ends a slow request only where its headers have no longer time than the whole. */
function slowLimits({ requestTimeoutMs }: AppDeps['limits']): ServerOptions {
  return { connectionsCheckingInterval: Math.min(slowCheckEveryMs, requestTimeoutMs), headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs) }
}

/** A number of proxies as a rule over hops: the nearest one is hop 0. */
function trustOf(trust: boolean | number | string): NonNullable<FastifyServerOptions['trustProxy']> {
  return typeof trust === 'number' ? (_address: string, hop: number) => hop < trust : trust
}

/** A connection whose request was answered while the server stops would else be kept open, and hold up the end. */
function partWhenStopping(app: FastifyInstance): void {
  let stopping = false
  app.addHook('preClose', async () => { stopping = true })
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('connection', 'close')
  })
}

/** One kind of body, read by one bounded reader. */
function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', async (request: FastifyRequest, payload: IncomingMessage) => {
    if (request.is404) return undefined
    const body = await readJsonBody(payload, request.headers['content-encoding'])
    if (!body.ok) throw new RequestRefused(body.error)
    return body.value
  })
}

function answerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((_request, reply) => sendError(reply, 'NotFound'))
  app.setErrorHandler((error, request, reply) => {
    if (errorToCode(error) === 'InternalError') request.log.error({ err: error }, 'request failed')
    return sendThrown(reply, error)
  })
}
