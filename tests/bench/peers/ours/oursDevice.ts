import 'fake-indexeddb/auto'
import { setTimeout as pause } from 'node:timers/promises'
import { type JsonObject, type SubjectKey, subjectToKey, wholePeriod } from '#core/sync'
import { appVersion, createId, createToken } from '../../../../src/device/browserDeps.ts'
import { recordChange } from '../../../../src/device/changeLog.ts'
import { openDatabase } from '../../../../src/device/database.ts'
import { enrolDevice } from '../../../../src/device/enrol.ts'
import { createHttpTransport } from '../../../../src/device/httpTransport.ts'
import { recordPerson } from '../../../../src/device/people.ts'
import { type SyncDeps, type SyncOutcome, runSync } from '../../../../src/device/runSync.ts'
import { createInProcessLock } from '../../../../src/device/syncLock.ts'
import { listCards } from '../../../../src/device/viewQueries.ts'
import { systemRandomBytes } from '../../../../sync-server/secrets.ts'
import { PeerHttp } from '../peerHttp.ts'
import type { DevicePlace, PeerDevice } from '../system.ts'
import { type BenchEdit, type BenchRow, editedMs } from '../workload.ts'
import { organizationOf } from './oursAccess.ts'

/** A request made by the real transport that waits for its moment, and its answer that waits to be taken in. */
interface HeldRequest {
  readonly release: () => void
  readonly answered: Promise<void>
  readonly takeIn: () => void
}

/** The phone's own modules over its own database (IndexedDB in memory) and the real transport. */
export class OursDevice implements PeerDevice {
  readonly #http: PeerHttp
  readonly #place: DevicePlace
  readonly #deps: SyncDeps
  /** The phone's clock; null is the machine's own. */
  #clockMs: number | null = null
  #hold: ((request: HeldRequest) => void) | null = null
  #held: HeldRequest | null = null
  #running: Promise<SyncOutcome> | null = null

  constructor(place: DevicePlace) {
    this.#place = place
    this.#http = new PeerHttp(place.base)
    const newId = (): string => createId(systemRandomBytes)
    this.#deps = {
      db: openDatabase(`bench-${newId()}`),
      nowMs: () => this.#clockMs ?? Date.now(),
      newId,
      appVersion,
      transport: createHttpTransport({ fetch: (input, init) => this.#fetch(input, init), baseUrl: place.base }),
      lock: createInProcessLock(),
    }
  }

  /** Enrols by a link and names who works on the phone, as its first screens do. */
  async enrol(): Promise<void> {
    const secret = await this.#place.server.call<string>('link', this.#place.school.school)
    const transport = createHttpTransport({ fetch: this.#http.fetch, baseUrl: this.#place.base })
    const deps = { ...this.#deps, transport, newToken: () => createToken(systemRandomBytes), deviceLabel: 'Android, Chrome 138' }
    const enrolled = await enrolDevice(deps, { secret })
    if (!enrolled.ok) throw new Error(`not enrolled: ${JSON.stringify(enrolled.error)}`)
    // Before every edit of the workload: a phone's stamps only go forward.
    this.#clockMs = Date.now() - 30 * 86_400_000
    const person = await recordPerson(this.#deps, { organizationId: this.#organization, name: 'Петрова А.И.', post: 'директор' })
    if (!person.ok) throw new Error(`nobody named: ${person.error.type}`)
    this.#clockMs = null
  }

  firstSync(): Promise<void> {
    return this.sync()
  }

  async edit({ index, state, percent, note, atMs }: BenchEdit): Promise<void> {
    // As far back as the workload says, so that no stamp stands in the server's future.
    this.#clockMs = Date.now() - editedMs + atMs
    const subject = (await this.#subjects())[index]
    if (subject === undefined) throw new Error('no such card')
    await this.#record(subject, 'execution', { state, percent })
    await this.#record(subject, 'progressNote', { text: note })
    this.#clockMs = null
  }

  async prepare(): Promise<void> {
    this.#held = await new Promise<HeldRequest>((done, failed) => {
      this.#hold = done
      this.#running = runSync(this.#deps)
      this.#running.catch(failed)
    })
  }

  async sync(): Promise<void> {
    if (this.#held === null) checkOutcome(await runSync(this.#deps))
    else {
      this.#held.release()
      await this.#held.answered
    }
  }

  async settle(): Promise<void> {
    this.#held?.takeIn()
    this.#held = null
    if (this.#running !== null) checkOutcome(await this.#running)
    this.#running = null
  }

  async list(): Promise<readonly BenchRow[]> {
    const cards = await listCards(this.#deps.db, this.#organization)
    const notes = await this.#deps.db.changes.toArray()
    return cards.map(({ directive }) => {
      const subject = subjectToKey({ type: 'directive', directiveId: directive.id, period: wholePeriod, childId: null })
      const own = notes.filter((change) => change.kind === 'progressNote' && change.subject === subject)
      return { text: directive.text, notes: own.map(({ value }) => String(value['text'])) }
    })
  }

  get bodies() {
    return this.#http.bodies
  }

  reconnect(): void {
    this.#http.reset()
  }

  async close(): Promise<void> {
    this.#http.close()
    await this.#deps.db.delete()
  }

  get #organization() {
    return organizationOf(this.#place.school.school)
  }

  #subjectCache: readonly SubjectKey[] | undefined

  async #subjects(): Promise<readonly SubjectKey[]> {
    this.#subjectCache ??= (await listCards(this.#deps.db, this.#organization)).map(({ directiveId }) =>
      subjectToKey({ type: 'directive', directiveId, period: wholePeriod, childId: null }),
    )
    return this.#subjectCache
  }

  async #record(subject: SubjectKey, kind: string, value: JsonObject): Promise<void> {
    const recorded = await recordChange(this.#deps, { organizationId: this.#organization, subject, kind, value, subjectVersion: 1 })
    if (!recorded.ok) throw new Error(`not recorded: ${recorded.error.type}`)
  }

  /** The browser's `fetch`; in a storm it waits until all phones stand ready, and keeps the answer until all are answered. */
  async #fetch(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    const hold = this.#hold
    if (hold === null) return this.#http.fetch(input, init)
    this.#hold = null
    const [released, answered, takenIn] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
    hold({ release: () => { released.resolve(undefined) }, answered: answered.promise, takeIn: () => { takenIn.resolve(undefined) } })
    await released.promise
    const response = await this.#sendUntilLetIn(input, init)
    answered.resolve(undefined)
    await takenIn.promise
    return response
  }

  /** A phone that finds the house full comes again after the time it was told, and a chance of its own. */
  async #sendUntilLetIn(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    for (;;) {
      const { signal: _signal, ...request } = init ?? {}
      const response = await this.#http.fetch(input, request)
      if (response.status !== 503) return response
      await pause(Number(response.headers.get('retry-after')) * 1000 * (0.5 + Math.random()))
    }
  }
}

function checkOutcome({ organizations }: SyncOutcome): void {
  const [outcome] = organizations
  if (outcome?.type !== 'done') throw new Error(`not synced: ${JSON.stringify(outcome)}`)
}

