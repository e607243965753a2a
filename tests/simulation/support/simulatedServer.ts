import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { DeviceId, Directive, DirectiveId, OrganizationId, Resolution, ResolutionId } from '#core/directive'
import type { StoredChange } from '#core/sync'
import { createApp } from '../../../sync-server/app.ts'
import { type AppDeps, defaultLimits } from '../../../sync-server/deps.ts'
import { createLink } from '../../../sync-server/enrolment/enrolmentCodes.ts'
import type { AppendDeps } from '../../../sync-server/history/history.ts'
import { openSqliteStore } from '../../../sync-server/store/openSqliteStore.ts'
import type { HistoryHead, QuarantineRecord } from '../../../sync-server/store/records.ts'
import type { Store, StoreAccess } from '../../../sync-server/store/store.ts'
import { appendDeps } from '../../support/serverFactory.ts'
import type { SeededRandom } from './seededRandom.ts'
import { ServerStopped, type ServerStopper } from './serverStopper.ts'
import { districtId } from './places.ts'
import type { ServerFolder } from './template.ts'
import type { VirtualClock } from './virtualClock.ts'

/** What a server of one history stands on. */
export interface ServerGround {
  readonly folder: ServerFolder
  readonly stopper: ServerStopper
  readonly clock: VirtualClock
  readonly random: SeededRandom
}

interface Running {
  readonly store: Store
  readonly app: FastifyInstance
  readonly deps: AppDeps
}

/** Small pages, so that every first load takes several. */
const pageSize = 4

/** The files of one database in WAL mode. */
const fileEnds = ['', '-wal', '-shm'] as const

/** The real app over a real database file; it can be stopped at any statement, copied away and put back. */
export class SimulatedServer {
  readonly #ground: ServerGround
  readonly #path: string
  #running: Running | null = null
  #stopAt: { readonly statement: number; readonly isAfter: boolean } | null = null
  #minted = 0
  #asked = 0
  #read: { readonly asked: number; readonly histories: Map<OrganizationId, readonly StoredChange[]> } = { asked: 0, histories: new Map() }
  #backups: string[] = []
  #made = 0

  private constructor(ground: ServerGround) {
    this.#ground = ground
    this.#path = join(ground.folder.path, 'server.db')
  }

