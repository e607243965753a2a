import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startChild } from './child.ts'
import type { LineProfile, LineReadings } from './countingProxy.ts'
import { type StepName, runSteps, startSystem } from './runSystem.ts'
import type { PeerSystem } from './system.ts'

/** One workload of one device over the counted line. */
export interface WireRow {
  readonly step: StepName
  readonly requests: number
  readonly connections: number
  /** Bytes of TCP payload: request lines, headers, bodies. */
  readonly up: number
  readonly down: number
  readonly bodyUp: number
  readonly bodyDown: number
  /** Wall time at 600 ms a round trip, in round trips. */
  readonly roundTrips: number
  /** Wall time (s) at 600 ms and 50 kbit/s. */
  readonly slowSeconds: number
}

const roundTripMs = 600
const own: LineProfile = { roundTripMs: 0, kbitPerSecond: 0 }
const far: LineProfile = { roundTripMs, kbitPerSecond: 0 }
const slow: LineProfile = { roundTripMs, kbitPerSecond: 50 }
const schools = 50

interface Measured {
  readonly wallMs: number
  readonly row: Omit<WireRow, 'roundTrips' | 'slowSeconds'>
}

/** Bytes, requests and round trips of the four workloads, in a district of 50 schools. */
export async function measureWire(system: PeerSystem, run: number): Promise<WireRow[]> {
  const running = await startSystem(system, schools)
  const proxy = await startChild(fileURLToPath(new URL('countingProxy.ts', import.meta.url)))
  const base = `http://127.0.0.1:${String(proxy.port)}`
  await proxy.call('target', running.server.port)

  async function measureSchool(school: number, profile: LineProfile): Promise<Map<StepName, Measured>> {
    const measured = new Map<StepName, Measured>()
    const device = await running.openDevice({ school, device: 0, base })
    device.reconnect()
    await runSteps(running, school, device, async (step, _device, work) => {
      const bodies = { ...device.bodies }
      await proxy.call('profile', profile)
      const [serverBefore, lineBefore, startMs] = [await running.read(), await proxy.call<LineReadings>('readings'), performance.now()]
      await work()
      const wallMs = performance.now() - startMs
      await pause(profile.roundTripMs * 2 + 50)
      const [server, line] = [await running.read(), await proxy.call<LineReadings>('readings')]
      await proxy.call('profile', own)
      const row = {
        step,
        requests: server.requests - serverBefore.requests,
        connections: line.connections - lineBefore.connections,
        up: line.up - lineBefore.up,
        down: line.down - lineBefore.down,
        bodyUp: device.bodies.up - bodies.up,
        bodyDown: device.bodies.down - bodies.down,
      }
      measured.set(step, { wallMs, row })
    })
    await device.close()
    return measured
  }

  try {
    // Programs that have not run yet are compiled on the way.
    for (const school of [schools - 1, schools - 2, schools - 3]) await measureSchool(school, own)
    const [near, distant, narrow] = [await measureSchool(run * 3, own), await measureSchool(run * 3 + 1, far), await measureSchool(run * 3 + 2, slow)]
    return [...near.values()].map(({ row }) => ({
      ...row,
      roundTrips: (distant.get(row.step)?.wallMs ?? Number.NaN) / roundTripMs,
      slowSeconds: (narrow.get(row.step)?.wallMs ?? Number.NaN) / 1000,
    }))
  } finally {
    await proxy.stop()
    await running.stop()
  }
}
