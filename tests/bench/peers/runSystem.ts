import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type BenchChild, startChild } from './child.ts'
import { type ServerReadings, seedSchool } from './serverKit.ts'
import type { DevicePlace, PeerDevice, PeerSystem } from './system.ts'
import { changedDirective, directiveCount, editsFor } from './workload.ts'

/** A system's server over a loaded district. */
export interface RunningSystem {
  readonly system: PeerSystem
  readonly server: BenchChild
  readonly base: string
  readonly schools: number
  openDevice(place: Pick<DevicePlace, 'device'> & { readonly school: number; readonly base?: string }): Promise<PeerDevice>
  /** The server's counters, once it is idle. */
  read(): Promise<ServerReadings>
  stop(): Promise<void>
}

/** Starts a system's server on an empty folder and loads a district of so many schools. */
export async function startSystem(system: PeerSystem, schools: number, flags: readonly string[] = []): Promise<RunningSystem> {
  const folder = await mkdtemp(join(tmpdir(), 'porucheno-peers-'))
  await mkdir(join(folder, 'data'))
  const server = await startChild(fileURLToPath(system.serverFile), {
    environment: { ...system.environment, BENCH_FOLDER: join(folder, 'data') },
    flags,
    logFile: join(folder, 'server.log'),
  }).catch(async (error: unknown) => {
    console.error(await readFile(join(folder, 'server.log'), 'utf8'))
    throw error
  })
  await server.call('seed', schools)
  const base = `http://127.0.0.1:${String(server.port)}`
  return {
    system,
    server,
    base,
    schools,
    openDevice: async ({ school, device, base: own = base }) => system.openDevice({ base: own, device, school: seedSchool(school), server }),
    async read() {
      // What follows an answer (a log line, a checkpoint) belongs to it.
      await pause(30)
      return server.call<ServerReadings>('readings')
    },
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export const stepNames = ['firstSync', 'edits', 'idle', 'oneChange'] as const
export type StepName = (typeof stepNames)[number]

/** Runs `work`, whatever it measures around it. */
export type Measure = (step: StepName, device: PeerDevice, work: () => Promise<void>) => Promise<void>

/** The four workloads of one device of one school, each sync on a cold connection; a wrong result throws. */
export async function runSteps(running: RunningSystem, school: number, device: PeerDevice, measure: Measure): Promise<void> {
  const { directives } = seedSchool(school)
  await measure('firstSync', device, () => device.firstSync())
  const rows = await device.list()
  const isWhole = rows.length === directiveCount && directives.every(({ text }, i) => rows[i]?.text === text)
  if (!isWhole) throw new Error(`${running.system.id}: the first sync brought ${String(rows.length)} rows, or other texts`)
  await applyEdits(device, school, 0)
  device.reconnect()
  await measure('edits', device, () => device.sync())
  device.reconnect()
  await measure('idle', device, () => device.sync())
  await changeOne(running, school)
  device.reconnect()
  await measure('oneChange', device, () => device.sync())
  if (!(await hasChange(device, school))) throw new Error(`${running.system.id}: the changed directive did not come`)
}

/** Keeps the edits of device number `number` of a school; how many. */
export async function applyEdits(device: PeerDevice, school: number, number: number): Promise<void> {
  for (const edit of editsFor(school, number)) await device.edit(edit)
}

const changedIndex = 7

/** The office changes one directive of a school. */
export async function changeOne(running: RunningSystem, school: number): Promise<void> {
  const directive = seedSchool(school).directives[changedIndex]
  if (directive !== undefined) await running.server.call('update', school, changedDirective(directive), changedIndex)
}

async function hasChange(device: PeerDevice, school: number): Promise<boolean> {
  const directive = seedSchool(school).directives[changedIndex]
  return directive !== undefined && (await device.list())[changedIndex]?.text === changedDirective(directive).text
}

/** Runs `work` over the items, so many at once. */
export async function inParallel<T>(items: readonly T[], atOnce: number, work: (item: T, index: number) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    for (;;) {
      const index = next
      next += 1
      const item = items[index]
      if (item === undefined) return
      await work(item, index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
}
