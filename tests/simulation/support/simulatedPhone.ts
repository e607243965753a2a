import type { ChangeId, DeviceId, OrganizationId, PersonId } from '#core/directive'
import { type JsonObject, type SubjectKey, changeIdOf, keyToSubject } from '#core/sync'
import { type ChangeDraft, recordChange } from '../../../src/device/changeLog.ts'
import { isApplied } from '../../../src/device/changeRows.ts'
import { type PoruchenoDatabase, openDatabase } from '../../../src/device/database.ts'
import { type EnrolDeps, enrolDevice } from '../../../src/device/enrol.ts'
import { createHttpTransport } from '../../../src/device/httpTransport.ts'
import { recordPerson } from '../../../src/device/people.ts'
import { choosePerson } from '../../../src/device/phonePeople.ts'
import type { ChangeRow } from '../../../src/device/rows.ts'
import { type SyncDeps, runSync } from '../../../src/device/runSync.ts'
import { createInProcessLock } from '../../../src/device/syncLock.ts'
import { undoChange } from '../../../src/device/undoChange.ts'
import { changesOfSubject } from '../../../src/device/viewQueries.ts'
import { demand } from './brokenLaw.ts'
import { Holders } from './holders.ts'
import { type Ledger, successorsIn } from './ledger.ts'
import { turnBackDatabase } from './oldProgram.ts'
import { pickDraft } from './personActs.ts'
import { PhoneLife } from './phoneLife.ts'
import type { SeededRandom } from './seededRandom.ts'
import type { Trace } from './trace.ts'
import type { VirtualClock } from './virtualClock.ts'
import type { VirtualNetwork } from './virtualNetwork.ts'
import { type Witness, witnessTransport } from './witness.ts'

export interface PhoneGround {
  readonly name: string
  readonly databaseName: string
  readonly clock: VirtualClock
  readonly random: SeededRandom
  readonly network: VirtualNetwork
  readonly ledger: Ledger
  readonly trace: Trace
  readonly witness: Witness
  /** What the person does between a request and its answer; any act about a card where nothing is given. */
  readonly meanwhile?: (phone: SimulatedPhone) => Promise<void>
}

/** What a phone was asked to do, or that its program was killed over it. */
export type Performed<T> = { readonly type: 'done'; readonly value: T } | { readonly type: 'killed' }

/** What the modules of a phone are given. */
export type PhoneDeps = SyncDeps & EnrolDeps & { readonly fetch: typeof fetch }

/** A phone with a person: the real device modules over their own database, a wrong clock and a bad network. */
export class SimulatedPhone {
  readonly name: string
  readonly #ground: PhoneGround
  #life = new PhoneLife()
  #deps: PhoneDeps
  #skewMs = 0
  #minted = 0
  #killAt = 0
  #acts = 0
  /** What the person saw before each act under way, by subject: the program may die before it answers. */
  #seenBefore = new Map<SubjectKey, ReadonlySet<ChangeId>>()
  readonly #holders = new Holders()

  constructor(ground: PhoneGround) {
    this.name = ground.name
    this.#ground = ground
    this.#deps = this.#start()
  }

  get db(): PoruchenoDatabase {
    return this.#deps.db
  }

  /** How often this phone did anything: what was seen of it before stands as long as this does. */
  get acts(): number {
    return this.#acts
  }

  /** Kills the program at a step (1 is the first) of the next thing it does. */
  armKill(step: number): void {
    this.#killAt = step
  }

  jumpClock(): void {
    this.#skewMs = this.#ground.clock.pickSkew()
  }

  /** Enrols, and says who works here where nobody did. */
  async join(organizationId: OrganizationId, secret: string): Promise<void> {
    await this.enrol(organizationId, secret)
    const enrolment = await this.db.enrolments.get(organizationId)
    if (enrolment?.personId === null) await this.handOver(organizationId)
  }

  /** Tries until the network lets it through, whatever is killed meanwhile; a lost answer must give the same device. */
  async enrol(organizationId: OrganizationId, secret: string): Promise<void> {
    const before = await this.#deviceIn(organizationId)
    for (;;) {
      const enrolled = await this.#perform(() => enrolDevice(this.#deps, { secret }))
      const isEnrolled = enrolled.type === 'done' ? enrolled.value.ok : (await this.#deviceIn(organizationId)) !== before
      if (isEnrolled) return
      if (enrolled.type === 'done' && !enrolled.value.ok && enrolled.value.error.type === 'Refused') throw new Error(`enrolment refused: ${enrolled.value.error.code}`)
    }
  }

  async #deviceIn(organizationId: OrganizationId): Promise<DeviceId | null> {
    return (await this.db.enrolments.get(organizationId))?.deviceId ?? null
  }

