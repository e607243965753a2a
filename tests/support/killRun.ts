import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ChangeId, DeviceId, DistrictId, OrganizationId } from '#core/directive'
import { type ExchangeAnswer, changeIdOf, decodeAnswer, unpackLists } from '#core/sync'
import { databaseFile } from '../../sync-server/openServer.ts'
import { fastHash } from '../../sync-server/secrets.ts'
import { openSqliteStore } from '../../sync-server/store/openSqliteStore.ts'
import type { Store } from '../../sync-server/store/store.ts'
import { makeDeviceRecord, makeDistrictRecord, makeOrganizationRecord } from './recordFactory.ts'
import { createRandom } from './random.ts'
import { makeRequest, makeSent, mintToken } from './serverFactory.ts'
import { startServerProcess } from './serverProcess.ts'

/** What a run of kills showed. */
export interface KillReport {
  readonly kills: number
  /** Changes the server had answered as stored. */
  readonly answered: number
  /** Writers a kill left with a change that stood in the history and had no answer; they sent it again. */
  readonly cutOff: number
  readonly lost: readonly string[]
  readonly integrityErrors: readonly string[]
  /** `synchronous` of the writing connections, as each server read it back from its own; nothing but "full" keeps an answer's word. */
  readonly synchronous: readonly string[]
  /** From the start of the process to its first answer, the file as the kill had left it (ms). */
  readonly medianReadyMs: number
  readonly slowestReadyMs: number
}

export interface KillOptions {
  readonly kills: number
  readonly writers: number
  /** Decides when each kill falls. */
  readonly seed: number
}

/** Kills of one database before a fresh one takes its place: a file that only grew would make every look at it longer. */
const killsPerDatabase = 50

const districtId = 'north' as DistrictId

interface Writer {
  readonly deviceId: DeviceId
  readonly organizationId: OrganizationId
  readonly token: string
  /** The first change without an answer. */
  next: number
  /** Where it has read to: a server that lost what it had told would find no such place. */
  cursor: string | null
  /** The number the server gave to each change it answered for. */
  readonly receiptById: Map<ChangeId, number>
  cutOff: number
  readonly strayed: string[]
}

interface Tally {
  answered: number
  cutOff: number
  readonly lost: string[]
  readonly integrityErrors: string[]
  readonly synchronous: Set<string>
  readonly readyMs: number[]
}

/** Kills a real server process in the midst of its writing, again and again, and looks each time what the next one finds. */
export async function runKills({ kills, writers, seed }: KillOptions): Promise<KillReport> {
  const random = createRandom(seed)
  const tally: Tally = { answered: 0, cutOff: 0, lost: [], integrityErrors: [], synchronous: new Set(), readyMs: [] }
  for (let done = 0; done < kills; done += killsPerDatabase) {
    await killOneDatabase({ kills: Math.min(killsPerDatabase, kills - done), writers, random }, tally)
  }
  const { answered, cutOff, lost, integrityErrors, synchronous } = tally
  const readyMs = tally.readyMs.sort((a, b) => a - b)
  const medianReadyMs = readyMs[Math.floor(readyMs.length / 2)] ?? 0
  return { kills, answered, cutOff, lost, integrityErrors, synchronous: [...synchronous], medianReadyMs, slowestReadyMs: readyMs.at(-1) ?? 0 }
}

