import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { DistrictId, OrganizationId } from '#core/directive'
import { createApp } from '../../sync-server/app.ts'
import { restoreDatabase } from '../../sync-server/backup/restoreDatabase.ts'
import { type AppDeps, defaultLimits } from '../../sync-server/deps.ts'
import { createLink } from '../../sync-server/enrolment/enrolmentCodes.ts'
import { mintId, systemRandomBytes } from '../../sync-server/secrets.ts'
import { openSqliteStore } from '../../sync-server/store/openSqliteStore.ts'
import type { OrganizationStore, Store, StoreAccess } from '../../sync-server/store/store.ts'
import { type InjectedPhone, type InjectedServer, enrolInjectedPhone } from './injectedPhone.ts'
import { fillTwoDistricts } from './serverFactory.ts'

/** How an old database comes back: its file copied by hand, with the life's own name in it, or by the command. */
export type RestoreWay = 'copied' | 'command'

const north = 'north' as DistrictId
const day = 86_400_000

interface Running {
  readonly store: Store
  readonly app: FastifyInstance
  readonly deps: AppDeps
}

/** The real server over a database file that can be put aside and put back; phones outlive its stops. */
export class RestorableServer {
  nowMs = Date.UTC(2026, 10, 22, 3)
  readonly #folder = mkdtempSync(join(tmpdir(), 'restore-'))
  /** Answers that still come; the network is gone after them. */
  answersLeft = Infinity
  #running: Running | null = null

  static async open(): Promise<RestorableServer> {
    const server = new RestorableServer()
    const store = await openSqliteStore(server.#path)
    await store.transaction((access) => fillTwoDistricts(access, server.nowMs))
    await store.close()
    await server.#start()
    return server
  }

  get store(): Store {
    return this.#now.store
  }

  get app(): FastifyInstance {
    return this.#now.app
  }

  organization(name: string, access: StoreAccess = this.store): OrganizationStore {
    return access.forOrganization(north, name as OrganizationId)
  }

  /** Enrols a phone that finds the server again whenever it runs. */
  async enrol(organization: string): Promise<InjectedPhone> {
    const link = await createLink(this.store, { districtId: north, organizationId: organization as OrganizationId }, this.#now.deps)
    const inject: InjectedServer['inject'] = async (request) => {
      this.answersLeft -= 1
      if (this.answersLeft < 0) throw new Error('no network')
      return this.#now.app.inject(request)
    }
    return enrolInjectedPhone({ inject }, link?.secret ?? '', () => this.nowMs)
  }

  /** Puts the database of this moment aside. */
  async backUp(): Promise<void> {
    await this.#stop()
    copyFileSync(this.#path, this.#backup)
    await this.#start()
  }

  /** Puts the backup in the place of the database, a day later. */
  async restore(way: RestoreWay): Promise<void> {
    await this.#stop()
    this.nowMs += day
    if (way === 'copied') copyFileSync(this.#backup, this.#path)
    else await this.#restoreByCommand()
    await this.#start()
  }

  async close(): Promise<void> {
    await this.#stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #restoreByCommand(): Promise<void> {
    const options = { dataDir: this.#folder, databasePath: this.#path, file: this.#backup, nowMs: this.nowMs, newId: () => mintId(systemRandomBytes) }
    const restored = await restoreDatabase(options)
    if (!restored.ok) throw new Error(`${restored.error.type}: ${restored.error.detail}`)
  }

  get #path(): string {
    return join(this.#folder, 'porucheno.db')
  }

  get #backup(): string {
    return join(this.#folder, 'backup.db')
  }

  get #now(): Running {
    if (this.#running === null) throw new Error('the server does not run')
    return this.#running
  }

  async #start(): Promise<void> {
    const store = await openSqliteStore(this.#path)
    const deps: AppDeps = {
      store,
      nowMs: () => this.nowMs,
      newId: () => mintId(systemRandomBytes),
      randomBytes: systemRandomBytes,
      config: { publicUrl: 'http://localhost:8080', trustProxy: false },
      version: '0.1.0',
      demonstration: false,
      pagesFolder: null,
      logger: false,
      limits: { ...defaultLimits(1), exchangesAtOnce: 1000 },
    }
    this.#running = { store, deps, app: await createApp(deps) }
  }

  async #stop(): Promise<void> {
    const { app, store } = this.#now
    this.#running = null
    await app.close()
    await store.close()
  }
}
