import { type StepName, applyEdits, changeOne, startSystem, stepNames } from './runSystem.ts'
import { runSteps } from './runSystem.ts'
import type { PeerDevice, PeerSystem } from './system.ts'

/** One workload of a device without any line between, mean of the measured devices. */
export interface CpuRow {
  readonly step: StepName
  /** User and system time of the server for one device (ms). */
  readonly serverCpuMs: number
}

const warmDevices = 24
const measuredDevices = 40

/** What one device costs the server's processor in each workload: many devices, one after another. */
export async function measureCpu(system: PeerSystem, flags: readonly string[] = []): Promise<CpuRow[]> {
  const running = await startSystem(system, warmDevices + measuredDevices, flags)
  const spentMs = new Map<StepName, number>(stepNames.map((step) => [step, 0]))
  try {
    for (let school = measuredDevices; school < measuredDevices + warmDevices; school += 1) {
      const device = await running.openDevice({ school, device: 0 })
      await runSteps(running, school, device, (_step, _device, work) => work())
      await device.close()
    }
    const atOnce = system.maxLive ?? measuredDevices
    for (let first = 0; first < measuredDevices; first += atOnce) {
      const schools = Array.from({ length: Math.min(atOnce, measuredDevices - first) }, (_, i) => first + i)
      await measureGroup(schools)
    }
  } finally {
    await running.stop()
  }
  return stepNames.map((step) => ({ step, serverCpuMs: (spentMs.get(step) ?? 0) / measuredDevices }))

  async function measureGroup(schools: readonly number[]): Promise<void> {
    const devices: PeerDevice[] = []
    for (const school of schools) devices.push(await running.openDevice({ school, device: 0 }))
    await phase('firstSync', (device) => device.firstSync())
    for (const [i, device] of devices.entries()) await applyEdits(device, schools[i] ?? 0, 0)
    await phase('edits', (device) => device.sync())
    await phase('idle', (device) => device.sync())
    for (const school of schools) await changeOne(running, school)
    await phase('oneChange', (device) => device.sync())
    for (const device of devices) await device.close()

    async function phase(step: StepName, work: (device: PeerDevice) => Promise<void>): Promise<void> {
      for (const device of devices) device.reconnect()
      const before = await running.read()
      for (const device of devices) await work(device)
      spentMs.set(step, (spentMs.get(step) ?? 0) + (await running.read()).cpuMs - before.cpuMs)
    }
  }
}
