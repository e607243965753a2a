/**
 * `npm run storm -- --devices 2000 --edits 40`: so many phones, each with so much unsent work, find the network again at
 * the same moment. The server is the real process; a phone is the real `runSync` under the real schedule, over a database
 * in memory. Ends by itself; the last line is one JSON object. Everything stays on this machine.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { DeviceId, DistrictId, OrganizationId } from '#core/directive'
import { createLink } from '../../sync-server/enrolment/enrolmentCodes.ts'
import { databaseFile, systemDeps } from '../../sync-server/openServer.ts'
import { openSqliteStore } from '../../sync-server/store/openSqliteStore.ts'
import { makeDistrictRecord, makeOfficerRecord, makeOrganizationRecord } from '../support/recordFactory.ts'
import { publishTestDocument } from '../support/serverFactory.ts'
import { readUsage, startServerProcess } from '../support/serverProcess.ts'
import type { FromDevices, StormTask, ToDevices } from './stormTypes.ts'

/** Phones of one process: their databases share its memory. */
const devicesPerProcess = 1000
/** Longer than any storm that drains (ms). */
const timeLimitMs = 20 * 60_000
const peakLimitMb = 512
const districtId = 'north' as DistrictId

const { values } = parseArgs({ options: { devices: { type: 'string', default: '2000' }, edits: { type: 'string', default: '40' } } })
const [devices, edits] = [Number(values.devices), Number(values.edits)]

/** One school per phone, and a document with a point for every edit; the secrets of their letters. */
async function prepareDatabase(path: string): Promise<string[]> {
  const store = await openSqliteStore(path)
  await store.transaction(async (access) => {
    const district = access.forDistrict(districtId)
    await district.insert(makeDistrictRecord(districtId))
    await district.officers.insert(makeOfficerRecord(districtId, `${districtId}officer`, districtId))
    for (let i = 0; i < devices; i += 1) {
      const head = { epoch: 'epoch1', officeDeviceId: `office${String(i)}` as DeviceId }
      await district.organizations.insert(makeOrganizationRecord(districtId, schoolOf(i), String(1000 + i)), head)
    }
    await publishTestDocument(access, districtId, edits, Date.now())
  })
  const secrets: string[] = []
  for (let i = 0; i < devices; i += 1) {
    secrets.push((await createLink(store, { districtId, organizationId: schoolOf(i) }, systemDeps))?.secret ?? '')
  }
  await store.close()
  return secrets
}

function schoolOf(i: number): OrganizationId {
  return `school${String(i)}` as OrganizationId
}

function startDevices(url: string, secrets: readonly string[]): ChildProcess[] {
  const processes: ChildProcess[] = []
  for (let first = 0; first < secrets.length; first += devicesPerProcess) {
    const task: StormTask = { url, edits, secrets: secrets.slice(first, first + devicesPerProcess) }
    const child = fork(fileURLToPath(new URL('stormDevices.ts', import.meta.url)), { execArgv: ['--max-old-space-size=6144'] })
    tell(child, { type: 'prepare', task })
    processes.push(child)
  }
  return processes
}

function tell(child: ChildProcess, message: ToDevices): void {
  child.send(message)
}

/** The next message of every process; a process that ends instead ends the storm. */
async function hearAll<T extends FromDevices['type']>(processes: readonly ChildProcess[], type: T): Promise<Extract<FromDevices, { type: T }>[]> {
  return Promise.all(
    processes.map(async (child) => {
      const ended = once(child, 'exit').then(() => { throw new Error('A process of phones ended.') })
      const [message] = (await Promise.race([once(child, 'message'), ended])) as [FromDevices]
      if (message.type !== type) throw new Error(`Expected ${type}, heard ${message.type}.`)
      return message as Extract<FromDevices, { type: T }>
    }),
  )
}

/** What the phones show as sent and the database does not hold under that receipt. */
async function countLost(path: string, told: readonly Extract<FromDevices, { type: 'drained' }>[]): Promise<number> {
  const store = await openSqliteStore(path)
  let lost = 0
  for (const { organizationId, places } of told.flatMap(({ devices: phones }) => phones)) {
    const standing = await store.forOrganization(districtId, organizationId).history.list({})
    const sequenceById = new Map<string, number>(standing.map(({ id, sequence }) => [id, sequence]))
    lost += places.filter(([id, sequence]) => sequenceById.get(id) !== sequence).length
  }
  const integrity = await store.checkIntegrity()
  await store.close()
  if (integrity !== 'ok') throw new Error(integrity)
  return lost
}

const folder = mkdtempSync(join(tmpdir(), 'storm-'))
const path = join(folder, databaseFile)
console.log(`${String(devices)} phones with ${String(edits)} edits each; preparing…`)
const secrets = await prepareDatabase(path)
const server = await startServerProcess(folder)
const processes = startDevices(server.url, secrets)
const limit = setTimeout(() => {
  console.error('The storm did not drain in time.')
  for (const child of [...processes, server.process]) child.kill('SIGKILL')
  process.exit(1)
}, timeLimitMs)
try {
  await hearAll(processes, 'prepared')
  console.log('The network is back.')
  const before = readUsage(server.process)
  const startedMs = performance.now()
  for (const child of processes) tell(child, { type: 'go' })
  const told = await hearAll(processes, 'drained')
  const seconds = (performance.now() - startedMs) / 1000
  const usage = readUsage(server.process)
  server.process.kill('SIGTERM')
  await server.exited
  const countByStatus: Record<string, number> = {}
  for (const { countByStatus: counts } of told) for (const [status, count] of Object.entries(counts)) countByStatus[status] = (countByStatus[status] ?? 0) + count
  const sent = told.flatMap((message) => message.devices).reduce((sum, { places }) => sum + places.length, 0)
  const lost = (await countLost(path, told)) + Math.max(0, devices * edits - sent)
  const figures = {
    storm: true,
    devices,
    edits,
    drainedSeconds: round(seconds),
    editsPerSecond: Math.round((devices * edits) / seconds),
    lost,
    countByStatus,
    serverCpuMsPerDevice: round((usage.cpuMs - before.cpuMs) / devices),
    phonesCpuMsPerDevice: round(told.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / devices),
    slowestExchangeMs: Math.max(...told.map(({ slowestMs }) => slowestMs)),
    serverPeakMb: usage.peakMb,
  }
  console.log(JSON.stringify(figures))
  process.exitCode = lost === 0 && usage.peakMb <= peakLimitMb ? 0 : 1
} finally {
  clearTimeout(limit)
  for (const child of processes) child.kill()
  server.process.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
