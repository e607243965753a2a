import { setTimeout as pause } from 'node:timers/promises'
import { type RunningSystem, applyEdits, inParallel, startSystem } from './runSystem.ts'
import { seedSchool } from './serverKit.ts'
import type { Aggregate, PeerDevice, PeerSystem } from './system.ts'
import { editsFor } from './workload.ts'

/** All devices of a region come back at once. */
export interface StormRow {
  readonly devices: number
  /** From the first byte sent to the last answer (ms). */
  readonly drainMs: number
  readonly serverCpuMsPerDevice: number
  readonly requests: number
  readonly wireBytesPerDevice: number
  readonly peakRssMb: number
  /** Growth of the data folder per edit (bytes). */
  readonly diskBytesPerEdit: number
  /** Middle of five readings of the office after the storm (ms), and the first of them. */
  readonly officeMs: number
  readonly officeFirstMs: number
  /** What the server does not hold of what was sent: 0 when nothing is lost. */
  readonly lost: number
  readonly failed: number
}

/** Devices that speak at the same time. */
const inFlight = 64
const officeReadings = 5

export async function measureStorm(system: PeerSystem, devices: number, flags: readonly string[] = []): Promise<StormRow> {
  const running = await startSystem(system, devices, flags)
  try {
    const ready = await prepare(running, devices)
    const diskBefore = await running.server.call<number>('disk')
    const before = await running.read()
    const { drainMs, failed } = await drain(ready)
    const after = await running.read()
    const { officeMs, officeFirstMs, lost } = await readOffice(running, devices)
    const { peakRssBytes } = await running.read()
    await inParallel(ready, 4, async (device) => device.settle?.())
    const disk = await running.server.call<number>('disk')
    await inParallel(ready, 8, async (device) => device.close())
    return {
      devices,
      drainMs,
      serverCpuMsPerDevice: (after.cpuMs - before.cpuMs) / devices,
      requests: after.requests - before.requests,
      wireBytesPerDevice: (after.up + after.down - before.up - before.down) / devices,
      peakRssMb: peakRssBytes / 1_048_576,
      diskBytesPerEdit: (disk - diskBefore) / (devices * editsFor(0, 0).length),
      officeMs,
      officeFirstMs,
      lost,
      failed,
    }
  } finally {
    await running.stop()
  }
}

/** Every device has its first sync and 40 edits behind it, and stands ready to send. */
async function prepare(running: RunningSystem, count: number): Promise<PeerDevice[]> {
  const { system, base, server } = running
  const ready: PeerDevice[] = []
  await inParallel(Array.from({ length: count }, (_, school) => school), system.maxLive ?? 8, async (school) => {
    const device = await running.openDevice({ school, device: 0 })
    await device.firstSync()
    await applyEdits(device, school, 0)
    device.reconnect()
    const sender = (await system.freeze?.(device, { base, server, school: seedSchool(school), device: 0 })) ?? device
    await sender.prepare?.()
    ready[school] = sender
  })
  return ready
}

async function drain(ready: readonly PeerDevice[]): Promise<{ readonly drainMs: number; readonly failed: number }> {
  await pause(500)
  let failed = 0
  const startMs = performance.now()
  await inParallel(ready, inFlight, async (device) => {
    try {
      await device.sync()
    } catch {
      // Counted, and seen again in what the server does not hold.
      failed += 1
    }
    device.reconnect()
  })
  return { drainMs: performance.now() - startMs, failed }
}

async function readOffice({ system, base, server }: RunningSystem, schools: number): Promise<Pick<StormRow, 'officeMs' | 'officeFirstMs' | 'lost'>> {
  const office = await system.openOffice({ base, schools, server })
  const times: number[] = []
  let read: Partial<Aggregate> = {}
  for (let i = 0; i < officeReadings; i += 1) {
    const startMs = performance.now()
    read = await office.read()
    times.push(performance.now() - startMs)
  }
  const held: Partial<Aggregate> = { ...(await office.audit?.()), ...read }
  office.close()
  const officeFirstMs = times[0] ?? Number.NaN
  times.sort((a, b) => a - b)
  return { officeFirstMs, officeMs: times[Math.floor(officeReadings / 2)] ?? Number.NaN, lost: missing(expected(schools), held) }
}

function expected(schools: number): Aggregate {
  const edits = Array.from({ length: schools }, (_, school) => editsFor(school, 0)).flat()
  return {
    reported: edits.filter(({ state }) => state === 'reported').length,
    notes: edits.length,
    percent: edits.reduce((sum, { percent }) => sum + percent, 0),
  }
}

/** How far off the sums are, all together; what is there twice counts like what is missing. */
function missing(sent: Aggregate, held: Partial<Aggregate>): number {
  return Math.abs(sent.notes - (held.notes ?? 0)) + Math.abs(sent.reported - (held.reported ?? 0)) + Math.abs(sent.percent - (held.percent ?? 0))
}
