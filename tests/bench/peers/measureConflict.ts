import { applyEdits, startSystem } from './runSystem.ts'
import type { PeerDevice, PeerSystem } from './system.ts'
import { editCount } from './workload.ts'

/** Three devices of one school edit the same directives without a network, then sync until they are settled. */
export interface ConflictRow {
  readonly sent: number
  readonly onServer: number
  /** Notes each of the devices shows. */
  readonly onDevices: readonly number[]
}

const devices = 3
const rounds = 4

export async function measureConflict(system: PeerSystem): Promise<ConflictRow> {
  const running = await startSystem(system, 1)
  try {
    const all: PeerDevice[] = []
    for (let device = 0; device < devices; device += 1) {
      const opened = await running.openDevice({ school: 0, device })
      await opened.firstSync()
      all.push(opened)
    }
    for (const [number, device] of all.entries()) await applyEdits(device, 0, number)
    for (let round = 0; round < rounds; round += 1) for (const device of all) await device.sync()
    const onDevices: number[] = []
    for (const device of all) onDevices.push((await device.list()).reduce((sum, { notes }) => sum + notes.length, 0))
    const office = await running.system.openOffice({ base: running.base, schools: 1, server: running.server })
    const held = { ...(await office.audit?.()), ...(await office.read()) }
    office.close()
    for (const device of all) await device.close()
    return { sent: devices * editCount, onServer: held.notes ?? 0, onDevices }
  } finally {
    await running.stop()
  }
}
