import type { BenchChild } from './child.ts'
import type { SeedSchool } from './serverKit.ts'
import type { BenchEdit, BenchRow } from './workload.ts'

/** One device of a system, on one school. */
export interface PeerDevice {
  /** Encoded bodies so far (bytes), without request lines and headers. */
  readonly bodies: { readonly up: number; readonly down: number }
  /** A new device pulls everything addressed to its school. */
  firstSync(): Promise<void>
  /** Keeps an edit without a network; resolves when it is stored. */
  edit(edit: BenchEdit): Promise<void> | void
  /** What a phone would have done while still offline, up to the first byte sent; not measured. */
  prepare?(): Promise<void>
  /** Sends what is unsent and pulls what is new; resolves only when the server has stored it durably. */
  sync(): Promise<void>
  /** What a phone does on its own processor after the last byte came; not measured, must not fail. */
  settle?(): Promise<void>
  /** What the device shows, in the order of the school's list. */
  list(): Promise<readonly BenchRow[]> | readonly BenchRow[]
  /** The next sync begins on a cold connection. */
  reconnect(): void
  close(): Promise<void> | void
}

/** Whose device is made. */
export interface DevicePlace {
  /** Of the server, or of the line before it. */
  readonly base: string
  readonly school: SeedSchool
  /** From 0 within the school. */
  readonly device: number
  readonly server: BenchChild
}

/** Sums over all schools. */
export interface Aggregate {
  readonly reported: number
  readonly notes: number
  readonly percent: number
}

/** What the bench measures. */
export interface PeerSystem {
  readonly id: string
  readonly name: string
  /** The server's module. */
  readonly serverFile: URL
  readonly environment?: Readonly<Record<string, string>>
  /** Most devices that one process can hold open. */
  readonly maxLive?: number
  /** Makes a device that has not synced yet; whatever makes it known to the server is not measured. */
  openDevice(place: DevicePlace): Promise<PeerDevice> | PeerDevice
  /** For the storm, where `maxLive` forbids to hold every device: one that sends what this one would send. */
  freeze?(device: PeerDevice, place: DevicePlace): Promise<PeerDevice>
  /** What reads as the office's page reads. */
  openOffice(place: OfficePlace): Promise<Office>
}

/** Where the office reads. */
export interface OfficePlace {
  readonly base: string
  /** How many schools the district has. */
  readonly schools: number
  readonly server: BenchChild
}

export interface Office {
  /** One reading, measured; what it does not say is left out. */
  read(): Promise<Partial<Aggregate>>
  /** Everything that must stand on the server, where `read` does not say all of it; not measured. */
  audit?(): Promise<Aggregate>
  close(): void
}
