import type { OrganizationId, PersonId } from '#core/directive'
import { err } from '#core/result'
import { type EnrolmentProof, type ExchangeFailure, type JsonObject, type SubjectKey, decodeAnswer, decodeEnrolmentAnswer, isErrorCode } from '#core/sync'
import { type ChangeDraft, recordChange } from '../../src/device/changeLog.ts'
import { type PoruchenoDatabase, openDatabase } from '../../src/device/database.ts'
import { type EnrolDeps, enrolDevice } from '../../src/device/enrol.ts'
import type { ChangeRow, EnrolmentRow } from '../../src/device/rows.ts'
import { type SyncDeps, type SyncOutcome, runSync } from '../../src/device/runSync.ts'
import { createInProcessLock } from '../../src/device/syncLock.ts'
import type { MemoryAnswer } from './memoryServer.ts'

/** The server as a device reaches it: bodies have been JSON on the way. */
export interface ServerDoor {
  exchange(body: JsonObject, token: string): Promise<MemoryAnswer> | MemoryAnswer
  enrol(proof: EnrolmentProof, token: string): Promise<MemoryAnswer> | MemoryAnswer
}

/** A transport over a door, with the real encodings of both sides. */
export function createDoorTransport(door: ServerDoor): SyncDeps['transport'] & EnrolDeps['transport'] {
  return {
    async exchange(request, credentials) {
      const answer = await door.exchange(throughJson(request), credentials.token)
      return answer.status === 200 ? decodeAnswer(throughJson(answer.body), credentials) : err(readRefusal(answer))
    },
    async enrol({ token, deviceLabel: _label, ...proof }) {
      const answer = await door.enrol(proof, token)
      return answer.status === 200 ? decodeEnrolmentAnswer(throughJson(answer.body)) : err(readRefusal(answer))
    },
  }
}

function throughJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject
}

function readRefusal({ body }: MemoryAnswer): ExchangeFailure {
  const { type, ...details } = body['error'] as JsonObject
  if (typeof type !== 'string' || !isErrorCode(type)) return { type: 'AnswerUnreadable' }
  return { type: 'Refused', code: type, details, retryAfterSeconds: null }
}

export interface SimulatedDeviceOptions {
  readonly name: string
  nowMs(): number
  readonly door: ServerDoor
}

/** A phone: the real device modules over a database of its own. */
export class SimulatedDevice {
  readonly name: string
  readonly deps: SyncDeps & EnrolDeps
  #minted = 0

  constructor({ name, nowMs, door }: SimulatedDeviceOptions) {
    this.name = name
    const newId = (): string => `${name}${String((this.#minted += 1))}`
    this.deps = {
      db: openDatabase(name),
      nowMs,
      newId,
      appVersion: '0.1.0',
      transport: createDoorTransport(door),
      lock: createInProcessLock(),
      newToken: () => newId().padEnd(43, '0'),
      deviceLabel: 'Android, Chrome 138',
    }
  }

  get db(): PoruchenoDatabase {
    return this.deps.db
  }

  /** Enrols by a QR secret and makes somebody the author. */
  async enrol(secret: string): Promise<EnrolmentRow> {
    const enrolled = await enrolDevice(this.deps, { secret })
    if (!enrolled.ok) throw new Error(`not enrolled: ${JSON.stringify(enrolled.error)}`)
    const personId = enrolled.value.personId ?? (`person-${this.name}` as PersonId)
    await this.db.enrolments.update(enrolled.value.organizationId, { personId })
    return { ...enrolled.value, personId }
  }

  async record(organizationId: OrganizationId, subject: SubjectKey, kind: string, value: JsonObject): Promise<ChangeRow> {
    const recorded = await this.tryRecord({ organizationId, subject, kind, value, subjectVersion: 1 })
    if (!recorded.ok) throw new Error(`not recorded: ${recorded.error.type}`)
    return recorded.value.change
  }

  tryRecord(draft: ChangeDraft): ReturnType<typeof recordChange> {
    return recordChange(this.deps, draft)
  }

  sync(isManual = false): Promise<SyncOutcome> {
    return runSync(this.deps, { isManual })
  }

  changes(): Promise<ChangeRow[]> {
    return this.db.changes.toArray()
  }

  async enrolment(organizationId: OrganizationId): Promise<EnrolmentRow> {
    const row = await this.db.enrolments.get(organizationId)
    if (row === undefined) throw new Error('no enrolment')
    return row
  }
}
