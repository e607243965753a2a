import { existsSync } from 'node:fs'
import { fastifyStatic } from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { sendError } from './errorAnswer.ts'
import { pageHeaders } from './pageHeaders.ts'

/** What serves the built programs. */
export interface PagesDeps {
  /** Absolute path of the built files; null serves none (their development server does). */
  readonly folder: string | null
  readonly publicUrl: string
  readonly demonstration: boolean
}

/** Serves the built programs: hashed assets for ever, pages and the worker always asked for anew. */
export async function registerPages(app: FastifyInstance, { folder, publicUrl, demonstration }: PagesDeps): Promise<void> {
  if (folder === null || !existsSync(folder)) return
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    index: false,
    cacheControl: false,
    dotfiles: 'ignore',
    setHeaders(reply, path) {
      reply.header('cache-control', cacheControlOf(path.slice(folder.length)))
      reply.header('x-content-type-options', 'nosniff')
      const page = /([a-z]+)\.html(\.br|\.gz)?$/.exec(path)?.[1]
      if (page !== undefined) reply.headers(pageHeaders({ publicUrl, demonstration, isDemoPage: page === 'demo' }))
    },
  })
  app.get('/*', (request, reply) => {
    const path = request.url.split(/[?#]/, 1)[0] ?? '/'
    const file = fileOfPath(path, demonstration)
    return file === null ? sendError(reply, 'NotFound') : reply.sendFile(file)
  })
}

/**
 * The built file that answers an address: a page's own links go to that page's shell, a file to itself. Null where
 * nothing answers: below `/api/`, and `/demo` without demonstration data.
 */
export function fileOfPath(path: string, demonstration: boolean): string | null {
  if (isBelow(path, '/api')) return null
  const isFile = /\.[a-z0-9]+$/i.test(path)
  if (isFile) return path === '/demo.html' && !demonstration ? null : path
  if (isBelow(path, '/office')) return 'office.html'
  if (isBelow(path, '/t')) return 't.html'
  if (isBelow(path, '/demo')) return demonstration ? 'demo.html' : null
  return isBelow(path, '/assets') ? null : 'index.html'
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

function cacheControlOf(path: string): string {
  return /^[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'
}
