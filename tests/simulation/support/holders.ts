import type { OrganizationId, PersonId } from '#core/directive'
import type { EnrolmentRow } from '../../../src/device/rows.ts'
import { demand } from './brokenLaw.ts'

/** Who holds a phone for each of its organizations, as the people themselves know it. */
export class Holders {
  readonly #holders = new Map<OrganizationId, PersonId>()
  /** Somebody who is just being named or chosen: a killed program may have kept it or not. */
  #coming: { readonly organizationId: OrganizationId; readonly personId: PersonId } | null = null

  of(organizationId: OrganizationId): PersonId | undefined {
    return this.#holders.get(organizationId)
  }

  /** Somebody begins to say that he holds the phone now. */
  begin(organizationId: OrganizationId, personId: PersonId): void {
    this.#coming = { organizationId, personId }
  }

  /** The program has said that it is kept. */
  hold(organizationId: OrganizationId, personId: PersonId): void {
    this.#holders.set(organizationId, personId)
    this.#coming = null
  }

  /** After a kill: who a phone names now is the one before, or the one who was just being named or chosen. */
  settle(phone: string, enrolments: readonly EnrolmentRow[]): void {
    const coming = this.#coming
    this.#coming = null
    for (const { organizationId, personId } of enrolments) {
      if (personId === null) continue
      const isComing = coming?.organizationId === organizationId && coming.personId === personId
      demand(isComing || this.#holders.get(organizationId) === personId, 'lies: a phone names somebody who does not hold it', [phone, personId])
      this.#holders.set(organizationId, personId)
    }
  }
}
