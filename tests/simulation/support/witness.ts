import type { ChangeId, DeviceId, OrganizationId } from '#core/directive'
import type { ExchangeTransport, StoredChange } from '#core/sync'
import type { EnrolmentTransport } from '../../../src/device/enrol.ts'

/** What really happened on the wire and on the server, to hold against what a screen says. */
export class Witness {
  readonly #everStood = new Set<string>()
  readonly #answered = new Set<string>()
  readonly #complete = new Set<string>()
  readonly #heard = new Map<DeviceId, Set<string>>()

  /** Notes what stands in a history now: it may be gone after a restore. */
  seeHistory(organizationId: OrganizationId, history: readonly StoredChange[]): void {
    for (const { id } of history) this.#everStood.add(`${organizationId} ${id}`)
  }

  everStood(organizationId: OrganizationId, id: ChangeId): boolean {
    return this.#everStood.has(`${organizationId} ${id}`)
  }

  /** Notes the server's answer to an exchange of a device: null, or the code of a refusal. */
  hear(phone: string, organizationId: OrganizationId, deviceId: DeviceId, refusal: string | null): void {
    if (refusal === null) this.#answered.add(`${phone} ${organizationId}`)
    else this.#heard.set(deviceId, (this.#heard.get(deviceId) ?? new Set()).add(refusal))
  }

  /** Notes that an answer said there is nothing more to load. */
  complete(phone: string, organizationId: OrganizationId): void {
    this.#complete.add(`${phone} ${organizationId}`)
  }

  wasCompleted(phone: string, organizationId: OrganizationId): boolean {
    return this.#complete.has(`${phone} ${organizationId}`)
  }

  wasAnswered(phone: string, organizationId: OrganizationId): boolean {
    return this.#answered.has(`${phone} ${organizationId}`)
  }

  /** The refusals a device was ever answered with. */
  heardBy(deviceId: DeviceId): ReadonlySet<string> {
    return this.#heard.get(deviceId) ?? new Set()
  }
}

/** A transport whose answers the witness hears as the phone does. */
export function witnessTransport(transport: ExchangeTransport & EnrolmentTransport, phone: string, witness: Witness): ExchangeTransport & EnrolmentTransport {
  return {
    ...transport,
    async exchange(request, credentials) {
      const answer = await transport.exchange(request, credentials)
      const refusal = answer.ok ? null : answer.error.type === 'Refused' ? answer.error.code : answer.error.type
      witness.hear(phone, credentials.organizationId, credentials.deviceId, refusal)
      if (answer.ok && !answer.value.more && answer.value.remaining === 0) witness.complete(phone, credentials.organizationId)
      return answer
    },
  }
}
