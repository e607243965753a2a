import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createApp } from './app.ts'
import type { ServerConfig } from './config.ts'
import { type AppDeps, defaultLimits } from './deps.ts'
import { mintId, systemRandomBytes } from './secrets.ts'
import { openSqliteStore } from './store/openSqliteStore.ts'
import type { Store } from './store/store.ts'

/** The database's file in the folder of the data. */
export const databaseFile = 'porucheno.db'

/** How long (ms) requests under way may take to end when the server stops. */
const stopLimitMs = 8000

/** The parts of a real server that do not depend on how it was started. */
export const systemDeps = {
  nowMs: () => Date.now(),
  newId: () => mintId(systemRandomBytes),
  randomBytes: systemRandomBytes,
}

/** Opens the database in the folder of the data, bringing it up to date; what this process writes only its owner reads. */
export function openStore(config: Pick<ServerConfig, 'dataDir'>): Promise<Store> {
  process.umask(0o077)
  return openSqliteStore(join(config.dataDir, databaseFile))
}

export interface ServerParts extends Pick<AppDeps, 'store' | 'version' | 'demonstration' | 'pagesFolder'> {
  readonly config: ServerConfig
  /** From which severity on requests are logged; people at a terminal want only trouble. */
  readonly logLevel: 'info' | 'warn'
}

/** Builds the app with the machine's own clock and chance, and listens. Logs go to stderr, a JSON object a line. */
export async function listen({ config, logLevel, ...parts }: ServerParts): Promise<FastifyInstance> {
  const logger = { level: logLevel, stream: process.stderr }
  const app = await createApp({ ...systemDeps, ...parts, config, logger, limits: defaultLimits(availableParallelism()) })
  await app.listen({ port: config.port, host: config.host })
  return app
}

/** On a signal takes nothing new, finishes what began and closes the database; a second signal ends at once. */
export function stopOnSignals(app: FastifyInstance, store: Store): void {
  let stopping = false
  const stop = (): void => {
    if (stopping) process.exit(1)
    stopping = true
    const limit = setTimeout(() => { app.server.closeAllConnections() }, stopLimitMs)
    app
      .close()
      .then(() => store.close())
      .then(
        () => { clearTimeout(limit) },
        (error: unknown) => {
          app.log.error({ err: error }, 'the server did not stop cleanly')
          process.exit(1)
        },
      )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
}
