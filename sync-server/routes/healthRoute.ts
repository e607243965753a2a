import type { FastifyInstance } from 'fastify'
import { protocolVersion, schemaVersion } from '#core/sync'
import type { AppDeps } from '../deps.ts'

/** `GET /api/health`: versions and what the database really runs with. */
export function registerHealthRoute(app: FastifyInstance, { store, version, demonstration }: AppDeps): void {
  app.get('/api/health', async () => ({
    status: 'ok',
    version,
    node: process.versions.node,
    protocol: protocolVersion,
    schema: schemaVersion,
    database: await store.readHealth(),
    demonstration,
  }))
}
