import type { PoruchenoDatabase } from './database.ts'

/** What the device's modules are given by the entry that starts them. */
export interface DeviceDeps {
  readonly db: PoruchenoDatabase
  /** This phone's clock (ms since the epoch), as wrong as it may be. */
  nowMs(): number
  /** A fresh id of lower-case letters and digits, e.g. "k3v9q0x2mz". */
  newId(): string
  readonly appVersion: string
}
