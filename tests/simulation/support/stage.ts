import type { OrganizationId, PersonId } from '#core/directive'
import type { JsonObject, StoredChange, SubjectKey } from '#core/sync'
import { recordChange } from '../../../src/device/changeLog.ts'
import { type PoruchenoDatabase, openDatabase } from '../../../src/device/database.ts'
import { type EnrolDeps, enrolDevice } from '../../../src/device/enrol.ts'
import { createHttpTransport } from '../../../src/device/httpTransport.ts'
import { recordPerson } from '../../../src/device/people.ts'
import type { ChangeRow, EnrolmentRow, SummaryRow } from '../../../src/device/rows.ts'
import { type SyncDeps, type SyncOutcome, runSync } from '../../../src/device/runSync.ts'
import { createInProcessLock } from '../../../src/device/syncLock.ts'
import { refusedChanges, unsentCount } from '../../../src/device/viewQueries.ts'
import { type SyncLine, toSyncLine } from '../../../src/school/views/syncLine.ts'
import { publishDocument } from './office.ts'
import { school } from './places.ts'
import { createSeededRandom } from './seededRandom.ts'
import { ServerStopper } from './serverStopper.ts'
import { SimulatedServer } from './simulatedServer.ts'
import { type ServerFolder, createServerFolder } from './template.ts'
import { VirtualClock } from './virtualClock.ts'

/** What a test does with one request: hand it on, or not. */
export type Network = (deliver: () => Promise<Response>) => Promise<Response>

export const goodNetwork: Network = (deliver) => deliver()
/** The request arrives, its answer does not. */
export const answerLost: Network = async (deliver) => {
  await deliver()
  throw new TypeError('Failed to fetch')
}
/** So many requests pass, then the cable is out. */
export function cutAfter(passing: number): Network {
  let asked = 0
  return (deliver) => ((asked += 1) > passing ? Promise.reject(new TypeError('Failed to fetch')) : deliver())
}

/** The two points every school of the stage has. */
export const points = ['d:p1x0', 'd:p1x1'] as unknown as readonly [SubjectKey, SubjectKey]

let stages = 0

/** A real server with one school and its phones, for a history told step by step. */
export class Stage {
  readonly server: SimulatedServer
  readonly clock: VirtualClock
  readonly #folder: ServerFolder
  readonly #phones: StagePhone[] = []
  readonly #name = `stage${String((stages += 1))}`

  private constructor(server: SimulatedServer, clock: VirtualClock, folder: ServerFolder) {
    this.server = server
    this.clock = clock
    this.#folder = folder
  }

  static async open(): Promise<Stage> {
    const random = createSeededRandom(1)
    const clock = new VirtualClock(random)
    const folder = await createServerFolder()
    return new Stage(await SimulatedServer.open({ folder, stopper: new ServerStopper(), clock, random }), clock, folder)
  }

  async close(): Promise<void> {
    for (const { db } of this.#phones) await db.delete()
    await this.server.close()
    this.#folder.remove()
  }

  /** A phone nobody has enrolled. */
  phone(name: string): StagePhone {
    const phone = new StagePhone(this, `${this.#name}${name}`)
    this.#phones.push(phone)
    return phone
  }

  /** A phone that is enrolled and has read everything. */
  async enrolledPhone(name: string): Promise<StagePhone> {
    const phone = this.phone(name)
    await phone.enrol()
    await phone.sync()
    return phone
  }

  async publish(number: number, count: number): Promise<void> {
    await this.server.write((access, deps) => publishDocument(access, { number, points: count }, deps))
  }

  /** What the school recorded about a point, as it stands in the history. */
  async recordsOf(subject: SubjectKey): Promise<readonly StoredChange[]> {
    return (await this.server.historyOf(school)).filter((change) => change.subject === subject && !change.deviceId.includes('office'))
  }
}

/** A phone of the stage: the real modules, a clock and a network the test sets. */
export class StagePhone {
  network: Network = goodNetwork
  skewMs = 0
  readonly deps: SyncDeps & EnrolDeps
  readonly #stage: Stage
  #minted = 0

  constructor(stage: Stage, name: string) {
    this.#stage = stage
    const send: typeof fetch = (input, init = {}) => this.network(() => stage.server.deliver(input as string, init))
    const newId = (): string => `${name}i${String((this.#minted += 1))}`
    this.deps = {
      db: openDatabase(name),
      nowMs: () => stage.clock.nowMs + this.skewMs,
      newId,
      appVersion: '0.1.0',
      transport: createHttpTransport({ fetch: send, baseUrl: '' }),
      lock: createInProcessLock(),
      newToken: () => newId().padEnd(43, '0'),
      deviceLabel: name,
    }
  }

  get db(): PoruchenoDatabase {
    return this.deps.db
  }

  /** Enrols by a new code of the office; the first time says who works here. */
  async enrol(): Promise<void> {
    const enrolled = await enrolDevice(this.deps, { secret: await this.#stage.server.newSecret(school) })
    if (!enrolled.ok) throw new Error(`not enrolled: ${enrolled.error.type}`)
    if (enrolled.value.personId === null) await recordPerson(this.deps, { organizationId: school, personId: `person-${this.deps.deviceLabel}` as PersonId, name: 'Петрова А.И.', post: 'директор' })
  }

  sync(): Promise<SyncOutcome> {
    return runSync(this.deps, { isManual: true })
  }

  async mark(subject: SubjectKey, kind: string, value: JsonObject): Promise<ChangeRow> {
    const recorded = await recordChange(this.deps, { organizationId: school, subject, kind, value, subjectVersion: 1 })
    if (!recorded.ok) throw new Error(`not recorded: ${recorded.error.type}`)
    return recorded.value.change
  }

  async enrolment(organizationId: OrganizationId = school): Promise<EnrolmentRow> {
    const row = await this.db.enrolments.get(organizationId)
    if (row === undefined) throw new Error('not enrolled')
    return row
  }

  /** What the card of a point shows. */
  async card(subject: SubjectKey): Promise<SummaryRow | undefined> {
    return this.db.summaries.get([school, subject])
  }

  /** What the line about sending says. */
  async line(): Promise<SyncLine> {
    const refused = (await refusedChanges(this.db, school)).length
    return toSyncLine({ enrolment: await this.enrolment(), unsent: await unsentCount(this.db, school), refused, progress: null, isOnline: true })
  }
}