async function killOneDatabase({ kills, writers: count, random }: Omit<KillOptions, 'seed'> & { random: () => number }, tally: Tally): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kills-'))
  const path = join(folder, databaseFile)
  const writers = await prepare(path, count)
  try {
    for (let kill = 0; ; kill += 1) {
      // The server itself is the first to open what the kill before left, and writes it right.
      const server = await startServerProcess(folder)
      tally.synchronous.add(server.synchronous)
      if (kill > 0) {
        tally.readyMs.push(server.readyMs)
        const seen = await inspect(path, writers)
        tally.lost.push(...seen.lost)
        if (seen.integrity !== 'ok') tally.integrityErrors.push(seen.integrity)
      }
      const work = kill < kills ? Promise.all(writers.map((writer) => write(writer, server.url))) : null
      if (work !== null) await untilAnswered(writers, 1 + Math.floor(random() * 15 * count))
      await pause(random() * 20)
      server.process.kill('SIGKILL')
      await Promise.all([work, server.exited])
      if (work === null) break
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  tally.lost.push(...writers.flatMap(({ strayed }) => strayed))
  tally.answered += writers.reduce((total, { receiptById }) => total + receiptById.size, 0)
  tally.cutOff += writers.reduce((total, { cutOff }) => total + cutOff, 0)
}

async function prepare(path: string, count: number): Promise<Writer[]> {
  const store = await openSqliteStore(path)
  const district = store.forDistrict(districtId)
  await district.insert(makeDistrictRecord(districtId))
  const writers: Writer[] = []
  for (let i = 0; i < count; i += 1) {
    const organizationId = `school${String(i % 3)}` as OrganizationId
    if (i < 3) {
      const head = { epoch: 'epoch1', officeDeviceId: `office${String(i)}` as DeviceId }
      await district.organizations.insert(makeOrganizationRecord(districtId, organizationId, String(1000 + i)), head)
    }
    const writer = { deviceId: `device${String(i)}` as DeviceId, organizationId, token: mintToken(), next: 1, cursor: null, receiptById: new Map<ChangeId, number>(), cutOff: 0, strayed: [] }
    await store.forOrganization(districtId, organizationId).devices.insert(makeDeviceRecord(districtId, organizationId, writer.deviceId, fastHash(writer.token)))
    writers.push(writer)
  }
  await store.close()
  return writers
}

/** How long (ms) a kill waits for a slow machine. */
const patienceMs = 3000

/** Waits until the writers have so many more answers, so that every kill falls into the midst of the work. */
async function untilAnswered(writers: readonly Writer[], more: number): Promise<void> {
  const count = (): number => writers.reduce((sum, { receiptById }) => sum + receiptById.size, 0)
  const target = count() + more
  const untilMs = performance.now() + patienceMs
  while (count() < target && performance.now() < untilMs) await pause(3)
}

/** Sends batch after batch until the connection breaks; a batch without an answer is sent again to the next server. */
async function write(writer: Writer, url: string): Promise<void> {
  for (let size = 1; ; size = (size % 5) + 1) {
    const batch = Array.from({ length: size }, (_, i) => writer.next + i)
    const answer = await exchangeOnce(writer, url, batch)
    if (answer === 'broken') return
    if (answer === 'busy') {
      await pause(5)
      continue
    }
    for (const [first, count, receipt] of answer.receipts) {
      for (let i = 0; i < count; i += 1) writer.receiptById.set(changeIdOf(writer.deviceId, first + i), receipt + i)
    }
    if (answer.historyChanged) writer.strayed.push(`${writer.deviceId} finds another history after ${String(writer.cursor)}`)
    writer.cursor = answer.cursor
    writer.next += size
  }
}

async function exchangeOnce(writer: Writer, url: string, sequences: readonly number[]): Promise<ExchangeAnswer | 'broken' | 'busy'> {
  try {
    const changes = sequences.map((sequence) => makeSent(sequence, { subject: 'o', kind: 'progressNote', value: { text: `запись ${String(sequence)}` } }))
    const answer = await fetch(`${url}/api/exchange`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${writer.token}` },
      body: JSON.stringify(makeRequest({ changes, cursor: writer.cursor })),
    })
    const body: unknown = await answer.json()
    if (answer.status === 503) return 'busy'
    const decoded = decodeAnswer(unpackLists(body), { districtId, organizationId: writer.organizationId })
    if (!decoded.ok) throw new TypeError(`an answer of status ${String(answer.status)}`)
    return decoded.value
  } catch {
    // Cut off with the server: what was sent may stand or not.
    return 'broken'
  }
}

/** Looks into the file, beside a server that has just opened it and serves nobody yet. */
async function inspect(path: string, writers: readonly Writer[]): Promise<{ lost: string[]; integrity: string }> {
  const store = await openSqliteStore(path)
  try {
    const organizations = [...new Set(writers.map(({ organizationId }) => organizationId))]
    const lost = await Promise.all(organizations.map((id) => findLost(store, id, writers.filter(({ organizationId }) => organizationId === id))))
    return { lost: lost.flat(), integrity: await store.checkIntegrity() }
  } finally {
    await store.close()
  }
}

async function findLost(store: Store, organizationId: OrganizationId, writers: readonly Writer[]): Promise<string[]> {
  const standing = await store.forOrganization(districtId, organizationId).history.list({})
  const sequenceById = new Map(standing.map(({ id, sequence }) => [id, sequence]))
  const gaps = standing.filter(({ sequence }, i) => sequence !== i + 1).map(({ sequence }) => `a gap before ${String(sequence)}`)
  for (const writer of writers) {
    // Stored, but its answer was cut off: the next server will meet it as a repeat.
    if (sequenceById.has(changeIdOf(writer.deviceId, writer.next))) writer.cutOff += 1
  }
  const missing = writers.flatMap(({ receiptById }) => [...receiptById].filter(([id, receipt]) => sequenceById.get(id) !== receipt))
  return [...gaps, ...missing.map(([id, receipt]) => `${id} (receipt ${String(receipt)})`)]
}
