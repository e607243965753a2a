import type { ChangeId, DeviceId, DirectiveId, DistrictId, OrganizationId, PersonId } from '#core/directive'
import { type Change, type ExchangeAnswer, type JsonObject, type SubjectKey, changeIdOf, decodeAnswer, planExchange, packLists, readSettlements, schemaVersion, unpackLists } from '#core/sync'

/** Who a light phone is. */
export interface PhoneIdentity {
  readonly districtId: DistrictId
  readonly organizationId: OrganizationId
  readonly deviceId: DeviceId
}

/** A phone without a database: the real protocol of the phone's side over two maps, so that thousands of exchanges take seconds. */
export class LightPhone {
  readonly identity: PhoneIdentity
  /** Every change it made, whatever became of it. */
  readonly own = new Map<ChangeId, Change>()
  /** The place of every change it knows to stand in the history, its own and others'. */
  readonly placeById = new Map<ChangeId, number>()
  /** What an answer said that contradicts one before. */
  readonly contradictions: string[] = []
  readonly #directives = new Set<DirectiveId>()
  readonly #unsent = new Map<ChangeId, Change>()
  #cursor: string | null = null

  constructor(identity: PhoneIdentity) {
    this.identity = identity
  }

  get hasUnsent(): boolean {
    return this.#unsent.size > 0
  }

  /** How many directives' texts came. */
  get bodies(): number {
    return this.#directives.size
  }

  /** Makes one change and keeps it as unsent. */
  record(subject: SubjectKey, kind: string, value: JsonObject, stampMs: number): void {
    const { districtId, organizationId, deviceId } = this.identity
    const deviceSequence = this.own.size + 1
    const id = changeIdOf(deviceId, deviceSequence)
    const change: Change = {
      id, districtId, organizationId, deviceId, deviceSequence, subject, kind, value, stampMs,
      authorId: 'person1' as PersonId,
      supersedes: [],
      subjectVersion: 1,
      schemaVersion,
      appVersion: '0.1.0',
    }
    this.own.set(id, change)
    this.#unsent.set(id, change)
  }

  /** The body of its next request. */
  plan(deviceTimeMs: number): string {
    return JSON.stringify(packLists(planExchange({ unsent: [...this.#unsent.values()], cursor: this.#cursor, deviceTimeMs, appVersion: '0.1.0' })))
  }

  /** Takes an answer's body in; null when it is none. */
  take(body: unknown): ExchangeAnswer | null {
    const answer = decodeAnswer(unpackLists(body), this.identity)
    if (!answer.ok) return null
    for (const settlement of readSettlements(answer.value, this.identity.deviceId)) {
      if (settlement.state !== 'sent') this.contradictions.push(`${settlement.id} ${settlement.state}`)
      else this.#place(settlement.id, settlement.sequence)
      this.#unsent.delete(settlement.id)
    }
    for (const { id, sequence } of answer.value.changes) this.#place(id, sequence)
    if (answer.value.historyChanged) this.contradictions.push('the history changed')
    for (const { id } of answer.value.directives) this.#directives.add(id)
    this.#cursor = answer.value.cursor
    return answer.value
  }

  #place(id: ChangeId, sequence: number): void {
    const known = this.placeById.get(id)
    if (known !== undefined && known !== sequence) this.contradictions.push(`${id} at ${String(known)} and ${String(sequence)}`)
    this.placeById.set(id, sequence)
  }
}
