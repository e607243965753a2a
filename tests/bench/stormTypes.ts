import type { ChangeId, OrganizationId } from '#core/directive'

/** What one process of phones is to do. */
export interface StormTask {
  /** The server's own address. */
  readonly url: string
  /** Marks each phone makes without the network. */
  readonly edits: number
  /** The enrolment links' secrets, one per phone. */
  readonly secrets: readonly string[]
}

export type ToDevices = { readonly type: 'prepare'; readonly task: StormTask } | { readonly type: 'go' }

export type FromDevices =
  | { readonly type: 'prepared' }
  | {
      readonly type: 'drained'
      readonly devices: readonly DrainedDevice[]
      /** Answers of the storm by status; "none" where none came. */
      readonly countByStatus: Readonly<Record<string, number>>
      readonly cpuMs: number
      readonly slowestMs: number
    }

/** What a phone shows as sent: the edits of its storm with their receipts. */
export interface DrainedDevice {
  readonly organizationId: OrganizationId
  readonly places: readonly (readonly [ChangeId, number])[]
}