  /** Exchanges; true when the run came to its end. */
  async sync(): Promise<boolean> {
    const run = await this.#perform(() => runSync(this.#deps))
    const outcomes = run.type === 'killed' ? 'killed' : run.value.organizations.map(({ type, sent, received }) => `${type} ${String(sent)}/${String(received)}`).join(', ')
    this.#ground.trace.add(`  ${this.name} exchanged: ${outcomes}`)
    return run.type === 'done'
  }

  /** Somebody new works on this phone. */
  async handOver(organizationId: OrganizationId): Promise<void> {
    const personId = `${this.name}person${String((this.#minted += 1))}` as PersonId
    const person = { organizationId, personId, name: `Человек ${personId}`, post: 'директор' }
    this.#holders.begin(organizationId, personId)
    const recorded = await this.#perform(() => recordPerson(this.#deps, person))
    if (recorded.type === 'done' && !recorded.value.ok) throw new Error(`no person: ${recorded.value.error.type}`)
    if (recorded.type === 'done') this.#holders.hold(organizationId, personId)
    await this.#adopt()
  }

  /** Another of the phone's people takes it. */
  async switchTo(organizationId: OrganizationId, personId: PersonId): Promise<void> {
    this.#holders.begin(organizationId, personId)
    const chosen = await this.#perform(() => choosePerson(this.db, organizationId, personId))
    if (chosen.type === 'done') this.#holders.hold(organizationId, personId)
    this.#ground.trace.add(`  ${this.name} is held by ${String(this.#holders.of(organizationId))}`)
  }

  /** Records something that is none of the acts about a card. */
  async act(about: Pick<ChangeDraft, 'organizationId' | 'subject'>, write: (deps: PhoneDeps) => ReturnType<typeof recordChange>): Promise<void> {
    await this.#keep(about, () => write(this.#deps))
  }

  /** Lets the program do something that records nothing. */
  run<T>(work: (deps: PhoneDeps) => Promise<T>): Promise<Performed<T>> {
    return this.#perform(() => work(this.#deps))
  }

  /** The person does something about a point the phone shows; where it shows none yet, nothing. */
  async actSomewhere(): Promise<void> {
    const { random, ledger } = this.#ground
    const cards = await this.db.cards.toArray()
    if (cards.length === 0) return
    const card = random.pick(cards)
    if (random.chance(0.1)) await this.#undoSomething(card.organizationId)
    else await this.#record(pickDraft(random, card, ledger.newMarker()))
  }

  /** The person marks a given point, if the phone shows it. */
  async mark(organizationId: OrganizationId, subject: SubjectKey): Promise<void> {
    const parsed = keyToSubject(subject)
    const card = parsed?.type === 'directive' ? await this.db.cards.get([organizationId, parsed.directiveId]) : undefined
    const value = { state: this.#ground.random.pick(['inProgress', 'reported']), marker: this.#ground.ledger.newMarker() }
    if (card !== undefined) await this.#record({ organizationId, subject, kind: 'execution', value, subjectVersion: card.directive.version })
  }

  /** A record of some broken program stands among the others: no server can take it. */
  async poison(organizationId: OrganizationId): Promise<void> {
    const enrolment = await this.db.enrolments.get(organizationId)
    const card = await this.db.cards.where('organizationId').equals(organizationId).first()
    if (enrolment === undefined || card === undefined || enrolment.personId === null) return
    const { deviceId, districtId, nextDeviceSequence: deviceSequence, lastStampMs: stampMs, personId: authorId } = enrolment
    const value: JsonObject = { state: 'released', marker: this.#ground.ledger.newMarker() }
    const row: ChangeRow = {
      id: changeIdOf(deviceId, deviceSequence), organizationId, districtId, deviceId, deviceSequence, authorId, value, stampMs,
      subject: `d:${card.directiveId}` as SubjectKey, kind: 'control', supersedes: [], subjectVersion: 1, schemaVersion: 1, appVersion: '0.0.9',
      sequence: null, effectiveStampMs: null, transfer: 'onDevice', pending: 1, code: null,
    }
    await this.db.transaction('rw', this.db.historyTables, async () => {
      await this.db.changes.add(row)
      await this.db.enrolments.update(organizationId, { nextDeviceSequence: deviceSequence + 1 })
    })
    this.#acts += 1
    this.#ground.ledger.save({ row, seen: new Set(), phone: this.name, authorId, isPoison: true })
  }

  /** The program is closed and opened again; `turnBack`: until now it was the first version of it. */
  async reopen(turnBack = false): Promise<void> {
    if (turnBack) await turnBackDatabase(this.db)
    await this.#restart()
  }

  async #undoSomething(organizationId: OrganizationId): Promise<void> {
    const own = (await this.db.changes.where('[organizationId+pending]').anyOf([[organizationId, 0], [organizationId, 1]]).toArray())
      .filter((row) => row.kind === 'execution' || row.kind === 'progressNote')
    if (own.length === 0) return
    const target = this.#ground.random.pick(own)
    await this.#keep(target, () => undoChange(this.#deps, target))
  }

  async #record(draft: ChangeDraft): Promise<void> {
    await this.#keep(draft, () => recordChange(this.#deps, draft))
  }

