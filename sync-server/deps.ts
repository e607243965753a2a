import type { FastifyServerOptions } from 'fastify'
import type { ServerConfig } from './config.ts'
import type { DoctorPlaces } from './doctor/probeDisk.ts'
import type { SeatLimits } from './http/seats.ts'
import type { RandomBytes } from './secrets.ts'
import type { Store } from './store/store.ts'

/** Everything the app takes from outside; the entry passes the real ones, tests their own. */
export interface AppDeps {
  readonly store: Store
  readonly nowMs: () => number
  readonly newId: () => string
  readonly randomBytes: RandomBytes
  readonly config: Pick<ServerConfig, 'publicUrl' | 'trustProxy'>
  /** The program's version, e.g. "0.1.0". */
  readonly version: string
  /** Whether the database holds the demonstration's data and its pages are shown. */
  readonly demonstration: boolean
  /** Absolute path of the built programs; null where another server gives them. */
  readonly pagesFolder: string | null
  readonly logger: NonNullable<FastifyServerOptions['logger']>
  readonly limits: ServerLimits
  /** The nine digits that let one person set up an empty server; absent where nobody may. */
  readonly setupCode?: string | null
  /** Where the data and the backups lie, for the doctor; absent where there is no disk to look at. */
  readonly places?: DoctorPlaces
}

/** Bounds that tests narrow. */
export interface ServerLimits {
  /** Most changes of others in one answer. */
  readonly pageSize: number
  /** Exchanges at work at once; the rest wait for their turn. */
  readonly exchangesAtOnce: number
  /** Exchanges that are read, wait or are at work; the rest are asked to come again. */
  readonly exchangesInHouse: SeatLimits
  /** For a whole request to arrive (ms). */
  readonly requestTimeoutMs: number
  /** Without a byte on a connection (ms). */
  readonly idleTimeoutMs: number
}

/** The bounds of a real server of `cores` processors. */
export function defaultLimits(cores: number): ServerLimits {
  return {
    pageSize: 500,
    exchangesAtOnce: 2 * Math.max(1, cores),
    exchangesInHouse: { requests: 1000, bytes: 32 * 1024 * 1024 },
    requestTimeoutMs: 120_000,
    idleTimeoutMs: 60_000,
  }
}
