import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createApp } from './app.ts'
import { createBackupSchedule, defaultBackupTimes } from './backup/backupSchedule.ts'
import { lockDataFolder } from './backup/dataLock.ts'
import type { ServerConfig } from './config.ts'
import { type AppDeps, defaultLimits } from './deps.ts'
import { mintId, mintText, systemRandomBytes } from './secrets.ts'
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

/** Where the living database lies. */
export function databasePathOf({ dataDir }: Pick<ServerConfig, 'dataDir'>): string {
  return join(dataDir, databaseFile)
}

/** Opens the database in the folder of the data, bringing it up to date; what this process writes only its owner reads. */
export function openStore(config: Pick<ServerConfig, 'dataDir'>): Promise<Store> {
  process.umask(0o077)
  return openSqliteStore(databasePathOf(config))
}

/** Opens the database for a server: until the process ends no other server and no restore works on the same data. Throws when one does. */
export function openServedStore(config: Pick<ServerConfig, 'dataDir'>): Promise<Store> {
  process.umask(0o077)
  if (lockDataFolder(config.dataDir) === null) throw new Error(`Another server or a restore works on the data in ${config.dataDir}.`)
  return openStore(config)
}

export interface ServerParts extends Pick<AppDeps, 'store' | 'version' | 'demonstration' | 'pagesFolder'> {
  readonly config: ServerConfig
  /** From which severity on requests are logged; people at a terminal want only trouble. */
  readonly logLevel: 'info' | 'warn'
}

/** Builds the app with the machine's own clock and chance, and listens. Logs go to stderr, a JSON object a line. */
export async function listen({ config, logLevel, ...parts }: ServerParts): Promise<FastifyInstance> {
  const logger = { level: logLevel, stream: process.stderr }
  const setupCode = (await parts.store.listDistricts()).length === 0 ? mintText(9, '0123456789', systemRandomBytes) : null
  const places = { dataDir: config.dataDir, backupDir: config.backupDir }
  const app = await createApp({ ...systemDeps, ...parts, config, logger, places, setupCode, limits: defaultLimits(availableParallelism()) })
  const work = { ...systemDeps, store: parts.store, databasePath: databasePathOf(config), folder: config.backupDir }
  const backups = createBackupSchedule(work, defaultBackupTimes(config.backupEveryHours), app.log)
  app.addHook('onClose', () => backups.stop())
  await backups.start()
  await app.listen({ port: config.port, host: config.host })
  if (setupCode !== null) process.stdout.write(setupText(setupCode, config.publicUrl))
  return app
}

/** What an empty server says at its start: only who reads it here can make it an office. */
export function setupText(code: string, publicUrl: string): string {
  return `\nСервер пуст. Откройте ${publicUrl}/office и введите код настройки: ${code.replace(/(\d{3})(?=\d)/g, '$1 ')}\nКод действует до перезапуска сервера.\n\n`
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
