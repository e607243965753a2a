import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../../sync-server/app.ts'
import { type AppDeps, defaultLimits } from '../../../sync-server/deps.ts'
import { mintId, systemRandomBytes } from '../../../sync-server/secrets.ts'
import { openSqliteStore } from '../../../sync-server/store/openSqliteStore.ts'
import { cookieOf, createOfficeClient, testPassword } from '../../support/officeClient.ts'
import { benchLogin, fillDistrict } from './syntheticDistrict.ts'

/** The moment everything is seen at: noon of 23 November 2026 in Yakutsk. */
const benchMs = Date.UTC(2026, 10, 23, 3)

/** The real server of one synthetic district, listening on this machine. */
export interface MatrixServer {
  readonly url: string
  /** The cookie of a signed-in specialist. */
  readonly cookie: string
  /** Starts the server anew: its memory is empty, the data and the session stay. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** Makes a district of so many organizations and directives and opens its server over a fresh database. */
export async function openMatrixServer(organizations: number, directives: number, pagesFolder: string | null): Promise<MatrixServer> {
  const folder = await mkdtemp(join(tmpdir(), 'porucheno-matrix-'))
  const store = await openSqliteStore(join(folder, 'porucheno.db'))
  await fillDistrict(store, organizations, directives, benchMs)
  const deps: AppDeps = {
    store,
    nowMs: () => benchMs,
    newId: () => mintId(systemRandomBytes),
    randomBytes: systemRandomBytes,
    config: { publicUrl: 'http://localhost:8080', trustProxy: false },
    version: '0.1.0',
    demonstration: false,
    pagesFolder,
    logger: false,
    limits: defaultLimits(availableParallelism()),
  }
  let app = await createApp(deps)
  let url = await app.listen({ port: 0, host: '127.0.0.1' })
  const cookie = cookieOf(await createOfficeClient({ app }).post('sign-in', { login: benchLogin, password: testPassword }))
  return {
    get url() {
      return url.replace('127.0.0.1', 'localhost')
    },
    cookie,
    async restart() {
      await app.close()
      app = await createApp(deps)
      url = await app.listen({ port: 0, host: '127.0.0.1' })
    },
    async close() {
      await app.close()
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