  /** Starts a server over a fresh copy of the template. */
  static async open(ground: ServerGround): Promise<SimulatedServer> {
    const server = new SimulatedServer(ground)
    removeFiles(server.#path)
    copyFileSync(ground.folder.template, server.#path)
    await server.#start()
    return server
  }

  get store(): Store {
    return this.#now.store
  }

  get isStopped(): boolean {
    return this.#ground.stopper.isStopped
  }

  /** Stops the server at a statement of the next thing it does. */
  armStop(statement: number, isAfter: boolean): void {
    this.#stopAt = { statement, isAfter }
  }

  /** One request as it would come over HTTP; a server that stops meanwhile is started again and answers nothing. */
  async deliver(url: string, { method, headers, body }: RequestInit): Promise<Response> {
    const payload = Buffer.from(await new Response(body ?? null).arrayBuffer())
    this.#armIfAsked()
    const answer = await this.#now.app.inject({ method: method === 'POST' ? 'POST' : 'GET', url, headers: { ...(headers as Record<string, string>) }, payload })
    this.#ground.stopper.disarm()
    if (await this.#startAgain()) throw new ServerStopped('no answer')
    return new Response(answer.payload, { status: answer.statusCode })
  }

  /** Lets the office write in one transaction; null when the server stopped meanwhile. */
  async write<T>(work: (access: StoreAccess, deps: AppendDeps) => Promise<T>): Promise<T | null> {
    this.#armIfAsked()
    try {
      return await this.#now.store.transaction((access) => work(access, appendDeps(this.#ground.clock.nowMs)))
    } catch (error) {
      if (!this.isStopped) throw error
      return null
    } finally {
      this.#ground.stopper.disarm()
      await this.#startAgain()
    }
  }

  /** Stops the running server and starts it over the same file. */
  async restart(): Promise<void> {
    await this.#stop()
    await this.#start()
  }

  /** Copies the database files away, as somebody does by hand: with the life's own name in them. */
  backUp(): void {
    const path = join(this.#ground.folder.path, `backup${String((this.#made += 1))}.db`)
    for (const end of fileEnds) if (existsSync(this.#path + end)) copyFileSync(this.#path + end, path + end)
    this.#backups.push(path)
  }

  get backupCount(): number {
    return this.#backups.length
  }

  /** Puts a backup back in place of the database: `ago` 0 is the last one made. */
  async restore(ago: number): Promise<void> {
    const backup = this.#backups.at(-1 - ago)
    if (backup === undefined) throw new Error('no such backup')
    await this.#stop()
    removeFiles(this.#path)
    for (const end of fileEnds) if (existsSync(backup + end)) copyFileSync(backup + end, this.#path + end)
    await this.#start()
  }

  async close(): Promise<void> {
    this.#ground.stopper.revive()
    await this.#stop()
    for (const path of this.#backups) removeFiles(path)
    removeFiles(this.#path)
  }

  /** How often anything was asked of this server: what was read of it before stands as long as this does. */
  get asked(): number {
    return this.#asked
  }

  async historyOf(organizationId: OrganizationId): Promise<readonly StoredChange[]> {
    if (this.#read.asked !== this.#asked) this.#read = { asked: this.#asked, histories: new Map() }
    const { histories } = this.#read
    const known = histories.get(organizationId)
    if (known !== undefined) return known
    const history = await this.store.forOrganization(districtId, organizationId).history.list({})
    histories.set(organizationId, history)
    return history
  }

  async headOf(organizationId: OrganizationId): Promise<HistoryHead> {
    const head = await this.store.forOrganization(districtId, organizationId).history.readHead()
    if (head === null) throw new Error('no such organization')
    return head
  }

  chainHashAt(organizationId: OrganizationId, sequence: number): Promise<string | null> {
    return this.store.forOrganization(districtId, organizationId).history.chainHashAt(sequence)
  }

  quarantineOf(organizationId: OrganizationId): Promise<QuarantineRecord[]> {
    return this.store.forOrganization(districtId, organizationId).quarantine.list()
  }

  async directive(id: DirectiveId, version: number): Promise<Directive | undefined> {
    return (await this.store.forDistrict(districtId).documents.loadDirectives([{ id, version }]))[0]
  }

  async resolution(id: ResolutionId, version: number): Promise<Resolution | undefined> {
    return (await this.store.forDistrict(districtId).documents.loadResolutions([{ id, version }]))[0]
  }

  /** A fresh link's secret. */
  async newSecret(organizationId: OrganizationId): Promise<string> {
    const link = await createLink(this.store, { districtId, organizationId }, this.#now.deps)
    if (link === null) throw new Error('no such organization')
    return link.secret
  }

  /** Closes a phone's access; false when the server does not know it or has closed it already. */
  revoke(organizationId: OrganizationId, deviceId: DeviceId): Promise<boolean> {
    return this.store.forOrganization(districtId, organizationId).devices.revoke(deviceId, this.#ground.clock.nowMs)
  }

  get #now(): Running {
    if (this.#running === null) throw new Error('the server does not run')
    return this.#running
  }

  #armIfAsked(): void {
    this.#asked += 1
    if (this.#stopAt !== null) this.#ground.stopper.arm(this.#stopAt.statement, this.#stopAt.isAfter)
    this.#stopAt = null
  }

  async #startAgain(): Promise<boolean> {
    if (!this.isStopped) return false
    await this.restart()
    return true
  }

  async #start(): Promise<void> {
    this.#ground.stopper.revive()
    this.#asked += 1
    const store = await openSqliteStore(this.#path)
    const deps = this.#depsOver(store)
    this.#running = { store, deps, app: await createApp(deps) }
  }

  async #stop(): Promise<void> {
    const { app, store } = this.#now
    this.#running = null
    await app.close()
    await store.close()
  }

  #depsOver(store: Store): AppDeps {
    const { clock, random } = this.#ground
    return {
      store,
      nowMs: () => clock.nowMs,
      // Ids are drawn, so a server put back in time draws others: the count goes on.
      newId: () => `n${String((this.#minted += 1))}`,
      randomBytes: (count) => random.bytes(count),
      config: { publicUrl: 'http://localhost:8080', trustProxy: false },
      version: '0.1.0',
      demonstration: false,
      pagesFolder: null,
      logger: false,
      limits: { ...defaultLimits(1), exchangesAtOnce: 1000, pageSize },
    }
  }
}

function removeFiles(path: string): void {
  for (const end of fileEnds) rmSync(path + end, { force: true })
}
