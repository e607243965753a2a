import type { FastifyInstance } from 'fastify'

/** One way into the server: a method and an address with its named parts, e.g. `/api/office/documents/:resolutionId/matrix`. */
export interface Route {
  readonly method: 'GET' | 'POST'
  readonly pattern: string
}

/** Every route under `/api/` that the app itself says it has, so that a new one cannot be forgotten. */
export async function listApiRoutes(app: FastifyInstance): Promise<Route[]> {
  await app.ready()
  const path: string[] = []
  const routes: Route[] = []
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', part, methods] = /^(.*?)[├└]── (\S*) \((.*)\)$/.exec(line) ?? []
    if (part === undefined || methods === undefined) continue
    path.splice(indent.length / 4, path.length, part)
    const pattern = path.join('')
    for (const method of ['GET', 'POST'] as const) if (methods.split(', ').includes(method)) routes.push({ method, pattern })
  }
  return routes.filter(({ pattern }) => pattern.startsWith('/api/'))
}

/** Fills the named parts of a pattern. */
export function fillPattern(pattern: string, valueByName: Readonly<Record<string, string>>): string {
  return pattern.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(valueByName[name] ?? 'missing'))
}
