/** The phones of one process of a storm: prepared one by one, then let go together. */
import 'fake-indexeddb/auto'
import { randomBytes } from 'node:crypto'
import type { OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { createId, createToken } from '../../src/device/browserDeps.ts'
import { recordChange } from '../../src/device/changeLog.ts'
import { openDatabase } from '../../src/device/database.ts'
import { enrolDevice } from '../../src/device/enrol.ts'
import { createHttpTransport } from '../../src/device/httpTransport.ts'
import { recordPerson } from '../../src/device/people.ts'
import { type SyncDeps, runSync } from '../../src/device/runSync.ts'
import { SyncSchedule } from '../../src/device/schedule.ts'
import { createInProcessLock } from '../../src/device/syncLock.ts'
import type { DrainedDevice, FromDevices, StormTask, ToDevices } from './stormTypes.ts'

interface StormDevice {
  readonly deps: SyncDeps
  readonly organizationId: OrganizationId
}

let countByStatus: Record<string, number> = {}
let slowestMs = 0

const countingFetch: typeof fetch = async (input, init) => {
  const startedMs = performance.now()
  let status = 'none'
  try {
    const answer = await fetch(input, init)
    status = String(answer.status)
    return answer
  } finally {
    countByStatus[status] = (countByStatus[status] ?? 0) + 1
    slowestMs = Math.max(slowestMs, Math.round(performance.now() - startedMs))
  }
}

async function prepareDevice({ url, edits }: StormTask, secret: string, n: number): Promise<StormDevice> {
  const transport = createHttpTransport({ fetch: countingFetch, baseUrl: url })
  const random = (count: number): Uint8Array => randomBytes(count)
  const device = { db: openDatabase(`phone${String(n)}`), nowMs: () => Date.now(), newId: () => createId(random), appVersion: '0.1.0' }
  const deps: SyncDeps = { ...device, transport, lock: createInProcessLock() }
  const enrolled = await enrolDevice({ ...device, transport, newToken: () => createToken(random), deviceLabel: 'Android, Chrome 138' }, { secret })
  if (!enrolled.ok) throw new Error(`Not enrolled: ${JSON.stringify(enrolled.error)}`)
  const { organizationId } = enrolled.value
  await recordPerson(device, { organizationId, name: 'Петрова А.И.', post: 'директор' })
  const { organizations } = await runSync(deps)
  if (organizations[0]?.type !== 'done') throw new Error(`Not loaded: ${JSON.stringify(organizations)}`)
  for (let i = 1; i <= edits; i += 1) {
    const value = { state: 'reported', text: `Издан приказ № ${String(i + n)} от ${String(1 + (i % 28))}.10, ознакомлены ${String(11 + i)}` }
    const written = await recordChange(device, { organizationId, subject: `d:northp${String(i)}` as SubjectKey, kind: 'execution', value, subjectVersion: 1 })
    if (!written.ok) throw new Error(`Not recorded: ${written.error.type}`)
  }
  return { deps, organizationId }
}

/** The network is back: the real schedule decides when to ask, and when to ask again, until everything is sent. */
async function drain({ deps, organizationId }: StormDevice): Promise<DrainedDevice> {
  const { promise: drained, resolve: settle } = Promise.withResolvers<undefined>()
  const schedule = new SyncSchedule({
    async run(request) {
      const outcome = await runSync(deps, request)
      if (outcome.organizations.every(({ type }) => type === 'done')) settle(undefined)
      return outcome
    },
    setTimer(callback, delayMs) {
      const timer = setTimeout(callback, delayMs)
      return () => { clearTimeout(timer) }
    },
    random: Math.random,
    nowMs: () => Date.now(),
    isVisible: () => true,
    onError(error) { throw error },
  })
  await schedule.trigger('open')
  await drained
  schedule.stop()
  const rows = await deps.db.changes.where('[organizationId+transfer]').equals([organizationId, 'sent']).toArray()
  const own = rows.filter(({ kind }) => kind === 'execution')
  return { organizationId, places: own.map(({ id, sequence }) => [id, sequence ?? 0] as const) }
}

function tell(message: FromDevices): void {
  process.send?.(message)
}

const devices: StormDevice[] = []
process.on('message', (message: ToDevices) => {
  void (message.type === 'prepare' ? prepareAll(message.task) : drainAll()).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
process.on('disconnect', () => process.exit(0))

async function prepareAll(task: StormTask): Promise<void> {
  for (const [n, secret] of task.secrets.entries()) devices.push(await prepareDevice(task, secret, n))
  tell({ type: 'prepared' })
}

async function drainAll(): Promise<void> {
  countByStatus = {}
  slowestMs = 0
  const before = process.cpuUsage()
  const drained = await Promise.all(devices.map(drain))
  const { user, system } = process.cpuUsage(before)
  tell({ type: 'drained', devices: drained, countByStatus, cpuMs: Math.round((user + system) / 1000), slowestMs })
}
