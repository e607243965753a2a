import type { FastifyInstance, FastifyReply } from 'fastify'
import type { AppDeps } from '../deps.ts'
import { sendError } from '../http/errorAnswer.ts'
import { apiHeaders } from '../http/pageHeaders.ts'
import type { LiveEvent, LiveEvents } from '../office/liveEvents.ts'
import { findSignedIn } from '../session.ts'
import type { OfficeCall, OfficeGuard } from './officeGuard.ts'

/** Proxies and the server itself end a silent connection after a minute (ms); each beat also asks whether the session stands. */
const beatEveryMs = 20_000

/** A proxy must pass every line at once and change none. */
const streamHeaders = { ...apiHeaders, 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-store, no-transform', 'x-accel-buffering': 'no' }

/** `GET events`: says what changed, as it changes, until the session or the server ends. */
export function registerEventRoutes(app: FastifyInstance, deps: AppDeps, guard: OfficeGuard, events: LiveEvents): void {
  app.get('/events', {
    // A page that listens is nobody's doing: it does not prolong the session.
    async onRequest(request) { request.headers['x-refresh'] = '1' },
    handler: guard('read', async (call) => follow(call, deps, events)),
  })
  app.addHook('preClose', async () => { events.close() })
  app.addHook('onResponse', async (request, reply) => {
    // Whoever signed out, or was signed out by a new password, hears no more.
    if (request.method === 'POST' && reply.statusCode < 300) await events.recheck()
  })
}

async function follow({ request, reply, district }: OfficeCall, deps: AppDeps, events: LiveEvents): Promise<FastifyReply> {
  const { raw } = reply
  const write = (text: string): void => { if (!raw.writableEnded) raw.write(text) }
  const stop = (): void => {
    clearInterval(beat)
    leave?.()
    raw.end()
  }
  const isAlive = async (): Promise<boolean> => (await findSignedIn(request, deps)) !== null
  const leave = events.listen({ districtId: district.id, isAlive, close: stop, tell: (event) => { write(eventText(event)) } })
  if (leave === null) return sendError(reply, 'ServerBusy')
  const beat = setInterval(() => {
    write(': beat\n\n')
    isAlive().then((alive) => { if (!alive) stop() }, stop)
  }, beatEveryMs)
  reply.hijack()
  raw.once('close', stop)
  raw.writeHead(200, streamHeaders)
  write('retry: 3000\n\n')
  for (const text of missedSince(request.headers['last-event-id'], events, district.id)) write(text)
  // A page that heard nothing yet must be able to name, too, what it heard last.
  write(`id: ${events.latestId()}\n\n`)
  return reply
}

/** A page that reconnects hears what it missed, or that it must read everything anew. */
function missedSince(last: string | string[] | undefined, events: LiveEvents, districtId: OfficeCall['district']['id']): string[] {
  if (typeof last !== 'string') return []
  return events.since(districtId, last)?.map(eventText) ?? ['event: reset\ndata: {}\n\n']
}

function eventText({ id, organizations, documents }: LiveEvent): string {
  return `id: ${id}\nevent: change\ndata: ${JSON.stringify({ organizations, documents })}\n\n`
}
