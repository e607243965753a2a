import { type Health, readHealth } from '#core/sync'

/** What a phone needs somebody for, the worst first: records that do not get out, no room, a fault, a wrong clock. */
export const deviceTroubles = ['stuck', 'space', 'fault', 'clock'] as const
export type DeviceTrouble = (typeof deviceTroubles)[number]

/** A clock this far out (ms) shows wrong deadlines. */
const wrongClockMs = 600_000

/** What of a phone the office judges it by, as of its last contact. */
export interface DeviceFacts {
  readonly waiting: number
  readonly health?: Health | null
  readonly clockSkewMs?: number | null
}

/** The troubles of one phone, the worst first; empty when it fares well or has not told. */
export function troublesOf({ waiting, health, clockSkewMs }: DeviceFacts): DeviceTrouble[] {
  const [space, , oldest, fault] = readHealth(health) ?? [0, 0, 0, '']
  const found: Record<DeviceTrouble, boolean> = {
    // The exchange that told of old records may itself have carried them.
    stuck: oldest >= 3 && waiting > 0,
    space: space === 1,
    fault: fault !== '',
    clock: Math.abs(clockSkewMs ?? 0) > wrongClockMs,
  }
  return deviceTroubles.filter((trouble) => found[trouble])
}

/** The worst trouble of several phones; null when all fare well. */
export function worstTrouble(devices: readonly DeviceFacts[]): DeviceTrouble | null {
  const met = new Set(devices.flatMap(troublesOf))
  return deviceTroubles.find((trouble) => met.has(trouble)) ?? null
}
