import type { ChangeId, OrganizationId, PersonId } from '#core/directive'
import { type SubjectKey, keyToSubject } from '#core/sync'
import { type ChangeDraft, recordChange } from '../../../src/device/changeLog.ts'
import { isApplied } from '../../../src/device/changeRows.ts'
import { type PoruchenoDatabase, openDatabase } from '../../../src/device/database.ts'
import { type EnrolDeps, enrolDevice } from '../../../src/device/enrol.ts'
import { createHttpTransport } from '../../../src/device/httpTransport.ts'
import { recordPerson } from '../../../src/device/people.ts'
import { type SyncDeps, runSync } from '../../../src/device/runSync.ts'
import { createInProcessLock } from '../../../src/device/syncLock.ts'
import { undoChange } from '../../../src/device/undoChange.ts'
import { changesOfSubject } from '../../../src/device/viewQueries.ts'
import type { RecordedChange } from './recordedChange.ts'
import type { SeededRandom } from './seededRandom.ts'
import type { VirtualClock } from './virtualClock.ts'
import type { VirtualNetwork } from './virtualNetwork.ts'

export interface PhoneSurroundings {
  readonly name: string
  readonly clock: VirtualClock
  readonly random: SeededRandom
  readonly network: VirtualNetwork
  /** Hears of every change the phone promised to keep. */
  onRecorded(recorded: RecordedChange): void
}

/** A phone with a person: the real device modules over their own database, a wrong clock and a bad network. */
export class SimulatedPhone {
  readonly name: string
  readonly #deps: SyncDeps & EnrolDeps
  readonly #surroundings: PhoneSurroundings
  #skewMs = 0
  #minted = 0

  constructor(surroundings: PhoneSurroundings) {
    const { name, network, random } = surroundings
    this.name = name
    this.#surroundings = surroundings
    const transport = createHttpTransport({
      // A person goes on marking while the exchange is under way.
      fetch: network.fetchFor(async () => {
        if (random.chance(0.2)) await this.actSomewhere()
      }),
      baseUrl: '',
    })
    this.#deps = {
      db: openDatabase(`simulation-${name}`),
      nowMs: () => surroundings.clock.nowMs + this.#skewMs,
      newId: () => `${name}i${String((this.#minted += 1))}`,
      appVersion: '0.1.0',
      transport,
      lock: createInProcessLock(),
      newToken: () => Buffer.from(random.bytes(32)).toString('base64url'),
      deviceLabel: name,
    }
  }

  get db(): PoruchenoDatabase {
    return this.#deps.db
  }

  /** Enrols and says who works here. */
  async join(secret: string): Promise<void> {
    const organizationId = await this.enrol(secret)
    const person = await recordPerson(this.#deps, { organizationId, personId: `${this.name}person` as PersonId, name: this.name, post: 'директор' })
    if (!person.ok) throw new Error(`no person: ${person.error.type}`)
    const rows = await this.db.changes.where('[organizationId+pending]').equals([organizationId, 1]).toArray()
    for (const row of rows.filter(({ kind }) => kind === 'person')) this.#surroundings.onRecorded({ row, seen: new Set() })
  }

  /** Tries until the network lets it through; a lost answer must give the same device. */
  async enrol(secret: string): Promise<OrganizationId> {
    for (;;) {
      const enrolled = await enrolDevice(this.#deps, { secret })
      if (enrolled.ok) return enrolled.value.organizationId
      if (enrolled.error.type === 'Refused') throw new Error(`enrolment refused: ${enrolled.error.code}`)
    }
  }

  async sync(): Promise<void> {
    await runSync(this.#deps)
  }

  jumpClock(): void {
    this.#skewMs = this.#surroundings.clock.pickSkew()
  }

  /** The person does something about a point the phone shows; where it shows none yet, nothing. */
  async actSomewhere(): Promise<void> {
    const { random } = this.#surroundings
    const cards = await this.db.cards.toArray()
    if (cards.length === 0) return
    const { organizationId, directiveId, resolutionId } = random.pick(cards)
    const roll = random.next()
    if (roll < 0.1) await this.#undoSomething(organizationId)
    else if (roll < 0.15) await this.#record({ organizationId, subject: `r:${resolutionId}` as SubjectKey, kind: 'acknowledgement', value: {}, subjectVersion: 1 })
    else {
      const subject = `d:${directiveId}${random.chance(0.2) ? ':2026' : ''}` as SubjectKey
      await this.#record({ organizationId, subject, subjectVersion: 1, ...pickAct(random) })
    }
  }

  /** The person marks a given point, if the phone shows it. */
  async mark(organizationId: OrganizationId, subject: SubjectKey): Promise<void> {
    const parsed = keyToSubject(subject)
    const card = parsed?.type === 'directive' ? await this.db.cards.get([organizationId, parsed.directiveId]) : undefined
    const state = this.#surroundings.random.pick(['inProgress', 'reported'])
    if (card !== undefined) await this.#record({ organizationId, subject, kind: 'execution', value: { state }, subjectVersion: 1 })
  }

  async #undoSomething(organizationId: OrganizationId): Promise<void> {
    const own = (await this.db.changes.where('[organizationId+pending]').anyOf([[organizationId, 0], [organizationId, 1]]).toArray())
      .filter((row) => row.kind === 'execution' || row.kind === 'progressNote')
    if (own.length === 0) return
    const target = this.#surroundings.random.pick(own)
    const seen = await this.#shown(target)
    const undone = await undoChange(this.#deps, target)
    if (undone.ok) this.#surroundings.onRecorded({ row: undone.value.change, seen })
  }

  async #record(draft: ChangeDraft): Promise<void> {
    const seen = await this.#shown(draft)
    const recorded = await recordChange(this.#deps, draft)
    if (recorded.ok) this.#surroundings.onRecorded({ row: recorded.value.change, seen })
    else if (recorded.error.type !== 'TransitionNotAllowed') throw new Error(`not recorded: ${recorded.error.type}`)
  }

  /** The marks a person could see before acting. */
  async #shown({ organizationId, subject }: Pick<ChangeDraft, 'organizationId' | 'subject'>): Promise<ReadonlySet<ChangeId>> {
    if (keyToSubject(subject)?.type !== 'directive') return new Set()
    const rows = await changesOfSubject(this.db, organizationId, subject)
    return new Set(rows.filter((row) => isApplied(row) && row.kind === 'execution').map((row) => row.id))
  }
}

function pickAct(random: SeededRandom): Pick<ChangeDraft, 'kind' | 'value'> {
  const text = `запись ${String(random.integer(1, 1000))}`
  if (random.chance(0.25)) return { kind: 'progressNote', value: { text } }
  if (random.chance(0.1)) return { kind: 'extensionRequest', value: { to: '2026-12-31', reason: text } }
  const state = random.pick(['notStarted', 'inProgress', 'reported', 'reported', 'notApplicableClaim'])
  return { kind: 'execution', value: { state, ...(state === 'notStarted' ? {} : { text }), ...(state === 'notApplicableClaim' ? { reason: text } : {}) } }
}