  async #keep(about: Pick<ChangeDraft, 'organizationId' | 'subject'>, write: () => ReturnType<typeof recordChange>): Promise<void> {
    this.#seenBefore.set(about.subject, await this.#shown(about))
    const kept = await this.#perform(write)
    if (kept.type === 'done' && kept.value.ok) this.#save(kept.value.value.change)
    else if (kept.type === 'done' && !kept.value.ok && !['TransitionNotAllowed', 'NothingToUndo'].includes(kept.value.error.type)) {
      throw new Error(`not recorded: ${kept.value.error.type}`)
    }
    this.#seenBefore.delete(about.subject)
  }

  #save(row: ChangeRow): void {
    const { ledger, trace } = this.#ground
    const authorId = this.#holders.of(row.organizationId)
    demand(authorId !== undefined && row.authorId === authorId, 'lies: a record names another person than made it', [this.name, row.id, row.kind, row.authorId, authorId])
    demand(row.kind === 'person' || this.#seenBefore.has(row.subject), 'lies: a record is about something else than was shown', [this.name, row.id, row.subject])
    ledger.save({ row, seen: this.#seenBefore.get(row.subject) ?? new Set(), phone: this.name, authorId: row.authorId, isPoison: false })
    trace.add(`  ${this.name} saved ${row.id} ${row.subject} ${row.kind} ${JSON.stringify(row.value)}`)
  }

  /** The marks a person could see before acting. */
  async #shown({ organizationId, subject }: Pick<ChangeDraft, 'organizationId' | 'subject'>): Promise<ReadonlySet<ChangeId>> {
    if (keyToSubject(subject)?.type !== 'directive') return new Set()
    const rows = await changesOfSubject(this.db, organizationId, subject)
    return new Set(rows.filter((row) => isApplied(row) && row.kind === 'execution').map((row) => row.id))
  }

  /** Does something as the program; when it is killed over it, it is opened anew. */
  async #perform<T>(work: () => Promise<T>): Promise<Performed<T>> {
    this.#acts += 1
    const [life, { db }] = [this.#life, this.#deps]
    const killAt = this.#killAt
    this.#killAt = 0
    if (killAt > 0) life.arm(killAt)
    try {
      const value = await work()
      if (!life.isDead) return { type: 'done', value }
    } catch (error) {
      if (!life.isDead) throw error
    } finally {
      if (killAt > 0) life.disarm()
    }
    this.#ground.trace.add(`  ${this.name} killed`)
    // A dead program may have opened its database again in vain.
    db.close()
    // A person's act in the middle of an exchange dies with it and opens the program anew; once is enough.
    if (this.#life === life) await this.#restart()
    return { type: 'killed' }
  }

  async #restart(): Promise<void> {
    this.#acts += 1
    this.db.close()
    this.#life = new PhoneLife()
    this.#deps = this.#start()
    this.#holders.settle(this.name, await this.db.enrolments.toArray())
    await this.#adopt()
    this.#seenBefore = new Map()
  }

  /** What the newly opened program shows as saved is promised, also what was committed while it died. */
  async #adopt(): Promise<void> {
    const rows = await this.db.changes.toArray()
    const own = new Set((await this.db.enrolments.toArray()).flatMap(({ deviceId, formerDeviceIds = [] }) => [deviceId, ...formerDeviceIds]))
    const carriedOn = new Set(successorsIn(rows).values())
    const unknown = rows.filter((row) => own.has(row.deviceId) && !this.#ground.ledger.has(row.id) && !carriedOn.has(row.id))
    for (const row of unknown) this.#save(row)
  }

  #start(): PhoneDeps {
    const { databaseName, network, random, clock, name, witness, meanwhile: act } = this.#ground
    const life = this.#life
    const db = openDatabase(databaseName)
    life.guard(db)
    // A person goes on marking while the exchange is under way.
    const meanwhile = async (): Promise<void> => {
      if (random.chance(0.2)) await (act === undefined ? this.actSomewhere() : act(this))
    }
    const send = network.fetchFor(name, life, meanwhile)
    return {
      db,
      nowMs: () => clock.nowMs + this.#skewMs,
      newId: () => `${name}i${String((this.#minted += 1))}`,
      appVersion: '0.1.0',
      transport: witnessTransport(createHttpTransport({ fetch: send, baseUrl: '' }), name, witness),
      fetch: send,
      lock: createInProcessLock(),
      newToken: () => Buffer.from(random.bytes(32)).toString('base64url'),
      deviceLabel: name,
    }
  }
}
